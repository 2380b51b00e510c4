using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Dify.Generated.Tests.Streaming;
using Xunit;

namespace Dify.Generated.Tests.Runs;

/// <summary>Streams that bring nothing but pings, which are no sign of life of the run.</summary>
public sealed class QuietRunTests
{
    [Fact(Timeout = 30_000)]
    public async Task A_run_that_no_worker_has_begun_is_told_after_fifteen_seconds()
    {
        using var server = new ScriptedRun();
        ScriptedStream stream = server.Stream();
        stream.Ping();
        var told = new Notes();
        Task<WorkflowRun> start = server.StartAsync(new WorkflowRunOptions { Progress = told });
        await server.Clock.AdvanceUntilAsync(told.First, TimeSpan.FromSeconds(1), server.Bound);

        WorkflowRunProgress progress = await told.First;
        Assert.Equal((WorkflowRunProgressKind.NotBegun, null, null), (progress.Kind, progress.WorkflowRunId, progress.RecordStatus));
        Assert.InRange(progress.Quiet, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(29));
        Assert.False(start.IsCompleted);
        stream.Send(EventJson.Started(), EventJson.Finished());
        await using WorkflowRun run = await start;
        Assert.True((await run.WaitAsync(server.Bound)).IsSuccess);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reader_that_was_cut_is_replaced_when_the_record_has_moved_on(bool isResumed)
    {
        using var server = new ScriptedRun();
        ScriptedStream first = server.Stream(EventJson.Started());
        server.Stream([.. RunEventJson.Snapshot("a")]);
        server.Record.Clear();
        server.Record.Enqueue(RunEventJson.Record("running"));
        server.Record.Enqueue(RunEventJson.Record("paused"));
        var told = new Notes();
        var options = new WorkflowRunOptions { Progress = told };
        await using WorkflowRun run = isResumed
            ? await server.Client.ResumeWorkflowAsync(EventJson.RunId, "user-1", options, server.Bound)
            : await server.StartAsync(options);
        Task<WorkflowOutcome> wait = run.WaitAsync(server.Bound);
        await PingUntilClosedAsync(server, first);

        Assert.Equal("a", Assert.Single((await wait).Forms).Data.NodeId);
        Assert.Equal(
            [WorkflowRunStatus.Running, WorkflowRunStatus.Paused], told.All.Select(progress => progress.RecordStatus!.Value).Distinct());
        Assert.Equal((1, 2), (server.MostOpen, server.Requests.Count(request => request.EndsWith("/events", StringComparison.Ordinal)
            || request.EndsWith("/workflows/run", StringComparison.Ordinal))));
        Assert.True(first.IsClosed);
        WorkflowRunProgress again = await told.Resumed.WaitAsync(server.Bound);
        Assert.Equal((EventJson.RunId, TimeSpan.Zero), (again.WorkflowRunId, again.Quiet));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_run_whose_answer_got_lost_is_followed_and_asked_about_at_growing_intervals()
    {
        using var server = new ScriptedRun();
        server.Stream(EventJson.Started(), RunEventJson.Form("a"), RunEventJson.Paused(1, "a"));
        server.Stream(RunEventJson.Snapshot("a"));
        ScriptedStream reopened = server.Stream(RunEventJson.Snapshot("a"));
        server.Record.Clear();
        server.Record.Enqueue(RunEventJson.Record("paused"));
        var told = new Notes();
        await using WorkflowRun run = await server.StartAsync(new WorkflowRunOptions { Progress = told, Timeout = TimeSpan.FromHours(1) });
        await run.SubmitAsync((await run.WaitAsync(server.Bound)).Forms[0], "ok", cancellationToken: server.Bound);
        Task<WorkflowOutcome> wait = run.WaitAsync(server.Bound);
        await server.Clock.AdvanceUntilAsync(told.First, TimeSpan.FromMilliseconds(100), server.Bound);

        // Time that passes while nobody reads yet is no silence.
        await server.WaitForAsync($"GET {ScriptedRun.EventsPath}", 2);
        while (reopened.HasUnread)
        {
            server.Bound.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        await server.Clock.AdvanceUntilAsync(wait, TimeSpan.FromMilliseconds(100), server.Bound);
        await Assert.ThrowsAsync<WorkflowRunTimeoutException>(() => wait);

        Assert.All(told.All, progress => Assert.Equal(
            (WorkflowRunProgressKind.Quiet, WorkflowRunStatus.Paused), (progress.Kind, progress.RecordStatus!.Value)));
        Assert.InRange(told.All.Count, 3, 20);
        double[] waits = [.. told.All.Zip(told.All.Skip(1), (one, other) => (other.Quiet - one.Quiet).TotalSeconds)];
        Assert.True(waits[^1] > waits[0], string.Join(" ", waits));
        Assert.Equal(2, server.Count($"GET {ScriptedRun.EventsPath}"));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_stream_that_is_silent_behind_an_answered_pause_is_replaced_once_the_record_says_twice_that_the_run_goes_on()
    {
        using var server = new ScriptedRun();
        ScriptedStream cut = AnsweredPause(server);
        server.Stream(
            [EventJson.Started(), .. Rows("a"), .. Rows("b"), EventJson.Text("late"), RunEventJson.Finished("succeeded")]);
        server.Record.Clear();
        server.Record.Enqueue(RunEventJson.Record("running"));
        await using WorkflowRun run = await AnswerLastAsync(server);
        Task<IReadOnlyList<WorkflowStreamEvent>> reading = server.ReadAsync(run);
        await server.Clock.AdvanceUntilAsync(
            server.WaitForAsync($"GET {ScriptedRun.EventsPath}", 2), TimeSpan.FromSeconds(1), server.Bound);
        IReadOnlyList<WorkflowStreamEvent> told = await reading;

        Assert.True(cut.IsClosed);
        Assert.Equal(["a", "b"], told.OfType<NodeFinishedEvent>().Select(node => node.Data.NodeId));
        Assert.Equal("late", Assert.Single(told.OfType<TextChunkEvent>()).Data.Text);
        Assert.True(run.Outcome!.IsSuccess);
        Assert.Equal(2, server.Count($"GET {ScriptedRun.RecordPath}"));
        Assert.Equal(1, server.MostOpen);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_stream_that_tells_late_how_the_run_goes_on_behind_an_answered_pause_is_read_on()
    {
        using var server = new ScriptedRun();
        ScriptedStream slow = AnsweredPause(server);
        server.Record.Clear();
        server.Record.Enqueue(RunEventJson.Record("paused"));
        server.Record.Enqueue(RunEventJson.Record("running"));
        server.Record.Enqueue(null);
        await using WorkflowRun run = await AnswerLastAsync(server);
        Task<IReadOnlyList<WorkflowStreamEvent>> reading = server.ReadAsync(run);
        await server.Clock.AdvanceUntilAsync(
            server.WaitForAsync($"GET {ScriptedRun.RecordPath}", 2), TimeSpan.FromSeconds(1), server.Bound);
        slow.Send(
            RunEventJson.Resumed(),
            RunEventJson.NodeStarted("b"),
            RunEventJson.NodeFinished("b"),
            EventJson.Text("late"),
            RunEventJson.Finished("succeeded"));
        IReadOnlyList<WorkflowStreamEvent> told = await reading;

        Assert.Equal(2, told.OfType<WorkflowStartedEvent>().Count(next => next.Data.Reason == WorkflowStartReason.Resumption));
        Assert.Equal((true, "late"), (run.Outcome!.IsSuccess, run.Outcome.Text));
        Assert.Equal(1, server.Count($"GET {ScriptedRun.EventsPath}"));
    }

    // Two forms, of which somebody else answers the first one while the second one is answered here: the pause in between is over already.
    private static ScriptedStream AnsweredPause(ScriptedRun server)
    {
        server.Stream(
            EventJson.Started(),
            RunEventJson.NodeStarted("a"),
            RunEventJson.NodeStarted("b"),
            RunEventJson.Form("a"),
            RunEventJson.Form("b"),
            RunEventJson.Paused(1, "a", "b"));
        ScriptedStream stream = server.Stream(RunEventJson.Snapshot("a", "b"));
        server.OnSubmit = _ => stream.Send(
            RunEventJson.Resumed(),
            RunEventJson.NodeStarted("a"),
            RunEventJson.NodeStarted("b"),
            RunEventJson.NodeFinished("a"),
            RunEventJson.Paused(1, "b"));
        return stream;
    }

    private static async Task<WorkflowRun> AnswerLastAsync(ScriptedRun server)
    {
        WorkflowRun run = await server.StartAsync();
        WorkflowOutcome paused = await run.WaitAsync(server.Bound);
        await run.SubmitAsync(paused.Forms[1], "ok", cancellationToken: server.Bound);
        return run;
    }

    private static string[] Rows(string node) => [RunEventJson.StartedRow(node), RunEventJson.FinishedRow(node, "succeeded")];

    // Time passes only while the client reads this stream: the next one has to be read before half a minute has gone by.
    private static async Task PingUntilClosedAsync(ScriptedRun server, ScriptedStream stream)
    {
        while (!stream.IsClosed)
        {
            server.Bound.ThrowIfCancellationRequested();
            if (!stream.HasUnread)
            {
                stream.Ping();
                server.Clock.Advance(TimeSpan.FromSeconds(10));
            }

            await Task.Yield();
        }
    }

    private sealed class Notes : IProgress<WorkflowRunProgress>
    {
        private readonly ConcurrentQueue<WorkflowRunProgress> all = new();
        private readonly TaskCompletionSource<WorkflowRunProgress> first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<WorkflowRunProgress> resumed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<WorkflowRunProgress> First => first.Task;

        /// <summary>What was said of a run that was quiet.</summary>
        public IReadOnlyList<WorkflowRunProgress> All => [.. all];

        /// <summary>What was said when a stream had been taken up again.</summary>
        public Task<WorkflowRunProgress> Resumed => resumed.Task;

        public void Report(WorkflowRunProgress value)
        {
            if (value.Kind == WorkflowRunProgressKind.Resumed)
            {
                resumed.TrySetResult(value);
                return;
            }

            all.Enqueue(value);
            first.TrySetResult(value);
        }
    }
}
