using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.StandIn;

/// <summary>What a script says beside its runs.</summary>
public sealed class ScriptSettingsTests
{
    [Fact(Timeout = 30_000)]
    public async Task The_app_is_what_the_script_says()
    {
        await using StandInSession session = Play("""
            {
              // Comments are allowed.
              "$schema": "./dify-mock.schema.json",
              "server_version": "1.16.0",
              "has_speech": true,
              "transcript": "spoken",
              "info": { "name": "Mine" },
              "meta": { "tool_icons": { "web": "x" } },
              "site": { "title": "Site" },
              "parameters": {
                "opening_statement": "Hi!",
                "user_input_form": [
                  { "select": { "variable": "size", "required": true, "options": [ "s", "l" ], "hint": "of the shirt" } }
                ]
              }
            }
            """);
        var audio = new MultipartFormDataContent
        {
            { new ByteArrayContent([1]) { Headers = { { "Content-Type", "audio/mp3" } } }, "file", "a.mp3" },
        };
        using HttpResponseMessage text = await session.Client.PostAsync("audio-to-text", audio, session.Bound);
        using HttpResponseMessage info = await session.GetAsync("info");
        JObject parameters = await session.GetJsonAsync("parameters");
        using HttpResponseMessage wrong = await session.PostAsync("workflows/run", new { inputs = new { size = "xl" }, user = "u" });

        Assert.Equal("1.16.0", info.Headers.GetValues("X-Version").Single());
        Assert.Equal("Mine", (string?)(await StandInSession.ReadJsonAsync(info))["name"]);
        Assert.Equal("x", (string?)(await session.GetJsonAsync("meta"))["tool_icons"]!["web"]);
        Assert.Equal("Site", (string?)(await session.GetJsonAsync("site"))["title"]);
        Assert.Equal("spoken", (string?)(await StandInSession.ReadJsonAsync(text))["text"]);
        Assert.Equal("Hi!", (string?)parameters["opening_statement"]);
        Assert.True((bool)parameters["speech_to_text"]!["enabled"]!);
        Assert.Equal("of the shirt", (string?)parameters["user_input_form"]![0]!["select"]!["hint"]);
        Assert.Equal(
            "size in input form must be one of the following: ['s', 'l']", (string?)(await StandInSession.ReadJsonAsync(wrong))["message"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task Required_inputs_need_no_form_and_make_those_of_a_form_required()
    {
        await using StandInSession session = Play("""
            { "required_inputs": [ "a", "b" ], "parameters": { "user_input_form": [ { "number": { "variable": "b" } } ] } }
            """);
        JToken form = (await session.GetJsonAsync("parameters"))["user_input_form"]!;
        using HttpResponseMessage missing = await session.PostAsync("workflows/run", new { inputs = new { a = "x" }, user = "u" });

        Assert.Equal(["text-input", "number"], form.Select(input => ((JObject)input).Properties().Single().Name));
        Assert.True((bool)form[1]!["number"]!["required"]!);
        Assert.Equal("b is required in input form", (string?)(await StandInSession.ReadJsonAsync(missing))["message"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task Options_of_the_code_go_before_those_of_the_script()
    {
        RunScript script = RunScript.Parse("""{ "api_key": "app-script", "server_version": "1.16.0" }""");
        await using DifyTestServer own = DifyTestServer.Start(new DifyTestServerOptions { Script = script, ApiKey = "app-code" });
        await using DifyTestServer scripted = DifyTestServer.Start(new DifyTestServerOptions { Script = script });

        Assert.Equal(("app-code", "app-script"), (own.ApiKey, scripted.ApiKey));
    }

    [Fact(Timeout = 30_000)]
    public async Task Answers_go_wrong_as_the_script_says_call_by_call()
    {
        await using StandInSession session = Play("""
            {
              "responses": [
                { "request": "POST /workflows/run", "call": 1, "status": 429, "headers": { "Retry-After": "5" },
                  "problem": { "code": "too_many_requests", "message": "Wait." } },
                { "request": "POST /workflows/run", "call": 3, "html": "Bad Gateway" },
                { "request": "GET /workflows/run/{id}", "json": { "status": "odd" } },
                { "request": "GET /meta", "status": 401, "problem": { "code": "unauthorized" } },
                { "request": "GET /site", "text": "a,b", "content_type": "text/csv" },
                { "request": "GET /workflows/logs", "connection": "cut" }
              ]
            }
            """);
        using HttpResponseMessage limited = await StartAsync(session);
        using HttpResponseMessage usual = await StartAsync(session);
        using HttpResponseMessage proxy = await StartAsync(session);
        using HttpResponseMessage again = await StartAsync(session);
        using HttpResponseMessage unauthorized = await session.GetAsync("meta");
        using HttpResponseMessage text = await session.GetAsync("site");

        Assert.Equal([429, 200, 502, 200], new[] { limited, usual, proxy, again }.Select(response => (int)response.StatusCode));
        Assert.Equal("5", limited.Headers.GetValues("Retry-After").Single());
        Assert.Equal("too_many_requests", (string?)(await StandInSession.ReadJsonAsync(limited))["code"]);
        Assert.Equal("text/html", proxy.Content.Headers.ContentType!.MediaType);
        Assert.Equal("odd", (string?)(await session.GetJsonAsync("workflows/run/any"))["status"]);
        Assert.Equal(HttpStatusCode.Unauthorized, unauthorized.StatusCode);
        Assert.Equal(("text/csv", "a,b"), (text.Content.Headers.ContentType!.MediaType, await text.Content.ReadAsStringAsync()));
        await Assert.ThrowsAsync<HttpRequestException>(() => session.GetAsync("workflows/logs"));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("""{ "latency": 7 }""")]
    [InlineData("""{ "responses": [ { "request": "GET /info", "delay": 7 } ] }""")]
    public async Task An_answer_takes_as_long_as_the_script_says(string script)
    {
        var time = new WatchedTimeProvider();
        await using var session = new StandInSession(new DifyTestServerOptions { Script = RunScript.Parse(script), TimeProvider = time });
        Task<JObject> waiting = session.GetJsonAsync("info");
        await time.WaitForTimerAsync(session.Bound);
        time.Advance(TimeSpan.FromSeconds(6));
        Assert.False(waiting.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("workflow", (string?)(await waiting)["mode"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task Another_script_takes_the_place_of_the_first_while_a_tests_own_settings_stay()
    {
        await using StandInSession session = Play("""
            { "transcript": "first", "responses": [ { "request": "GET /info", "html": "first" } ],
              "runs": [ { "steps": [ "started", { "finish": { "outputs": { "n": 1 } } } ] } ] }
            """);
        session.Server.RespondOnce("GET", "/site", 500, "{}");
        session.Server.UseScript(RunScript.Parse(
            """{ "runs": [ { "steps": [ "started", { "finish": { "outputs": { "n": 2 } } } ] } ] }"""));
        using HttpResponseMessage run = await StartAsync(session);
        using HttpResponseMessage site = await session.GetAsync("site");

        Assert.Equal(2, (int)(await StandInSession.ReadJsonAsync(run))["data"]!["outputs"]!["n"]!);
        Assert.Equal("workflow", (string?)(await session.GetJsonAsync("info"))["mode"]);
        Assert.Equal("Hello from the stand-in server.", session.Server.Transcript);
        Assert.Equal(HttpStatusCode.InternalServerError, site.StatusCode);
    }

    [Fact(Timeout = 30_000)]
    public async Task Without_a_script_a_run_says_hello()
    {
        await using var session = new StandInSession();
        using EventReader events = await session.StreamAsync();

        Assert.Equal(
            ["workflow_started", "node_started", "text_chunk", "text_chunk", "node_finished", "workflow_finished"],
            await events.NamesToEndAsync());
    }

    [Fact(Timeout = 30_000)]
    public async Task The_ids_of_a_run_stand_where_the_script_leaves_a_place_for_them()
    {
        await using StandInSession session = Play("""
            { "runs": [ { "steps": [ "started", { "event": { "event": "x", "data": { "at": "/runs/{run_id}" } } },
              { "node_started": { "node_id": "n", "inputs": { "w": "{workflow_id}" } } },
              { "finish": { "outputs": { "task": "{task_id}" } } } ] } ] }
            """);
        using EventReader events = await session.StreamAsync();
        JObject told = await events.UntilAsync("x");
        JObject node = await events.UntilAsync("node_started");
        JObject end = await events.UntilAsync("workflow_finished");
        TestRun run = session.Server.Runs[0];

        Assert.Equal("/runs/" + run.RunId, (string?)told["data"]!["at"]);
        Assert.Equal(session.Server.WorkflowId, (string?)node["data"]!["inputs"]!["w"]);
        Assert.Equal(run.TaskId, (string?)end["data"]!["outputs"]!["task"]);
    }

    [Theory]
    [InlineData("GET", "/v1/info", "GET /info comes nearest")]
    [InlineData("GET", "info", "GET /info comes nearest")]
    [InlineData("GET", "/workflow/run/x", "GET /workflows/run/")]
    [InlineData("PUT", "/workflows/run", "POST /workflows/run comes nearest")]
    public async Task An_answer_to_an_operation_that_does_not_exist_is_refused_with_the_nearest_one(
        string method, string path, string nearest)
    {
        await using DifyTestServer server = DifyTestServer.Start();

        Assert.Contains(nearest, Assert.Throws<ArgumentException>(() => server.Respond(method, path, 200, "{}")).Message);
        Assert.Contains(nearest, Assert.Throws<ArgumentException>(() => server.RespondOnce(method, path, 200, "{}")).Message);
        Assert.Contains(nearest, Assert.Throws<ArgumentException>(() => server.RespondToCall(method, path, 1, TestReply.Cut())).Message);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_test_answers_one_call_of_several()
    {
        await using var session = new StandInSession();
        session.Server.RespondToCall("GET", "/info", 2, TestReply.Html(503));
        session.Server.RespondOnce("GET", "/info", TestReply.AsUsual());
        int[] statuses = new int[3];
        for (int call = 0; call < statuses.Length; call++)
        {
            using HttpResponseMessage response = await session.GetAsync("info");
            statuses[call] = (int)response.StatusCode;
        }

        Assert.Equal([200, 503, 200], statuses);
    }

    [Fact]
    public async Task A_script_without_an_end_is_refused_when_it_is_given()
    {
        await using DifyTestServer server = DifyTestServer.Start();

        Assert.Contains("the run has no end", Refusal(run => run.Started().Text("a")));
        Assert.Contains("goes on behind its closed stream", Refusal(run => run.Started().EndStream()));
        Assert.Contains("goes on behind its closed stream", Refusal(run => run.Drop()));
        Assert.Contains("has no steps", Refusal(_ => { }));
        server.OnRun(run => run.Started().WaitForStop());

        string Refusal(Action<RunScriptBuilder> script) => Assert.Throws<ArgumentException>(() => server.OnRun(script)).Message;
    }

    private static StandInSession Play(string script) =>
        new(new DifyTestServerOptions { Script = RunScript.Parse(script), Strict = false });

    private static Task<HttpResponseMessage> StartAsync(StandInSession session) =>
        session.PostAsync("workflows/run", new { inputs = new { }, user = "u" });
}
