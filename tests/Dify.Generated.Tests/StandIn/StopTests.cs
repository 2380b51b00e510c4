using System;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.StandIn;

public sealed class StopTests
{
    [Theory(Timeout = 30_000)]
    [InlineData("1.14.2", StopOutcome.Stopped, "stopped", "Stopped by user.")]
    [InlineData("1.14.2", StopOutcome.Failed, "failed", "Aborted: User requested stop")]
    [InlineData("1.16.0", StopOutcome.Stopped, "stopped", "Stopped by user.")]
    [InlineData("1.16.0", StopOutcome.Failed, "stopped", "Aborted: User requested stop")]
    public async Task A_stopped_run_ends_its_stream_as_set_and_run_detail_says_stopped(
        string version, StopOutcome outcome, string status, string error)
    {
        await using var session = new StandInSession(new DifyTestServerOptions { ServerVersion = version });
        session.Server.StopEndsAs = outcome;
        session.Server.OnRun(run => run.Started().WaitForStop());
        using EventReader events = await session.StreamAsync();
        string taskId = (string)(await events.UntilAsync("workflow_started"))["task_id"]!;

        using HttpResponseMessage answer = await session.StopAsync(taskId);
        Assert.Equal("{\"result\": \"success\"}\n", await answer.Content.ReadAsStringAsync());
        JObject finished = await events.UntilAsync("workflow_finished");
        Assert.Equal((status, error), ((string?)finished["data"]!["status"], (string?)finished["data"]!["error"]));
        Assert.Null(await events.NextEventAsync());
        TestRun run = session.Server.Runs[0];
        Assert.Equal("stopped", run.Status);
        Assert.Equal(1, run.StopCalls);
    }

    [Fact(Timeout = 30_000)]
    public async Task Stopping_takes_effect_after_the_latency_by_the_servers_clock()
    {
        var time = new FakeTimeProvider();
        await using var session = new StandInSession(new DifyTestServerOptions { TimeProvider = time });
        session.Server.OnRun(run => run.Started().WaitForStop());
        using EventReader events = await session.StreamAsync();
        string taskId = (string)(await events.UntilAsync("workflow_started"))["task_id"]!;
        (await session.StopAsync(taskId)).Dispose();

        Assert.Equal("running", session.Server.Runs[0].Status);
        time.Advance(TimeSpan.FromSeconds(1));
        await events.UntilAsync("workflow_finished");
    }

    [Fact(Timeout = 30_000)]
    public async Task Any_stop_succeeds_and_one_without_a_user_does_not()
    {
        await using var session = new StandInSession();
        using HttpResponseMessage unknown = await session.StopAsync("no-such-task");
        using HttpResponseMessage empty = await session.PostAsync("workflows/tasks/x/stop", new { user = "" });
        using HttpResponseMessage missing = await session.PostAsync("workflows/tasks/x/stop", new { });

        Assert.Equal(HttpStatusCode.OK, unknown.StatusCode);
        Assert.Equal("invalid_param", (string?)(await StandInSession.ReadJsonAsync(empty))["code"]);
        Assert.Equal("invalid_param", (string?)(await StandInSession.ReadJsonAsync(missing))["code"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task The_run_id_stops_nothing()
    {
        await using var session = new StandInSession();
        var hold = new RunSignal();
        session.Server.OnRun(run => run.Started().Hold(hold).Finish());
        using EventReader events = await session.StreamAsync();
        string runId = (string)(await events.UntilAsync("workflow_started"))["workflow_run_id"]!;

        using HttpResponseMessage answer = await session.StopAsync(runId);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        hold.Set();
        Assert.Equal("succeeded", (string?)(await events.UntilAsync("workflow_finished"))["data"]!["status"]);
        Assert.Equal(0, session.Server.Runs[0].StopCalls);
    }
}
