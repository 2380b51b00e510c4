using System;
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
        Inputs = [new PauseFormInput("note", Default: "draft")],
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
        await AssertProblemAsync(await session.PostAsync("form/human_input/tok", new { inputs = new { }, user = "u" }), 400, "invalid_param");
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

        Assert.Equal(["workflow_started", "human_input_form_timeout", "workflow_finished"], await events.NamesToEndAsync());
        await AssertProblemAsync(await SubmitAsync(session, "approve", new { note = "late" }), 412, "human_input_form_expired");
    }

    [Fact(Timeout = 30_000)]
    public async Task A_run_waits_for_all_its_forms()
    {
        await using var session = new StandInSession();
        session.Server.OnRun(run => run.Started().Pause(Form, Form with { Token = "second" }, Form with { HasToken = false, ExpiresAfter = TimeSpan.Zero }).WaitForReader().Finish());
        using EventReader first = await session.StreamAsync();
        Assert.Equal(["workflow_started", "human_input_required", "human_input_required", "human_input_required", "workflow_paused"], await first.NamesToEndAsync());
        TestRun run = session.Server.Runs[0];
        (await SubmitAsync(session, "approve", new { note = "1" })).EnsureSuccessStatusCode().Dispose();
        Assert.Equal("paused", run.Status);
        (await SubmitAsync(session, "reject", new { note = "2" }, "second")).EnsureSuccessStatusCode().Dispose();
        await run.WaitForStatusAsync("running", session.Bound);
        using EventReader events = await session.EventsAsync(run.RunId);

        Assert.Equal("approve", (string?)(await events.UntilAsync("human_input_form_filled"))["data"]!["action_id"]);
        JObject second = await events.UntilAsync("human_input_form_filled");
        Assert.Equal("2", (string?)second["data"]!["submitted_data"]!["note"]);
        Assert.Equal(["human_input_form_timeout", "workflow_finished"], await events.NamesToEndAsync());
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
