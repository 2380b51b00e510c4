using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Dify.Generated.Tests.Goals;
using Dify.Generated.Tests.Streaming;
using Dify.Generated.Tests.Wire;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;
using Xunit;
using Xunit.Abstractions;

namespace Dify.Generated.Tests.Runs;

/// <summary>Leaving a run: prompt, for good, and with as many stop calls as it takes.</summary>
public sealed class RunLeavingTests(ITestOutputHelper output)
{
    private static readonly WireScript StopAnswer = WireScript.Request.Json(200, "{\"result\":\"success\"}", "Connection: close");

    [Theory(Timeout = 60_000)]
    [Trait(Goal.Trait, "B6")]
    [Trait(Goal.Trait, "B7")]
    [InlineData("cancel")]
    [InlineData("cancel in the loop")]
    [InlineData("dispose")]
    [InlineData("break")]
    [InlineData("throw")]
    public async Task A_silent_stream_is_closed_at_once_and_the_run_stopped_once(string how)
    {
        var times = new List<TimeSpan>();
        for (int round = 0; round < 9; round++)
        {
            // A handler without settings of ours reads on for two seconds when a body is disposed of.
            await using StreamSession session = StreamSession.On(
                new SocketsHttpHandler(), null, WireScript.Request.StreamHead().Ping().Event(EventJson.Started()), StopAnswer);
            using var caller = CancellationTokenSource.CreateLinkedTokenSource(session.Bound);
            WorkflowRun run = await session.Client.StartWorkflowAsync(StreamSession.Request, cancellationToken: caller.Token);
            var watch = new Stopwatch();
            await LeaveAsync(run, how, caller, watch);
            await session.Server.Connections[0].ClosedByClient.WaitAsync(session.Bound);
            times.Add(watch.Elapsed);
            await run.DisposeAsync();
            await run.DisposeAsync();

            IReadOnlyList<WireRequest> requests = await session.Server.WaitForRequestsAsync(2, session.Bound);
            Assert.Equal(
                ["POST /v1/workflows/run HTTP/1.1", "POST /v1/workflows/tasks/task-1/stop HTTP/1.1"],
                requests.Select(request => request.RequestLine));
            Assert.Equal("{\"user\":\"user-1\"}", requests[1].BodyText);
            Assert.Null(run.StopFailure);
        }

        // The median, because another process may hold this one up.
        Assert.InRange(times.Order().ElementAt(times.Count / 2), TimeSpan.Zero, TimeSpan.FromMilliseconds(100));
    }

    [Theory(Timeout = 30_000)]
    [Trait(Goal.Trait, "B6")]
    [Trait(Goal.Trait, "B7")]
    [InlineData("cancel")]
    [InlineData("cancel in the loop")]
    [InlineData("dispose")]
    [InlineData("break")]
    [InlineData("throw")]
    public async Task A_run_that_is_to_go_on_is_not_stopped(string how)
    {
        await using var session = new RunSession(run => run.Started().WaitForStop());
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(session.Bound);
        WorkflowRun run = await session.StartAsync(new WorkflowRunOptions { OnCancel = OnCancel.LeaveRunning }, caller.Token);
        await LeaveAsync(run, how, caller, new Stopwatch());
        await run.DisposeAsync();
        await session.Server.Runs[0].WaitForOpenStreamsAsync(0, session.Bound);

        Assert.Equal((0, "running"), (session.Stops, session.Server.Runs[0].Status));
    }

    [Fact(Timeout = 30_000)]
    [Trait(Goal.Trait, "B6")]
    public async Task A_cancellation_tells_what_became_of_the_run()
    {
        await using var session = new RunSession(run => run.Started().Text("a").WaitForStop());
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(session.Bound);
        await using WorkflowRun run = await session.StartAsync(cancellationToken: caller.Token);
        var failure = await Assert.ThrowsAsync<WorkflowRunCanceledException>(
            () => session.ReadAsync(run, next => next is TextChunkEvent ? caller.CancelAsync() : Task.CompletedTask));

        Assert.Equal(caller.Token, failure.CancellationToken);
        Assert.Equal((run.TaskId, run.WorkflowRunId, 2L), (failure.TaskId, failure.WorkflowRunId, failure.EventsReceived));
        Assert.True(failure.StopRequested);
        Assert.Null(failure.StopFailure);
        Assert.Equal(1, session.Server.Runs[0].StopCalls);
        await session.Server.Runs[0].WaitForStatusAsync("stopped", session.Bound);
    }

    [Fact(Timeout = 30_000)]
    [Trait(Goal.Trait, "B8")]
    public async Task No_event_comes_after_a_cancellation_although_thousands_have_arrived()
    {
        string frames = string.Concat(Enumerable.Range(0, 10_000).Select(number => EventJson.Frame(EventJson.Text($"{number}"))));
        await using StreamSession session = StreamSession.On(
            WireScript.Request.StreamHead().Chunk(EventJson.Frame(EventJson.Started()) + frames), StopAnswer);
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(session.Bound);
        await using WorkflowRun run = await session.Client.StartWorkflowAsync(StreamSession.Request, cancellationToken: caller.Token);
        int seen = 0;
        await Assert.ThrowsAsync<WorkflowRunCanceledException>(async () =>
        {
            await foreach (WorkflowStreamEvent _ in run.Events)
            {
                if (++seen == 3)
                {
                    await caller.CancelAsync();
                }
            }
        });

        output.Report("B8", $"{seen - 3} of 10,000 events of a run that had arrived came after the cancellation");
        Assert.Equal(3, seen);
        await session.Server.Connections[0].ClosedByClient.WaitAsync(session.Bound);
    }

    [Fact(Timeout = 30_000)]
    [Trait(Goal.Trait, "B6")]
    public async Task A_token_cancelled_before_the_start_sends_nothing()
    {
        await using var session = new RunSession();
        var failure = await Assert.ThrowsAsync<WorkflowRunCanceledException>(
            () => session.StartAsync(cancellationToken: new CancellationToken(canceled: true)));

        Assert.False(failure.StopRequested);
        Assert.Empty(session.Server.Requests);
    }

    [Theory(Timeout = 30_000)]
    [Trait(Goal.Trait, "B6")]
    [InlineData("before the headers")]
    [InlineData("before the first event")]
    [InlineData("inside the first event")]
    public async Task A_cancellation_before_the_task_is_known_frees_the_caller_and_says_that_the_stop_is_to_come(string when)
    {
        var turn = new WireSignal();
        WireScript script = when switch
        {
            "before the headers" => WireScript.Request.PauseUntil(turn),
            "before the first event" => WireScript.Request.StreamHead().Ping().PauseUntil(turn),
            _ => WireScript.Request.StreamHead().Chunk(EventJson.Frame(EventJson.Started())[..^20]).PauseUntil(turn),
        };
        await using StreamSession session = StreamSession.On(script);
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(session.Bound);
        var options = new WorkflowRunOptions { StopTimeout = TimeSpan.FromMilliseconds(1) };
        Task<WorkflowRun> start = session.Client.StartWorkflowAsync(StreamSession.Request, options, caller.Token);
        await turn.WaitUntilReachedAsync(session.Bound);
        await caller.CancelAsync();
        var failure = await Assert.ThrowsAsync<WorkflowRunCanceledException>(() => start);

        Assert.Equal(
            (null, null, 0L, false, true),
            (failure.TaskId, failure.WorkflowRunId, failure.EventsReceived, failure.StopRequested, failure.StopPending));
        turn.Set();
        await session.Server.Connections[0].ClosedByClient.WaitAsync(session.Bound);
        Assert.Single(session.Server.Connections);
    }

    [Fact(Timeout = 30_000)]
    [Trait(Goal.Trait, "B6")]
    public async Task A_run_that_is_over_is_neither_cancelled_nor_stopped()
    {
        await using var session = new RunSession(run => run.Started().Finish());
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(session.Bound);
        await using WorkflowRun run = await session.StartAsync(cancellationToken: caller.Token);
        await session.ReadAsync(run, next => next is WorkflowFinishedEvent ? caller.CancelAsync() : Task.CompletedTask);
        await run.DisposeAsync();

        Assert.True(run.Outcome!.IsSuccess);
        Assert.Equal(0, session.Stops);
    }

    [Fact(Timeout = 30_000)]
    [Trait(Goal.Trait, "B6")]
    public async Task A_paused_run_is_left_as_it_is()
    {
        await using var session = new RunSession(run => run.Started().Pause().Finish());
        WorkflowRun run = await session.StartAsync();
        Assert.Equal(WorkflowRunStatus.Paused, (await run.WaitAsync(session.Bound)).Status);
        await run.DisposeAsync();

        Assert.Equal((0, "paused"), (session.Stops, session.Server.Runs[0].Status));
    }

    [Fact(Timeout = 30_000)]
    [Trait(Goal.Trait, "B6")]
    public async Task All_ways_of_leaving_at_once_stop_the_run_once()
    {
        for (int round = 0; round < 20; round++)
        {
            await using var session = new RunSession(run => run.Started().WaitForStop());
            using var caller = CancellationTokenSource.CreateLinkedTokenSource(session.Bound);
            WorkflowRun run = await session.StartAsync(cancellationToken: caller.Token);
            Task<Exception?> wait = Record.ExceptionAsync(() => run.WaitAsync(caller.Token));
            await Task.WhenAll(
                Task.Run(caller.Cancel, session.Bound),
                Task.Run(async () => await run.DisposeAsync(), session.Bound),
                Task.Run(async () => await run.DisposeAsync(), session.Bound));

            Assert.IsType<WorkflowRunCanceledException>(await wait);
            Assert.Equal(1, session.Stops);
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task A_run_that_was_disposed_of_cannot_be_read_on()
    {
        await using var session = new RunSession(run => run.Started().WaitForStop());
        WorkflowRun run = await session.StartAsync();
        await run.DisposeAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => run.WaitAsync(session.Bound));
    }

    [Fact(Timeout = 30_000)]
    public async Task Disposing_inside_the_loop_ends_it()
    {
        await using var session = new RunSession(run => run.Started().Text("a").Text("b").WaitForStop());
        WorkflowRun run = await session.StartAsync();
        var seen = new List<WorkflowStreamEvent>();
        await Assert.ThrowsAsync<WorkflowRunCanceledException>(() => session.ReadAsync(run, async next =>
        {
            seen.Add(next);
            await run.DisposeAsync();
        }));

        Assert.Single(seen);
        Assert.Equal(1, session.Stops);
    }

    [Theory(Timeout = 30_000)]
    [Trait(Goal.Trait, "B6")]
    [InlineData("500")]
    [InlineData("reset")]
    [InlineData("html")]
    public async Task A_stop_call_that_fails_is_reported_and_does_not_replace_the_cancellation(string fault)
    {
        await using var session = new RunSession(run => run.Started().WaitForStop());
        session.Server.Respond("POST", "/workflows/tasks/{task_id}/stop", fault switch
        {
            "500" => TestReply.Problem(500, "internal_server_error", "no"),
            "html" => TestReply.Html(502),
            _ => TestReply.Cut(),
        });
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(session.Bound);
        await using WorkflowRun run = await session.StartAsync(cancellationToken: caller.Token);
        Task<WorkflowOutcome> wait = run.WaitAsync();
        await caller.CancelAsync();
        var failure = await Assert.ThrowsAsync<WorkflowRunCanceledException>(() => wait);

        Assert.True(failure.StopRequested);
        Assert.Same(run.StopFailure, failure.StopFailure);
        Assert.IsAssignableFrom<DifyApiException>(failure.StopFailure);
        Assert.Equal(1, session.Stops);
    }

    [Fact(Timeout = 30_000)]
    [Trait(Goal.Trait, "B6")]
    public async Task A_stop_call_that_hangs_does_not_hold_the_cancellation_beyond_its_bound()
    {
        var clock = new FakeTimeProvider();
        await using StreamSession session = StreamSession.On(
            options => options.TimeProvider = clock,
            WireScript.Request.StreamHead().Event(EventJson.Started()),
            WireScript.Request.WaitForClose());
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(session.Bound);
        await using WorkflowRun run = await session.Client.StartWorkflowAsync(StreamSession.Request, cancellationToken: caller.Token);
        Task<WorkflowOutcome> wait = run.WaitAsync();
        await caller.CancelAsync();
        await session.Server.WaitForRequestsAsync(2, session.Bound);
        clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(wait.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.2));
        var failure = await Assert.ThrowsAsync<WorkflowRunCanceledException>(() => wait);

        Assert.IsType<DifyTimeoutException>(failure.StopFailure);
        await session.Server.Connections[1].ClosedByClient.WaitAsync(session.Bound);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(OnCancel.StopRun, 1)]
    [InlineData(OnCancel.LeaveRunning, 0)]
    public async Task The_end_of_the_time_is_told_apart_from_a_cancellation(OnCancel onCancel, int stops)
    {
        var clock = new FakeTimeProvider();
        await using var session = new RunSession(run => run.Started().WaitForStop(), options => options.TimeProvider = clock);
        await using WorkflowRun run = await session.StartAsync(
            new WorkflowRunOptions { Timeout = TimeSpan.FromMinutes(10), OnCancel = onCancel, IdleTimeout = Timeout.InfiniteTimeSpan });
        Task<WorkflowOutcome> wait = run.WaitAsync(session.Bound);
        clock.Advance(TimeSpan.FromMinutes(9.9));
        Assert.False(wait.IsCompleted);
        clock.Advance(TimeSpan.FromMinutes(0.2));
        var failure = await Assert.ThrowsAsync<WorkflowRunTimeoutException>(() => wait);

        Assert.Equal((run.TaskId, run.WorkflowRunId, 1L), (failure.TaskId, failure.WorkflowRunId, failure.EventsReceived));
        Assert.Equal(stops == 1, failure.StopRequested);
        Assert.Equal(stops, session.Stops);
        Assert.IsAssignableFrom<DifyTimeoutException>(failure);
    }

    [Fact(Timeout = 120_000)]
    [Trait(Goal.Trait, "B11")]
    public async Task A_thousand_cancelled_runs_leave_nothing_behind()
    {
        var unobserved = new List<Exception>();
        void Note(object? sender, UnobservedTaskExceptionEventArgs arguments)
        {
            if (arguments.Exception.ToString().Contains("Dify.Generated.Event", StringComparison.Ordinal)
                || arguments.Exception.ToString().Contains("Dify.Generated.Run", StringComparison.Ordinal))
            {
                lock (unobserved)
                {
                    unobserved.Add(arguments.Exception);
                }
            }
        }

        TaskScheduler.UnobservedTaskException += Note;
        try
        {
            await using var server = WireServer.Start(WireScript.Request.StreamHead().Ping().Event(EventJson.Started()));
            using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(100));
            using var client = new DifyWorkflowClient(new DifyClientOptions { ApiKey = "app-test", BaseAddress = server.BaseAddress });
            for (int number = 0; number < 1000; number++)
            {
                using var caller = CancellationTokenSource.CreateLinkedTokenSource(bound.Token);
                await using WorkflowRun run = await client.StartWorkflowAsync(
                    StreamSession.Request, new WorkflowRunOptions { OnCancel = OnCancel.LeaveRunning }, caller.Token);
                Task<WorkflowOutcome> wait = run.WaitAsync();
                caller.Cancel();
                await Assert.ThrowsAsync<WorkflowRunCanceledException>(() => wait);
            }

            await Task.WhenAll(server.Connections.Select(connection => connection.ClosedByClient)).WaitAsync(bound.Token);
            Assert.Equal(1000, server.Connections.Count);
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Note;
        }

        Assert.Empty(unobserved);
    }

    private static async Task LeaveAsync(WorkflowRun run, string how, CancellationTokenSource caller, Stopwatch watch)
    {
        switch (how)
        {
            case "cancel":
                Task<WorkflowOutcome> wait = run.WaitAsync();
                watch.Start();
                await caller.CancelAsync();
                await Assert.ThrowsAsync<WorkflowRunCanceledException>(() => wait);
                break;
            case "dispose":
                watch.Start();
                await run.DisposeAsync();
                break;
            default:
                Exception? failure = await Record.ExceptionAsync(async () =>
                {
                    await foreach (WorkflowStreamEvent next in run.Events)
                    {
                        watch.Start();
                        if (how == "break")
                        {
                            break;
                        }

                        if (how == "throw")
                        {
                            throw new FormatException(next.Event);
                        }

                        await caller.CancelAsync();
                    }
                });
                Assert.Equal(
                    how switch { "break" => null, "throw" => typeof(FormatException), _ => typeof(WorkflowRunCanceledException) },
                    failure?.GetType());
                break;
        }
    }
}
