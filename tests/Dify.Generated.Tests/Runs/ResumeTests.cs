using System;
using System.Collections.Generic;
using System.Linq;
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

/// <summary>A dropped connection is not a lost run, and never a second one.</summary>
public sealed class ResumeTests(ITestOutputHelper output)
{
    private const string Events = "/workflow/{workflow_run_id}/events";
    private const string Detail = "/workflows/run/{workflow_run_id}";

    /// <summary>A run of 25 events, one for each entry.</summary>
    private static readonly IReadOnlyList<Action<RunScriptBuilder>> Steps =
    [
        run => run.Started(),
        .. Enumerable.Range(1, 7).SelectMany<int, Action<RunScriptBuilder>>(number =>
        [
            run => run.NodeStarted($"n{number}", $"Node {number}"),
            run => run.Text($"text {number}"),
            run => run.NodeFinished($"n{number}", new { number }),
        ]),
        run => run.AgentLog("n7", "log", "call"),
        run => run.Text("last"),
        run => run.Finish(new { answer = 42 }, totalTokens: 5),
    ];

    [Theory(Timeout = 60_000)]
    [Trait(Goal.Trait, "B10")]
    [InlineData("drop")]
    [InlineData("clean end")]
    [InlineData("drop inside the next event")]
    public async Task A_stream_that_ends_behind_any_event_loses_and_doubles_nothing(string how)
    {
        (IReadOnlyList<string> whole, WorkflowOutcome wholeOutcome) = await RunAsync(Play(0, how));
        Assert.Equal(25, whole.Count);
        int lost = 0;
        int doubled = 0;
        for (int at = 1; at < Steps.Count; at++)
        {
            (IReadOnlyList<string> events, WorkflowOutcome outcome) = await RunAsync(Play(at, how), resumes: 1);
            lost += whole.Except(events).Count();
            doubled += events.Count - events.Distinct().Count();
            Assert.True(whole.SequenceEqual(events), $"Behind event {at}: {string.Join(", ", events)}");
            AssertEqual(wholeOutcome, outcome);
        }

        output.Report("B10", $"{how} at each of {Steps.Count - 1} places: {lost} events lost, {doubled} doubled");
    }

    [Fact(Timeout = 60_000)]
    [Trait(Goal.Trait, "B10")]
    public async Task Drops_behind_every_event_lose_and_double_nothing()
    {
        (IReadOnlyList<string> whole, WorkflowOutcome wholeOutcome) = await RunAsync(Play(0, "drop"));
        (IReadOnlyList<string> events, WorkflowOutcome outcome) = await RunAsync(
            run =>
            {
                foreach (Action<RunScriptBuilder> step in Steps.Take(Steps.Count - 1))
                {
                    step(run);
                    run.Drop().WaitForReader();
                }

                Steps[^1](run);
            },
            resumes: 24);

        Assert.Equal(whole, events);
        AssertEqual(wholeOutcome, outcome);
    }

    [Fact(Timeout = 30_000)]
    [Trait(Goal.Trait, "B10")]
    public async Task What_happened_meanwhile_is_delivered_as_replayed()
    {
        await using var session = new RunSession(run => run
            .Started()
                .NodeStarted("n1")
                .Drop()
                .NodeFinished("n1", new { a = 1 })
                .NodeStarted("n2")
                .WaitForReader()
                .NodeFinished("n2")
                .Finish());
        await using WorkflowRun run = await session.StartAsync();

        // The loop reads on when the connection is gone, so that what comes next happens unheard.
        IReadOnlyList<WorkflowStreamEvent> events = await session.ReadAsync(
            run, next => next is NodeStartedEvent { Data.NodeId: "n1" }
                ? session.Server.Runs[0].WaitForOpenStreamsAsync(0, session.Bound)
                : Task.CompletedTask);

        Assert.Equal(
            [
                "workflow_started initial",
                "node_started n1 n1",
                "node_finished n1 succeeded",
                "node_started n2 n2",
                "node_finished n2 succeeded",
                "workflow_finished succeeded {}",
            ],
            events.Select(EventKey.Of));
        Assert.Equal([false, false, true, true, false, false], events.Select(next => next.IsReplayed));
    }

    [Fact(Timeout = 30_000)]
    [Trait(Goal.Trait, "B10")]
    public async Task A_run_that_ended_meanwhile_is_told_to_its_end()
    {
        var turn = new WireSignal();
        await using StreamSession session = StreamSession.On(
            WireScript.Request.StreamHead().Event(EventJson.Started()).PauseUntil(turn).Reset(),
            WireScript.Request.StreamHead()
                .Event(EventJson.Finished().Replace("task-1", EventJson.RunId, StringComparison.Ordinal))
                .LastChunk());
        await using WorkflowRun run = await session.Client.StartWorkflowAsync(StreamSession.Request, cancellationToken: session.Bound);
        turn.Set();
        (IReadOnlyList<WorkflowStreamEvent> events, Exception? failure) = await session.ReadToEndAsync(run.Events);

        Assert.Null(failure);
        Assert.Equal(["workflow_started", "workflow_finished"], events.Select(next => next.Event));
        Assert.True(events[1].IsReplayed);
        Assert.Equal("task-1", run.Outcome!.TaskId);
        WireRequest resumption = session.Server.Requests[1];
        Assert.Equal("GET", resumption.Method);
        Assert.Equal(
            $"/v1/workflow/{EventJson.RunId}/events?user=user-1&include_state_snapshot=true&continue_on_pause=true", resumption.Target);
        Assert.Equal("no-cache", resumption.Header("Cache-Control"));
    }

    [Theory(Timeout = 30_000)]
    [Trait(Goal.Trait, "B10")]
    [InlineData("json")]
    [InlineData("html")]
    public async Task The_record_decides_when_an_older_server_has_no_such_stream(string how)
    {
        await using var session = new RunSession(run => run.Started().Text("a").Drop().Finish(new { answer = 42 }, totalTokens: 5));
        session.Server.Respond("GET", Events, how == "json" ? TestReply.Problem(404, "not_found", "no") : TestReply.Html(404));
        await using WorkflowRun run = await session.StartAsync();
        IReadOnlyList<WorkflowStreamEvent> events = await session.ReadAsync(run);

        Assert.Equal(["workflow_started", "text_chunk", "workflow_finished"], events.Select(next => next.Event));
        Assert.True(events[^1].IsReplayed);
        Assert.Equal((WorkflowRunStatus.Succeeded, "a", 5L), (run.Outcome!.Status, run.Outcome.Text, run.Outcome.TotalTokens));
        Assert.Equal(42, (int)run.Outcome.Outputs!["answer"]!);
        Assert.Equal(1, session.Starts);
    }

    [Fact(Timeout = 30_000)]
    public async Task An_older_server_whose_run_goes_on_is_asked_again()
    {
        var clock = new FakeTimeProvider();
        await using var session = new RunSession(
            run => run.Started().Drop().Hold(new RunSignal()).Finish(), options => Pace(options, clock));
        session.Server.Respond("GET", Events, TestReply.Problem(404, "not_found", "no"));
        session.Server.RespondOnce("GET", Detail, TestReply.Json(200, "{\"id\":\"x\",\"status\":\"running\"}"));
        session.Server.RespondOnce("GET", Detail, TestReply.Json(200, "{\"id\":null,\"status\":null}"));
        session.Server.RespondOnce(
            "GET", Detail, TestReply.Json(200, "{\"id\":\"x\",\"status\":\"failed\",\"error\":\"e\",\"outputs\":null}"));
        await using WorkflowRun run = await session.StartAsync();
        Task<WorkflowOutcome> wait = run.WaitAsync(session.Bound);
        await clock.AdvanceUntilAsync(wait, TimeSpan.FromMilliseconds(250), session.Bound);

        Assert.Equal((WorkflowRunStatus.Failed, "e"), ((await wait).Status, run.Outcome!.Error));
        Assert.Equal(3, session.Resumes);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("no record can be read")]
    [InlineData("the record is not written yet")]
    [InlineData("a page of a proxy")]
    public async Task When_nothing_helps_the_interruption_is_told_with_all_that_is_known(string how)
    {
        var clock = new FakeTimeProvider();
        await using var session = new RunSession(run => run.Started().Text("a").Drop().WaitForStop(), options => Pace(options, clock));
        session.Server.Respond("GET", Events, TestReply.Problem(404, "not_found", "no"));
        session.Server.Respond("GET", Detail, how == "no record can be read" ? TestReply.Problem(501, "unknown", "no")
            : how == "a page of a proxy" ? TestReply.Html(404) : TestReply.Problem(404, "not_found", "no"));
        WorkflowRun run = await session.StartAsync(new WorkflowRunOptions { MaxResumes = 3 });
        Task<WorkflowOutcome> wait = run.WaitAsync(session.Bound);
        await clock.AdvanceUntilAsync(wait, TimeSpan.FromMilliseconds(250), session.Bound);
        var failure = await Assert.ThrowsAsync<WorkflowStreamInterruptedException>(() => wait);

        // A run of which events came is not told to be gone, which would invite its caller to start a second one.
        Assert.Equal((StreamEnd.ConnectionLost, 2L, true), (failure.End, failure.EventsReceived, failure.RunMayBeGoing));
        Assert.DoesNotContain("not going", failure.Message, StringComparison.Ordinal);
        Assert.Equal((run.TaskId, run.WorkflowRunId), (failure.TaskId, failure.WorkflowRunId));
        Assert.IsType<DifyNotFoundException>(failure.InnerException);
        Assert.Equal((1, 3), (session.Starts, session.Resumes));

        // A run whose stream was interrupted is left as it is.
        await run.DisposeAsync();
        Assert.Equal(0, session.Stops);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_key_that_is_refused_meanwhile_is_not_tried_again_and_named_as_the_cause()
    {
        await using var session = new RunSession(run => run.Started().Drop().WaitForStop());
        session.Server.Respond("GET", Events, TestReply.Problem(401, "unauthorized", "no"));
        session.Server.Respond("GET", Detail, TestReply.Problem(401, "unauthorized", "no"));
        await using WorkflowRun run = await session.StartAsync();
        var failure = await Assert.ThrowsAsync<WorkflowStreamInterruptedException>(() => run.WaitAsync(session.Bound));

        Assert.IsType<DifyAuthenticationException>(failure.InnerException);
        Assert.Equal(run.WorkflowRunId, failure.WorkflowRunId);
        Assert.Equal(1, session.Resumes);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(false, 5)]
    [InlineData(true, 0)]
    public async Task Without_resumption_a_broken_stream_is_told_at_once(bool resume, int most)
    {
        await using var session = new RunSession(run => run.Started().Drop().WaitForStop());
        await using WorkflowRun run = await session.StartAsync(new WorkflowRunOptions { Resume = resume, MaxResumes = most });
        var failure = await Assert.ThrowsAsync<WorkflowStreamInterruptedException>(() => run.WaitAsync(session.Bound));

        Assert.Equal(StreamEnd.ConnectionLost, failure.End);
        Assert.True(failure.RunMayBeGoing);
        Assert.Equal((1, 0), (session.Starts, session.Resumes));
        Assert.Same(failure.WorkflowRunId, run.WorkflowRunId);
        await Assert.ThrowsAsync<WorkflowStreamInterruptedException>(() => run.WaitAsync(session.Bound));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_drop_before_the_run_is_named_starts_nothing_anew()
    {
        await using var session = new RunSession(run => run.Drop().Started().Finish());
        var failure = await Assert.ThrowsAsync<WorkflowStreamInterruptedException>(() => session.StartAsync());

        Assert.Null(failure.WorkflowRunId);
        Assert.True(failure.RunMayBeGoing);
        Assert.Equal((1, 0), (session.Starts, session.Resumes));
    }

    [Fact(Timeout = 30_000)]
    public async Task What_an_event_was_that_cannot_be_read_is_asked_of_the_record()
    {
        await using var session = new RunSession(run => run.Started().Raw("data: {\"event\":\n\n").Finish(new { answer = 42 }));
        await using WorkflowRun run = await session.StartAsync();
        WorkflowOutcome outcome = await run.WaitAsync(session.Bound);

        Assert.Equal((WorkflowRunStatus.Succeeded, 42), (outcome.Status, (int)outcome.Outputs!["answer"]!));
        Assert.Equal(0, session.Resumes);
    }

    [Fact(Timeout = 30_000)]
    public async Task An_event_that_cannot_be_read_is_not_asked_for_again()
    {
        var clock = new HurriedClock();
        await using var session = new RunSession(
            run => run.Started().Raw("data: {\"event\":\n\n").Hold(new RunSignal()).Finish(), options => options.TimeProvider = clock);
        await using WorkflowRun run = await session.StartAsync(new WorkflowRunOptions { OnCancel = OnCancel.LeaveRunning });
        var failure = await Assert.ThrowsAsync<WorkflowStreamInterruptedException>(() => run.WaitAsync(session.Bound));

        Assert.Equal((StreamEnd.InvalidEvent, 1L), (failure.End, failure.EventsReceived));
        Assert.Equal(0, session.Resumes);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_silent_stream_is_taken_up_again()
    {
        var clock = new FakeTimeProvider();
        var watch = new ReadWatch(DifyHttpHandler.Create());
        await using StreamSession session = StreamSession.On(
            watch,
            options => options.TimeProvider = clock,
            WireScript.Request.StreamHead().Event(EventJson.Started()),
            WireScript.Request.StreamHead().Event(EventJson.Started()).Event(EventJson.Finished()).LastChunk());
        await using WorkflowRun run = await session.Client.StartWorkflowAsync(
            StreamSession.Request, new WorkflowRunOptions { IdleTimeout = TimeSpan.FromSeconds(30) }, session.Bound);
        Task<WorkflowOutcome> wait = run.WaitAsync(session.Bound);
        await watch.WaitUntilPendingAsync(EventJson.Frame(EventJson.Started()).Length, session.Bound);
        clock.Advance(TimeSpan.FromSeconds(31));

        Assert.True((await wait).IsSuccess);
        await session.Server.Connections[0].ClosedByClient.WaitAsync(session.Bound);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_resumed_stream_that_missed_the_end_and_brings_only_pings_is_ended_by_the_record()
    {
        var clock = new FakeTimeProvider();
        var turn = new WireSignal();
        await using StreamSession session = StreamSession.On(
            options =>
            {
                options.TimeProvider = clock;
                options.Timeout = System.Threading.Timeout.InfiniteTimeSpan;
                options.IdleTimeout = System.Threading.Timeout.InfiniteTimeSpan;
            },
            WireScript.Request.StreamHead().Event(EventJson.Started()).PauseUntil(turn).Reset(),
            WireScript.Request.StreamHead().Ping().Event(EventJson.Started()).Ping(),
            WireScript.Request.Json(200, "{\"id\":\"run-1\",\"status\":\"succeeded\",\"outputs\":{\"answer\":42}}", "Connection: close"));
        await using WorkflowRun run = await session.Client.StartWorkflowAsync(StreamSession.Request, cancellationToken: session.Bound);
        Task<WorkflowOutcome> wait = run.WaitAsync(session.Bound);
        turn.Set();
        await session.Server.WaitForRequestsAsync(2, session.Bound);
        await clock.AdvanceUntilAsync(wait, TimeSpan.FromSeconds(10), session.Bound);

        Assert.Equal(42, (int)(await wait).Outputs!["answer"]!);
        await session.Server.Connections[1].ClosedByClient.WaitAsync(session.Bound);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_cancellation_between_two_streams_stops_the_run_once()
    {
        var clock = new FakeTimeProvider();
        await using var session = new RunSession(run => run.Started().Drop().WaitForStop(), options => Pace(options, clock));
        session.Server.Respond("GET", Events, TestReply.Problem(503, "unavailable", "no"));
        using var caller = System.Threading.CancellationTokenSource.CreateLinkedTokenSource(session.Bound);
        await using WorkflowRun run = await session.StartAsync(cancellationToken: caller.Token);
        Task<WorkflowOutcome> wait = run.WaitAsync();
        await session.Server.WaitForRequestAsync(request => request.Path.EndsWith("/events", StringComparison.Ordinal), session.Bound);
        await caller.CancelAsync();
        await Assert.ThrowsAsync<WorkflowRunCanceledException>(() => wait);

        Assert.Equal((1, 1), (session.Starts, session.Stops));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_run_of_another_process_is_followed_from_its_beginning()
    {
        var turn = new RunSignal();
        await using var session = new RunSession(
            run => run.Started().NodeStarted("n1").NodeFinished("n1").Hold(turn).Text("live").Finish());
        WorkflowRun first = await session.StartAsync(new WorkflowRunOptions { OnCancel = OnCancel.LeaveRunning });
        await turn.WaitUntilReachedAsync(session.Bound);
        await first.DisposeAsync();
        await using WorkflowRun again = await session.Client.ResumeWorkflowAsync(
            first.WorkflowRunId!, "user-1", cancellationToken: session.Bound);
        turn.Set();
        IReadOnlyList<WorkflowStreamEvent> events = await session.ReadAsync(again);

        Assert.Equal(
            [
                "workflow_started initial",
                "node_started n1 n1",
                "node_finished n1 succeeded",
                "text_chunk live",
                "workflow_finished succeeded {}",
            ], events.Select(EventKey.Of));
        Assert.Equal([true, true, true, false, false], events.Select(next => next.IsReplayed));
        Assert.Equal(first.TaskId, again.TaskId);
        Assert.Equal(1, session.Starts);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_finished_run_of_another_process_gives_its_outcome()
    {
        await using var session = new RunSession(run => run.Started().Finish(new { answer = 42 }));
        await using WorkflowRun first = await session.StartAsync();
        await first.WaitAsync(session.Bound);
        await using WorkflowRun again = await session.Client.ResumeWorkflowAsync(
            first.WorkflowRunId!, "user-1", cancellationToken: session.Bound);
        WorkflowOutcome outcome = await again.WaitAsync(session.Bound);

        Assert.Equal(42, (int)outcome.Outputs!["answer"]!);
        Assert.Null(again.TaskId);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_run_of_another_user_is_not_found()
    {
        await using var session = new RunSession(run => run.Started().Finish());
        await using WorkflowRun first = await session.StartAsync();

        await Assert.ThrowsAsync<DifyNotFoundException>(
            () => session.Client.ResumeWorkflowAsync(first.WorkflowRunId!, "user-2", cancellationToken: session.Bound));
    }

    private static Action<RunScriptBuilder> Play(int endAfter, string how) => run =>
    {
        for (int index = 0; index < Steps.Count; index++)
        {
            Steps[index](run);
            if (index + 1 == endAfter)
            {
                (how switch
                {
                    "clean end" => run.EndStream(),
                    "drop" => run.Drop(),
                    _ => run.Raw("data: {\"event\": \"text_chunk\", \"data\": {\"text\": \"te").Drop(),
                }).WaitForReader();
            }
        }
    };

    private static async Task<(IReadOnlyList<string> Events, WorkflowOutcome Outcome)> RunAsync(
        Action<RunScriptBuilder> script, int resumes = 0)
    {
        await using var session = new RunSession(script);
        await using WorkflowRun run = await session.StartAsync();
        IReadOnlyList<WorkflowStreamEvent> events = await session.ReadAsync(run);

        Assert.DoesNotContain(events, next => next.IsReplayed);
        Assert.Equal((1, resumes, 0), (session.Starts, session.Resumes, session.Stops));
        Assert.Equal(session.Server.Runs[0].TaskId, run.TaskId);
        return ([.. events.Select(EventKey.Of)], run.Outcome!);
    }

    private static void AssertEqual(WorkflowOutcome expected, WorkflowOutcome actual)
    {
        Assert.Equal(
            (expected.Status, expected.Text, expected.TotalTokens, expected.TotalSteps, expected.Error),
            (actual.Status, actual.Text, actual.TotalTokens, actual.TotalSteps, actual.Error));
        Assert.True(JToken.DeepEquals(expected.Outputs, actual.Outputs));
    }

    // Time passes only as the test says, so that nothing runs out while it flies.
    private static void Pace(DifyClientOptions options, FakeTimeProvider clock)
    {
        options.TimeProvider = clock;
        options.Timeout = System.Threading.Timeout.InfiniteTimeSpan;
        options.IdleTimeout = System.Threading.Timeout.InfiniteTimeSpan;
        options.Retry.MaxRetries = 0;
    }
}
