using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.StandIn;

public sealed class HumanInputTests
{
    private static readonly PauseForm Form = new()
    {
        Token = "tok",
        Content = "Angaben prüfen",
        Inputs = [new PauseFormInput("note", Default: "draft") { DefaultSelector = ["start", "draft"] }],
    };

    [Fact(Timeout = 30_000)]
    public async Task A_form_can_be_fetched_and_submitted_once()
    {
        await using var session = await PausedAsync(Form);
        using HttpResponseMessage fetched = await session.GetAsync("form/human_input/tok");
        string text = await fetched.Content.ReadAsStringAsync();
        Assert.Contains("prüfen", text);
        JObject form = JObject.Parse(text);
        Assert.Equal("note", (string?)form["inputs"]![0]!["output_variable_name"]);
        Assert.Equal("draft", (string?)form["resolved_default_values"]!["note"]);
        Assert.Equal("approve", (string?)form["user_actions"]![0]!["id"]);

        using HttpResponseMessage submitted = await SubmitAsync(session, "approve", new { note = "yes" });
        Assert.Equal("{}\n", await submitted.Content.ReadAsStringAsync());
        TestRun run = session.Server.Runs[0];
        await run.WaitForStatusAsync("succeeded", session.Bound);

        await AssertProblemAsync(await SubmitAsync(session, "approve", new { note = "again" }), 412, "human_input_form_submitted");
        await AssertProblemAsync(await session.GetAsync("form/human_input/tok"), 412, "human_input_form_submitted");
    }

    [Fact(Timeout = 30_000)]
    public async Task A_wrong_answer_leaves_the_form_open()
    {
        await using var session = await PausedAsync(Form);
        await AssertProblemAsync(await SubmitAsync(session, "explode", new { note = "x" }), 400, "invalid_form_data");
        await AssertProblemAsync(await SubmitAsync(session, "approve", new { }), 400, "invalid_form_data");
        await AssertProblemAsync(
            await session.PostAsync("form/human_input/tok", new { inputs = new { }, user = "u" }), 400, "invalid_param");
        await AssertProblemAsync(await session.GetAsync("form/human_input/other"), 404, "not_found");

        Assert.Equal("paused", session.Server.Runs[0].Status);
        (await SubmitAsync(session, "reject", new { note = "x" })).EnsureSuccessStatusCode().Dispose();
    }

    [Fact(Timeout = 30_000)]
    public async Task An_expired_form_is_refused_and_the_run_goes_on()
    {
        var time = new FakeTimeProvider();
        await using var session = await PausedAsync(Form with { ExpiresAfter = TimeSpan.FromMinutes(1) }, time);
        TestRun run = session.Server.Runs[0];
        using EventReader events = await session.EventsAsync(run.RunId);
        await run.WaitForOpenStreamsAsync(1, session.Bound);
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(
            ["workflow_started", "node_started", "human_input_form_timeout", "node_finished", "workflow_finished"],
            await events.NamesToEndAsync());
        await AssertProblemAsync(await SubmitAsync(session, "approve", new { note = "late" }), 412, "human_input_form_expired");
    }

    [Fact(Timeout = 30_000)]
    public async Task A_run_goes_on_after_each_answer_and_pauses_again_while_a_form_is_open()
    {
        await using var session = new StandInSession();
        session.Server.OnRun(run => run
            .Started()
            .NodeStarted("a", "A", "human-input")
            .Pause(Form with { NodeId = "a" }, Form with { NodeId = "b", Token = "second" })
            .Finish());
        using EventReader first = await session.StreamAsync();
        JObject paused = await first.UntilAsync("workflow_paused");
        TestRun run = session.Server.Runs[0];
        using EventReader events = await session.EventsAsync(run.RunId, more: "&continue_on_pause=true");
        await run.WaitForOpenStreamsAsync(1, session.Bound);
        (await SubmitAsync(session, "approve", new { note = "1" })).EnsureSuccessStatusCode().Dispose();

        JObject again = await events.UntilAsync("workflow_paused");
        Assert.Equal(["b", "a"], paused["data"]!["paused_nodes"]!.Select(node => (string)node!));
        Assert.Equal("second", (string?)Assert.Single(again["data"]!["reasons"]!)["form_token"]);
        (await SubmitAsync(session, "reject", new { note = "2" }, "second")).EnsureSuccessStatusCode().Dispose();
        JObject second = await events.UntilAsync("node_finished");
        Assert.Equal("2", (string?)second["data"]!["outputs"]!["note"]);
        Assert.Equal("reject", (string?)second["data"]!["outputs"]!["__action_id"]);
        JObject finished = await events.UntilAsync("workflow_finished");

        // Two that asked, both again after the first answer, one again after the second.
        Assert.Equal(5, (int)finished["data"]!["total_steps"]!);
        using EventReader over = await session.EventsAsync(run.RunId);
        Assert.Equal(["workflow_finished"], await over.NamesToEndAsync());
    }

    [Fact(Timeout = 30_000)]
    public async Task An_asking_node_ends_under_the_id_with_which_it_began()
    {
        await using var session = await PausedAsync(Form with { NodeId = "ask" });
        TestRun run = session.Server.Runs[0];
        using EventReader events = await session.EventsAsync(run.RunId, more: "&include_state_snapshot=true&continue_on_pause=true");
        JObject row = await events.UntilAsync("node_finished");
        await events.UntilAsync("workflow_paused");
        (await SubmitAsync(session, "approve", new { note = "yes" })).EnsureSuccessStatusCode().Dispose();

        JObject started = await events.UntilAsync("node_started");
        JObject finished = await events.UntilAsync("node_finished");
        Assert.Equal("paused", (string?)row["data"]!["status"]);
        Assert.Equal("succeeded", (string?)finished["data"]!["status"]);
        Assert.All([started, finished], told => Assert.Equal((string?)row["data"]!["id"], (string?)told["data"]!["id"]));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("1.14.2", "succeeded", "human_input_form_filled,node_finished,workflow_finished")]
    [InlineData("1.16.0", "stopped", "workflow_finished")]
    public async Task An_answered_run_goes_on_as_the_version_lets_it(string version, string status, string names)
    {
        await using var session = new StandInSession(new DifyTestServerOptions { ServerVersion = version });
        session.Server.OnRun(run => run.Started().Pause(Form).Finish());
        using EventReader first = await session.StreamAsync();
        JObject form = await first.UntilAsync("human_input_required");
        await first.NamesToEndAsync();
        TestRun run = session.Server.Runs[0];
        using EventReader events = await session.EventsAsync(run.RunId);
        await run.WaitForOpenStreamsAsync(1, session.Bound);
        (await SubmitAsync(session, "approve", new { note = "yes" })).EnsureSuccessStatusCode().Dispose();

        Assert.Equal($"workflow_started,node_started,{names}", string.Join(',', await events.NamesToEndAsync()));
        Assert.Equal(status, run.Status);
        Assert.Equal(version == "1.16.0", form["data"]!["approval_channels"] is JArray);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_number_for_a_paragraph_is_accepted_and_fails_the_run()
    {
        await using var session = await PausedAsync(Form);
        (await SubmitAsync(session, "approve", new { note = 7 })).EnsureSuccessStatusCode().Dispose();
        TestRun run = session.Server.Runs[0];
        await run.WaitForStatusAsync("failed", session.Bound);

        Assert.Contains("output_variable_name=note, got=int", (string?)(await session.GetJsonAsync($"workflows/run/{run.RunId}"))["error"]);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("pick", "\"c\"", "Invalid value for select input 'pick': c")]
    [InlineData("pick", "1", "Invalid value for select input 'pick': expected string")]
    [InlineData("file", "\"x\"", "Invalid value for file input 'file': expected mapping")]
    [InlineData("file", "{\"transfer_method\":\"remote_url\",\"url\":\"http://a.b\"}", "Invalid value for file input 'file': type")]
    [InlineData("file", "{\"type\":\"document\",\"transfer_method\":\"remote_url\"}", "Invalid value for file input 'file': Invalid")]
    [InlineData("files", "{}", "Invalid value for file list input 'files': expected list")]
    public async Task An_answer_that_does_not_fit_its_field_is_refused_and_the_form_stays_open(string field, string value, string message)
    {
        await using var session = await PausedAsync(Form with
        {
            Inputs = [new("note"), new("pick", "select") { Options = ["a", "b"] }, new("file", "file"), new("files", "file-list")],
        });
        var inputs = JObject.Parse(
            """
            {"note": "x", "pick": "a", "file": {"type": "image", "transfer_method": "remote_url", "url": "http://a.b/c.png"}, "files": []}
            """);
        using HttpResponseMessage good = await session.GetAsync("form/human_input/tok");
        inputs[field] = JToken.Parse(value);
        using HttpResponseMessage refused = await SubmitAsync(session, "approve", inputs);
        JObject problem = await StandInSession.ReadJsonAsync(refused);

        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        Assert.Equal("invalid_form_data", (string?)problem["code"]);
        Assert.StartsWith(message, (string?)problem["message"]);
        Assert.Equal("paused", session.Server.Runs[0].Status);
    }

    private static async Task<StandInSession> PausedAsync(PauseForm form, TimeProvider? time = null)
    {
        var session = new StandInSession(new DifyTestServerOptions { TimeProvider = time ?? TimeProvider.System });
        session.Server.OnRun(run => run.Started().Pause(form).Finish());
        using EventReader events = await session.StreamAsync();
        await events.NamesToEndAsync();
        return session;
    }

    private static Task<HttpResponseMessage> SubmitAsync(StandInSession session, string action, object inputs, string token = "tok") =>
        session.PostAsync($"form/human_input/{token}", new { inputs, action, user = "user-1" });

    private static async Task AssertProblemAsync(HttpResponseMessage response, int status, string code)
    {
        using (response)
        {
            Assert.Equal(status, (int)response.StatusCode);
            JObject problem = await StandInSession.ReadJsonAsync(response);
            Assert.Equal(code, (string?)problem["code"]);
            Assert.Equal(status, (int)problem["status"]!);
        }
    }
}
