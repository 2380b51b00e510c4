using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated;
using Dify.Live.Tests.Server;
using Xunit;

namespace Dify.Live.Tests.Promises;

/// <summary>Stop means stop; a cut connection is taken up again, and no run is started twice.</summary>
[Collection(LiveServer.Collection)]
public sealed class StopAndResumeTests(LiveServer server)
{
    [Fact]
    public async Task A_confirmed_stop_ends_the_run_as_stopped()
    {
        await using var session = await server.OpenAsync("slow", "stop");
        await using var run = await session.Client.StartWorkflowAsync(session.Request(("q", "x")), cancellationToken: session.Bound);

        await run.StopAsync(confirm: true, session.Bound);
        var outcome = await run.WaitAsync(session.Bound);

        Assert.Equal(WorkflowRunStatus.Stopped, outcome.Status);
        Assert.Equal(WorkflowRunStatus.Stopped, (await session.Client.GetWorkflowRunDetailAsync(run.WorkflowRunId!, session.Bound)).Status);
    }

    [Fact]
    public async Task Cancelling_stops_the_run_on_the_server()
    {
        await using var session = await server.OpenAsync("slow", "cancel");
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(session.Bound);
        await using var run = await session.Client.StartWorkflowAsync(session.Request(("q", "x")), cancellationToken: cancel.Token);

        await cancel.CancelAsync();
        var cancelled = await Assert.ThrowsAsync<WorkflowRunCanceledException>(() => run.WaitAsync(session.Bound));

        Assert.True(cancelled.StopRequested);
        Assert.Equal(WorkflowRunStatus.Stopped, await StatusAtTheEndAsync(session, run.WorkflowRunId!));
    }

    [Fact]
    public async Task A_cut_stream_is_taken_up_again_and_each_event_told_once()
    {
        await using var session = await server.OpenAsync("slow", "cut-and-resume");
        await using var run = await session.Client.StartWorkflowAsync(session.Request(("q", "x")), cancellationToken: session.Bound);

        var events = new List<WorkflowStreamEvent>();
        await foreach (var next in run.Events)
        {
            events.Add(next);
            if (next is IterationStartedEvent)
            {
                session.Cut.Now();
            }
        }

        Assert.Equal(WorkflowRunStatus.Succeeded, run.Outcome!.Status);
        Assert.Equal(Enumerable.Range(0, 20), run.Outcome.Outputs!["items"]!.Select(static item => (int)item));
        Assert.Single(events.OfType<WorkflowStartedEvent>());
        Assert.Single(events.OfType<WorkflowFinishedEvent>());
        Assert.Single(events.OfType<NodeFinishedEvent>(), static node => node.Data.NodeId == "list");
        Assert.Single(await RunsOfAsync(session));
    }

    [Fact]
    public async Task Another_process_takes_a_run_up_by_its_id()
    {
        await using var first = await server.OpenAsync("slow");
        var options = new WorkflowRunOptions { OnCancel = OnCancel.LeaveRunning };
        string id;
        await using (var run = await first.Client.StartWorkflowAsync(first.Request(("q", "x")), options, first.Bound))
        {
            id = run.WorkflowRunId!;
        }

        await using var second = await server.OpenAsync("slow", "resume");
        await using var resumed = await second.Client.ResumeWorkflowAsync(id, first.User, cancellationToken: second.Bound);
        var outcome = await resumed.WaitAsync(second.Bound);

        Assert.Equal(WorkflowRunStatus.Succeeded, outcome.Status);
        Assert.Equal(id, outcome.WorkflowRunId);
    }

    [Fact]
    public async Task A_run_of_another_user_is_not_found()
    {
        await using var session = await server.OpenAsync("text");
        var answer = await session.Client.ExecuteWorkflowAsync(session.Request(("name", "tea")), session.Bound);

        await Assert.ThrowsAsync<DifyNotFoundException>(
            () => session.Client.ResumeWorkflowAsync(answer.WorkflowRunId, session.User + "-other", cancellationToken: session.Bound));
    }

    private static async Task<WorkflowRunStatus?> StatusAtTheEndAsync(LiveSession session, string runId)
    {
        // A record may say for a moment that a stopped run is running.
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (true)
        {
            var record = await session.Client.GetWorkflowRunDetailAsync(runId, session.Bound);
            if (record.Status != WorkflowRunStatus.Running)
            {
                return record.Status;
            }

            await timer.WaitForNextTickAsync(session.Bound);
        }
    }

    private static async Task<List<WorkflowLogItem>> RunsOfAsync(LiveSession session)
    {
        var items = new List<WorkflowLogItem>();
        await foreach (var item in session.Client.GetAllWorkflowLogsAsync(
            new WorkflowLogQuery { CreatedByEndUserSessionId = session.User }, session.Bound))
        {
            items.Add(item);
        }

        return items;
    }
}
