using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Dify.Generated.Tests.StandIn;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Cli;

/// <summary>What was recorded between a program and a server plays back as it was.</summary>
public sealed partial class RecordTests
{
    // Ids and times are those of the one who plays.
    private static readonly string[] OfThePlayer =
        ["created_at", "finished_at", "elapsed_time", "sys.timestamp", "expiration_time", "form_token", "form_id", "created_by"];

    [Fact]
    public async Task A_run_plays_back_event_for_event()
    {
        await using var session = new CliSession();
        session.Server.OnRun(run => run
            .Started()
            .NodeStarted("start", "Start", "start").NodeFinished("start", new { topic = "tea" })
            .NodeStarted("ask", "Ask", "llm").NodeRetry("ask", 1, "busy").Text("Hel", "ask", "text").Text("lo")
            .NodeFinished("ask", new { text = "Hello" }, more: new { execution_metadata = new { total_tokens = 7 } })
            .IterationStarted("it").IterationNext("it", 0)
            .NodeStarted("inner").NodeFinished("inner", new { run = "{run_id}" })
            .IterationCompleted("it", new { output = new[] { 1 } }, steps: 1)
            .LoopStarted("lp").LoopNext("lp", 1).LoopCompleted("lp", steps: 1)
            .Reasoning("hm", isFinal: true)
            .AgentLog("ask", "log-1", "call")
            .Event("brand_new", new { data = new { x = 1.5, run = "{run_id}" } })
            .Finish(new { answer = "Hello", run = "{run_id}", workflow = "{workflow_id}" }, totalTokens: 7));

        var (recorded, played) = await RoundTripAsync(session, StreamAsync);

        Assert.Equal(20, recorded.Count);
        Assert.Equal(recorded, played);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(AppKind.Chat)]
    [InlineData(AppKind.Agent)]
    [InlineData(AppKind.Chatflow)]
    [InlineData(AppKind.Completion)]
    public async Task An_answer_plays_back_event_for_event(AppKind kind)
    {
        await using var session = new CliSession(new DifyTestServerOptions { App = kind, StreamCloseDelay = TimeSpan.Zero });
        session.Server.OnRun(run =>
        {
            _ = kind == AppKind.Chatflow ? run.Started().NodeStarted("llm", "Say", "llm").Text("Hel", "llm", "text") : run.Text("Hel");
            _ = kind == AppKind.Agent ? run.AgentThought(1, "hm", "clock", "{}", "noon") : run;
            run.Text("lo").MessageFile("https://files.example/1.png").ReplaceMessage("No.", "output_moderation")
                .TextToSpeech([1, 2]).EndMessage(new { retriever_resources = new[] { new { position = 1, content = "c" } } })
                .Finish();
        });

        var (recorded, played) = await RoundTripAsync(session, (client, _) => AskAsync(client, session, PathOf(kind)));

        Assert.Equal(recorded, played);
        Assert.Contains("message_replace", string.Join(' ', recorded));
        Assert.Equal(
            kind.ToString().ToLowerInvariant(), (string?)JObject.Parse(await File.ReadAllTextAsync(RecordedFile(session)))["app"]);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(AppKind.Chat)]
    [InlineData(AppKind.Chatflow)]
    public async Task An_answer_that_was_waited_for_and_one_that_was_stopped_play_back(AppKind kind)
    {
        await using var session = new CliSession(
            new DifyTestServerOptions { App = kind, StopLatency = TimeSpan.Zero, StreamCloseDelay = TimeSpan.Zero });
        session.Server.OnRun(run => Started(run, kind).Text("Hello").Finish());
        session.Server.OnRun(run => Started(run, kind).Text("Half").WaitForStop());

        var (recorded, played) = await RoundTripAsync(session, WaitAndStopAsync);

        Assert.Equal(recorded, played);
        Assert.Contains("Hello", recorded[0]);
    }

    [Fact]
    public async Task A_run_that_asks_plays_back_before_and_after_the_answer()
    {
        await using var session = new CliSession();
        session.Server.OnRun(run => run
            .Started().NodeStarted("ask", "Ask", "human-input")
            .Pause(new PauseForm
            {
                NodeId = "ask",
                NodeTitle = "Ask",
                Content = "Go on? {{#$output.why#}}",
                Inputs = [new PauseFormInput("why", Default: "because"), new PauseFormInput("size", "select") { Options = ["s", "l"] }],
                Actions = [new PauseFormAction("go", "Go"), new PauseFormAction("stay", "Stay")],
            })
            .WaitForReader()
            .NodeStarted("end", "End", "end").NodeFinished("end").Finish(new { done = true }));

        var (recorded, played) = await RoundTripAsync(session, AnswerAsync);

        Assert.Contains("human_input_form_filled", string.Join(' ', recorded));
        Assert.Equal(recorded, played);
    }

    [Fact]
    public async Task A_run_that_is_taken_up_again_is_written_once()
    {
        await using var session = new CliSession();
        session.Server.OnRun(run => run.Started().NodeStarted("n").Drop().WaitForReader().NodeFinished("n").Text("b").Finish());

        var (recorded, played) = await RoundTripAsync(session, ResumeAsync);

        Assert.Equal(recorded, played);
    }

    [Fact]
    public async Task A_stop_and_what_goes_wrong_and_what_the_app_says_play_back()
    {
        await using var session = new CliSession(new DifyTestServerOptions
        {
            StopLatency = TimeSpan.Zero,
            ServerVersion = "1.16.0",
            HasSpeech = true,
            Inputs = [new AppInput("topic") { MaxLength = 9 }],
        });
        TestReply limit = TestReply.Problem(429, "too_many_requests", "Wait.").WithHeader("Retry-After", "3");
        session.Server.RespondToCall("POST", "/workflows/run", 2, limit);
        session.Server.RespondOnce("GET", "/meta", TestReply.Html(502));
        session.Server.OnRun(run => run.Started().WaitForStop());
        session.Server.OnRun(run => run.Started().Fail("no"));

        var (recorded, played) = await RoundTripAsync(session, MisbehaveAsync);

        Assert.Equal(recorded, played);
        Assert.Equal("[1.16.0] stopped; 429 3 too_many_requests; failed no; 502; topic; 404", string.Join("; ", recorded));
    }

    [Fact]
    public async Task Keys_and_ids_and_hosts_do_not_stand_in_the_file()
    {
        const string Key = "app-VerySecretKeyOfSomebody";
        await using var session = new CliSession(new DifyTestServerOptions { ApiKey = Key });
        session.Server.OnRun(run => run
            .Started()
            .NodeStarted("n", more: new { inputs = new { key = Key, url = "http://127.0.0.1/files/1?timestamp=17&nonce=abc&sign=xyz%3D" } })
            .NodeFinished("n")
            .Finish());
        var file = Path.Combine(session.Folder, "recorded.json");
        await using (var recording = await session.ServeAsync("record", "--out", file))
        {
            recording.Client.DefaultRequestHeaders.Authorization = new("Bearer", Key);
            await StreamAsync(recording.Client, session);
        }

        var text = await File.ReadAllTextAsync(file);
        var run = session.Server.Runs[0];
        Assert.All(
            [Key, run.RunId, run.TaskId, run.WorkflowId, "127.0.0.1", "xyz", "nonce=abc"],
            secret => Assert.DoesNotContain(secret, text));
        Assert.Contains("http://dify.example/files/1?timestamp=0&nonce=0&sign=0", text);
    }

    [Fact]
    public async Task A_script_can_be_piped_on_and_then_nothing_else_is_written_to_the_output()
    {
        await using var session = new CliSession();
        var recording = await session.ServeAsync("record", "--out", "-");
        await StreamAsync(recording.Client, session);
        var result = await recording.StopAsync();
        await recording.DisposeAsync();

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Single(JObject.Parse(result.Output)["runs"]!);
    }

    [Fact]
    public async Task Nowhere_to_write_is_said_before_anything_is_served()
    {
        await using var session = new CliSession();

        var result = await session.RunAsync("record", "--out", Path.Combine(session.Folder, "none", "file.json"));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("none", result.Error);
    }

    // The same calls to the recorded server and to the player of its recording.
    private static async Task<(List<string> Recorded, List<string> Played)> RoundTripAsync(
        CliSession session, Func<HttpClient, CliSession, Task<List<string>>> call)
    {
        var file = RecordedFile(session);
        List<string> recorded;
        await using (var recording = await session.ServeAsync("record", "--out", file))
        {
            recorded = await call(recording.Client, session);
            var result = await recording.StopAsync();
            Assert.True(result.ExitCode == 0, result.ToString());
        }

        Assert.True(new JsonSchemaEvaluation(JObject.Parse(RunScript.Schema)).IsValid(JObject.Parse(await File.ReadAllTextAsync(file))));
        await using var mock = await session.ServeAsync("mock", "--script", file);
        return (recorded, await call(mock.Client, session));
    }

    private static string RecordedFile(CliSession session) => Path.Combine(session.Folder, "recorded.json");

    private static string PathOf(AppKind kind) => kind == AppKind.Completion ? "completion-messages" : "chat-messages";

    private static RunScriptBuilder Started(RunScriptBuilder run, AppKind kind) => kind == AppKind.Chatflow ? run.Started() : run;

    private static async Task<List<string>> AskAsync(HttpClient client, CliSession session, string path)
    {
        using var events = await OpenAsync(client, session, path);
        return await ReadAsync(events);
    }

    private static async Task<List<string>> WaitAndStopAsync(HttpClient client, CliSession session)
    {
        using var waited = await PostAsync(client, "chat-messages", """{ "inputs": {}, "query": "hi", "user": "u" }""", session);
        var told = new List<string> { (string)(await JsonAsync(waited))["answer"]! };
        using var events = await OpenAsync(client, session, "chat-messages");
        JObject first = await events.UntilAsync("message");
        using var stopped = await PostAsync(client, $"chat-messages/{first["task_id"]}/stop", """{ "user": "u" }""", session);
        told.Add((string)first["answer"]!);
        told.AddRange((await ReadAsync(events)).Select(next => (string)JObject.Parse(next)["event"]!));
        return told;
    }

    private static Task<EventReader> OpenAsync(HttpClient client, CliSession session, string path) => EventReader.OpenAsync(
        client,
        new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = Json("""{ "inputs": {}, "query": "hi", "user": "u", "response_mode": "streaming" }"""),
        },
        session.Bound);

    private static async Task<List<string>> StreamAsync(HttpClient client, CliSession session)
    {
        using var events = await StartAsync(client, session);
        return await ReadAsync(events);
    }

    private static async Task<List<string>> AnswerAsync(HttpClient client, CliSession session)
    {
        using var events = await StartAsync(client, session);
        var told = new List<string>();
        JObject? paused = null;
        while (await events.NextEventAsync() is { } next)
        {
            told.Add(Plain(next));
            paused = next;
        }

        using var rest = await EventsAsync(client, session, (string)paused!["workflow_run_id"]!);
        var token = (string)paused["data"]!["reasons"]![0]!["form_token"]!;
        using var answered = await PostAsync(
            client, $"form/human_input/{token}", """{ "inputs": { "why": "so", "size": "l" }, "action": "go", "user": "u" }""", session);
        Assert.True(answered.IsSuccessStatusCode);
        told.AddRange(await ReadAsync(rest));
        return told;
    }

    private static async Task<List<string>> ResumeAsync(HttpClient client, CliSession session)
    {
        using var events = await StartAsync(client, session);
        JObject first = await events.UntilAsync("workflow_started");
        JObject second = await events.UntilAsync("node_started");
        await Assert.ThrowsAnyAsync<IOException>(events.NextEventAsync);
        using var rest = await EventsAsync(client, session, (string)first["workflow_run_id"]!, "&include_state_snapshot=true");
        return [Plain(first), Plain(second), .. await ReadAsync(rest)];
    }

    private static async Task<List<string>> MisbehaveAsync(HttpClient client, CliSession session)
    {
        var told = new List<string>();
        using (var events = await StartAsync(client, session))
        {
            JObject started = await events.UntilAsync("workflow_started");
            using var stopped = await PostAsync(client, $"workflows/tasks/{started["task_id"]}/stop", """{ "user": "u" }""", session);
            JObject end = await events.UntilAsync("workflow_finished");
            told.Add($"[{events.Response.Headers.GetValues("X-Version").Single()}] {end["data"]!["status"]}");
        }

        using var limited = await PostAsync(client, "workflows/run", """{ "inputs": { "topic": "x" }, "user": "u" }""", session);
        told.Add($"{(int)limited.StatusCode} {limited.Headers.RetryAfter} {(await JsonAsync(limited))["code"]}");
        using var failed = await PostAsync(client, "workflows/run", """{ "inputs": { "topic": "x" }, "user": "u" }""", session);
        told.Add($"{(await JsonAsync(failed))["data"]!["status"]} {(await JsonAsync(failed))["data"]!["error"]}");
        using var meta = await client.GetAsync("meta", session.Bound);
        told.Add($"{(int)meta.StatusCode}");
        using var parameters = await client.GetAsync("parameters", session.Bound);
        told.Add($"{(await JsonAsync(parameters))["user_input_form"]![0]!["text-input"]!["variable"]}");
        using var unknown = await client.GetAsync($"workflows/run/{Guid.NewGuid()}", session.Bound);
        told.Add($"{(int)unknown.StatusCode}");
        return told;
    }

    private static Task<EventReader> StartAsync(HttpClient client, CliSession session) => EventReader.OpenAsync(
        client,
        new HttpRequestMessage(HttpMethod.Post, "workflows/run")
        {
            Content = Json("""{ "inputs": { "topic": "x" }, "user": "u", "response_mode": "streaming" }"""),
        },
        session.Bound);

    private static Task<EventReader> EventsAsync(HttpClient client, CliSession session, string runId, string more = "") =>
        EventReader.OpenAsync(client, new HttpRequestMessage(HttpMethod.Get, $"workflow/{runId}/events?user=u{more}"), session.Bound);

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string path, string body, CliSession session) =>
        client.PostAsync(path, Json(body), session.Bound);

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static async Task<JObject> JsonAsync(HttpResponseMessage response) => JObject.Parse(await response.Content.ReadAsStringAsync());

    private static async Task<List<string>> ReadAsync(EventReader events)
    {
        var told = new List<string>();
        while (await events.NextEventAsync() is { } next)
        {
            told.Add(Plain(next));
        }

        return told;
    }

    // The event without what differs from one playing to the next.
    private static string Plain(JObject told)
    {
        var plain = (JObject)told.DeepClone();
        foreach (var member in plain.Descendants().OfType<JProperty>().Where(member => OfThePlayer.Contains(member.Name)).ToList())
        {
            member.Value = "…";
        }

        return Uuid().Replace(plain.ToString(Newtonsoft.Json.Formatting.None), "ID");
    }

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Uuid();
}
