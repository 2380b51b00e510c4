using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Diagnostics;
using Dify.Generated.Tests.Streaming;
using Dify.Generated.Tests.Wire;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json;
using Xunit;

namespace Dify.Generated.Tests.Runs;

/// <summary>Stopping a run by its own task id and user, and knowing that it has stopped.</summary>
public sealed class StopTests
{
    [Theory(Timeout = 30_000)]
    [InlineData(StopOutcome.Stopped)]
    [InlineData(StopOutcome.Failed)]
    public async Task A_stopped_run_is_told_as_stopped_whatever_the_server_calls_it(StopOutcome asWhat)
    {
        await using var session = new RunSession(run => run.Started().WaitForStop());
        session.Server.StopEndsAs = asWhat;
        await using WorkflowRun run = await session.StartAsync();
        Task<WorkflowOutcome> wait = run.WaitAsync(session.Bound);
        await run.StopAsync(confirm: true, session.Bound);

        Assert.Equal(WorkflowRunStatus.Stopped, (await wait).Status);
        Assert.Equal(1, session.Server.Runs[0].StopCalls);
        await run.DisposeAsync();
        Assert.Equal(1, session.Stops);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_run_that_fails_by_itself_is_not_told_as_stopped()
    {
        await using var session = new RunSession(run => run.Started().Fail("The node was stopped by user input."));
        await using WorkflowRun run = await session.StartAsync();

        Assert.Equal(WorkflowRunStatus.Failed, (await run.WaitAsync(session.Bound)).Status);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_stop_is_confirmed_by_the_record_when_nobody_reads()
    {
        await using var session = new RunSession(run => run.Started().WaitForStop());
        await using WorkflowRun run = await session.StartAsync();
        await run.StopAsync(confirm: true, session.Bound);

        Assert.Equal("stopped", session.Server.Runs[0].Status);
        Assert.Contains(session.Server.Requests, request => request.Path == $"/workflows/run/{run.WorkflowRunId}");
        Assert.Equal(WorkflowRunStatus.Stopped, run.Outcome!.Status);
        Assert.Equal(["workflow_started initial", "workflow_finished failed {}"], (await session.ReadAsync(run)).Select(EventKey.Of));
        Assert.Equal(WorkflowRunStatus.Stopped, run.Outcome!.Status);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("stopped", null, "stopped")]
    [InlineData("failed", "Stopped by user", "stopped")]
    [InlineData("failed", "A node failed before the stop.", "failed")]
    [InlineData("succeeded", null, "succeeded")]
    public async Task A_confirmed_stop_tells_the_outcome_that_the_events_then_tell(string status, string? error, string told)
    {
        using var server = new ScriptedRun();
        ScriptedStream stream = server.Stream(EventJson.Started(), EventJson.Text("read"));
        server.Record.Clear();
        server.Record.Enqueue(RunEventJson.Record(status, error, new { answer = 1 }));
        await using WorkflowRun run = await server.StartAsync();
        await run.StopAsync(confirm: true, server.Bound);
        WorkflowOutcome confirmed = run.Outcome!;
        await run.StopAsync(confirm: true, server.Bound);
        stream.Send(EventJson.Text(" and unread"), RunEventJson.Finished(status, error, new { answer = 1 }));
        WorkflowOutcome read = await run.WaitAsync(server.Bound);

        Assert.Equal((told, error, run.WorkflowRunId), (confirmed.Status.Value, confirmed.Error, confirmed.WorkflowRunId));
        Assert.Equal("""{"answer":1}""", confirmed.Outputs!.ToString(Formatting.None));
        Assert.False(confirmed.TextIsComplete);
        Assert.Equal((told, "read and unread", true), (read.Status.Value, read.Text, read.TextIsComplete));
        Assert.Same(read, run.Outcome);
        Assert.Equal(1, server.Requests.Count(request => request.EndsWith("/stop", StringComparison.Ordinal)));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_confirmed_stop_that_nobody_reads_ends_the_span_with_its_status()
    {
        using var probe = new TelemetryProbe();
        await using var session = new RunSession(run => run.Started().WaitForStop());
        await using (WorkflowRun run = await session.StartAsync())
        {
            await run.StopAsync(confirm: true, session.Bound);
        }

        Assert.Equal("stopped", probe.RunSpan().GetTagItem("dify.workflow_run.status"));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_stop_that_does_not_take_effect_is_told_within_its_bound()
    {
        var clock = new FakeTimeProvider();
        WireScript running = WireScript.Request.Json(200, "{\"id\":\"run-1\",\"status\":\"running\"}", "Connection: close");
        await using StreamSession session = StreamSession.On(
            options =>
            {
                options.TimeProvider = clock;
                options.Timeout = System.Threading.Timeout.InfiniteTimeSpan;
                options.IdleTimeout = System.Threading.Timeout.InfiniteTimeSpan;
            },
            WireScript.Request.StreamHead().Event(EventJson.Started()),
            WireScript.Request.Json(200, "{\"result\":\"success\"}", "Connection: close"),
            running);
        await using WorkflowRun run = await session.Client.StartWorkflowAsync(StreamSession.Request, cancellationToken: session.Bound);
        Task stop = run.StopAsync(confirm: true, session.Bound);
        await session.Server.WaitForRequestsAsync(3, session.Bound);
        await clock.AdvanceUntilAsync(stop, TimeSpan.FromMilliseconds(500), session.Bound);

        await Assert.ThrowsAsync<DifyTimeoutException>(() => stop);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_record_that_cannot_be_read_for_a_while_spoils_no_confirmation()
    {
        await using var session = new RunSession(run => run.Started().WaitForStop(), options => options.Retry.MaxRetries = 0);
        session.Server.RespondOnce("GET", "/workflows/run/{workflow_run_id}", TestReply.Problem(500, "internal_server_error", "no"));
        await using WorkflowRun run = await session.StartAsync();
        await run.StopAsync(confirm: true, session.Bound);

        Assert.Equal("stopped", session.Server.Runs[0].Status);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_stop_that_races_with_the_end_leaves_one_outcome()
    {
        for (int round = 0; round < 20; round++)
        {
            var turn = new RunSignal();
            await using var session = new RunSession(run => run.Started().Hold(turn).Finish());
            await using WorkflowRun run = await session.StartAsync();
            Task<WorkflowOutcome> wait = run.WaitAsync(session.Bound);
            Task stop = run.StopAsync(confirm: true, session.Bound);
            turn.Set();
            await stop;
            WorkflowOutcome outcome = await wait;

            Assert.Contains(outcome.Status, new[] { WorkflowRunStatus.Succeeded, WorkflowRunStatus.Stopped });
            Assert.Same(outcome, run.Outcome);
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task Stopping_a_run_that_is_over_sends_nothing()
    {
        await using var session = new RunSession(run => run.Started().Finish());
        await using WorkflowRun run = await session.StartAsync();
        await run.WaitAsync(session.Bound);
        await run.StopAsync(confirm: true, session.Bound);

        Assert.Equal(0, session.Stops);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_failed_stop_is_thrown_and_tried_again_on_leaving()
    {
        await using var session = new RunSession(run => run.Started().WaitForStop(), options => options.Retry.MaxRetries = 0);
        session.Server.RespondOnce("POST", "/workflows/tasks/{task_id}/stop", TestReply.Problem(500, "internal_server_error", "no"));
        WorkflowRun run = await session.StartAsync();
        await Assert.ThrowsAsync<DifyServerException>(() => run.StopAsync(cancellationToken: session.Bound));
        await run.DisposeAsync();

        Assert.Equal(2, session.Stops);
        await session.Server.Runs[0].WaitForStatusAsync("stopped", session.Bound);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_run_whose_task_is_unknown_cannot_be_stopped_and_says_why()
    {
        await using StreamSession session = StreamSession.On(WireScript.Request.StreamHead().Ping());
        await using WorkflowRun run = await session.Client.ResumeWorkflowAsync(SampleId.Run, "user-1", cancellationToken: session.Bound);

        await Assert.ThrowsAsync<InvalidOperationException>(() => run.StopAsync(cancellationToken: session.Bound));
    }

    [Fact(Timeout = 30_000)]
    public async Task The_short_way_to_stop_a_task_sends_its_user()
    {
        await using var session = new RunSession();
        Assert.Equal(
            "success", (await session.Client.StopWorkflowTaskGenerationAsync("task-9", "user-9", session.Bound)).Result?.ToString());

        Assert.Equal("{\"user\":\"user-9\"}", session.Server.Requests[0].BodyText);
    }
}
