using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Dify.Generated.Tests.Retries;
using Dify.Generated.Tests.Streaming;
using Dify.Generated.Tests.Wire;
using Xunit;

namespace Dify.Generated.Tests.Faults;

/// <summary>Runs that end while they are being stopped, in every order of what happens.</summary>
internal static class RaceFaults
{
    private static readonly string[] EndedAsStopped = [EventJson.Started(), EventJson.Finished("stopped")];

    public static IReadOnlyList<Fault> Rows { get; } =
    [
        new(
            40, "the end of a run while it is stopped",
            [
                EndFirst(LeavingFaults.Stopped, confirm: false, stops: 1).At("the end comes before the answer to the stop"),
                EndFirst(LeavingFaults.Stopped, confirm: true, stops: 1)
                    .At("the end comes before the answer to a stop that is to be confirmed"),
                EndFirst(RetrySession.Answer(500, "internal_server_error"), confirm: false, stops: 3)
                    .At("the end comes and the stop fails"),
                EndFirst(WireScript.Request.Reset(), confirm: false, stops: 3).At("the end comes and the stop is reset"),
                EndFirst(RetrySession.Answer(404, "not_found"), confirm: true, stops: 1).At("the end comes and the stop finds no task"),
                AnswerFirst(confirm: false).At("the answer to the stop comes before the end"),
                AnswerFirst(confirm: true).At("the answer to the stop comes before the end, which confirms it"),
                CancelledAtTheEnd().At("cancelled when the end has come but was not read"),
                EndWhileCancelling().At("the end comes while a cancellation stops the run"),
            ]),
    ];

    // The stop is at the server; then the run ends and its end is read; then the stop is answered.
    private static FaultPlay EndFirst(WireScript stop, bool confirm, int stops)
    {
        var answer = new WireSignal();
        return new(
            FaultCall.Followed,
            FaultOutcome.Success(FaultRun.Events.Count) with { Stops = stops },
            turn => [Rest(FaultRun.Begun(1).PauseUntil(turn)), WireScript.Held(stop, answer)])
        {
            After = FaultPlay.Never,
            OnEvent = async (session, seen) =>
            {
                if (seen == 1)
                {
                    session.Stopping = session.Run!.StopAsync(confirm, session.Bound);
                    await session.Server.WaitForRequestsAsync(2, session.Bound);
                    session.Turn.Set();
                }
                else if (seen == FaultRun.Events.Count)
                {
                    answer.Set();
                }
            },
            Also = (session, _) =>
            {
                Assert.True(session.Run!.Outcome!.IsSuccess);
                Assert.Null(session.Run.StopFailure);
                return Task.CompletedTask;
            },
        };
    }

    private static FaultPlay AnswerFirst(bool confirm)
        => new(
            FaultCall.Followed,
            FaultOutcome.Success(EndedAsStopped.Length) with { Stops = 1 },
            turn => [FaultRun.Begun(1).PauseUntil(turn).Event(EndedAsStopped[1]), LeavingFaults.Stopped, WireScript.Request.Json(
                200, """{"id":"run-1","status":"running"}""", "Connection: close")])
        {
            After = FaultPlay.Never,
            Sent = EndedAsStopped,
            OnEvent = async (session, seen) =>
            {
                if (seen == 1)
                {
                    session.Stopping = session.Run!.StopAsync(confirm, session.Bound);
                    await (confirm ? session.Server.WaitForRequestsAsync(3, session.Bound) : session.Stopping);
                    session.Turn.Set();
                }
            },
            Also = (session, _) =>
            {
                Assert.Equal(WorkflowRunStatus.Stopped, session.Run!.Outcome!.Status);
                return Task.CompletedTask;
            },
        };

    private static FaultPlay CancelledAtTheEnd()
        => new(FaultCall.Followed, Cancelled(FaultRun.Events.Count - 1), WireScript.Request.StreamHead()
            .Chunk(FaultRun.Bytes(FaultRun.Events.Count)), LeavingFaults.Stopped)
        {
            OnEvent = (session, seen) => seen == FaultRun.Events.Count - 1 ? session.Caller.CancelAsync() : Task.CompletedTask,
            Also = AssertNoOutcomeAsync,
        };

    private static FaultPlay EndWhileCancelling()
    {
        var answer = new WireSignal();
        return new(
            FaultCall.Followed,
            Cancelled(1),
            turn => [Rest(FaultRun.Begun(1).PauseUntil(turn)), WireScript.Held(LeavingFaults.Stopped, answer)])
        {
            After = FaultPlay.Never,
            OnEvent = async (session, _) =>
            {
                await session.Caller.CancelAsync();
                await session.Server.WaitForRequestsAsync(2, session.Bound);
                session.Turn.Set();
                answer.Set();
            },
            Also = AssertNoOutcomeAsync,
        };
    }

    private static FaultOutcome Cancelled(int events) => new()
    {
        Failure = nameof(WorkflowRunCanceledException),
        Events = events,
        TaskId = EventJson.TaskId,
        WorkflowRunId = EventJson.RunId,
        StopRequested = true,
        Stops = 1,
    };

    private static Task AssertNoOutcomeAsync(FaultSession session, Exception? failure)
    {
        Assert.Null(session.Run!.Outcome);
        Assert.Null(session.Run.StopFailure);
        return Task.CompletedTask;
    }

    // The stream is left open, so that no later call comes on its connection.
    private static WireScript Rest(WireScript script) => FaultRun.Events.Skip(1).Aggregate(script, (begun, json) => begun.Event(json));
}
