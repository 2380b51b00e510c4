using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Retries;
using Dify.Generated.Tests.Streaming;
using Dify.Generated.Tests.Wire;
using Xunit;

namespace Dify.Generated.Tests.Faults;

/// <summary>Callers that give up, wherever the call stands, and stop calls that fail.</summary>
internal static class LeavingFaults
{
    /// <summary>The answer to a stop call.</summary>
    public static readonly WireScript Stopped = WireScript.Request.Json(200, """{"result":"success"}""", "Connection: close");

    private static readonly FaultCall[] Streams = [FaultCall.Stream, FaultCall.EventStream, FaultCall.Followed, FaultCall.Chat];
    private static readonly TimeSpan StopTimeout = new WorkflowRunOptions().StopTimeout;

    private static readonly (string Name, WireScript Script, Type Failure)[] FailedStops =
    [
        ("answered with 500", RetrySession.Answer(500, "internal_server_error"), typeof(DifyServerException)),
        ("answered with a page", WireScript.Request.Answer(502, "text/html", "<html></html>", "Connection: close")
            .Fin(), typeof(DifyServerException)),
        ("reset", WireScript.Request.Reset(), typeof(DifyConnectionException)),
        ("closed without an answer", WireScript.Request.Fin(), typeof(DifyConnectionException)),
    ];

    public static IReadOnlyList<Fault> Rows { get; } =
    [
        new(
            36, "cancelled",
            [
                .. FaultCall.All.Select(call => (new FaultPlay(
                    call, Cancelled(call, 0, calls: 0), WireScript.Request) { IsCancelledBefore = true }).At("before it is sent")),
                .. FaultCall.All.Select(call => WhileConnecting(call).At("while the connection is made")),
                .. FaultCall.All.Select(call => WhileSilent(call, turn => WireScript.Request.PauseUntil(turn)).At("before the headers")),
                .. FaultCall.All.Select(call => WhileWaiting(call).At("between two tries")),
                .. FaultCall.OfJson.Select(call => InBody(call, Cancelled(call, 0), WireScript.Request.Head(200, "Content-Type: "
                    + "application/json", "Content-Length: 9"), 0).At("behind the headers")),
                .. from events in FaultRun.Positions from call in Streams select InStream(call, events, "").At($"after {events} events"),
                .. from events in FaultRun.Positions from call in Streams
                    select InStream(call, events, FaultRun.PartOfNext(events)).At($"after {events} events, inside an event"),
                .. Streams.Select(call => InLoop(call, 1, Cancelled(call, 1)).At("in the loop, when more events have come")),
                .. Streams.Select(
                    call => InLoop(call, FaultRun.Events.Count, FaultOutcome.Success(FaultRun.Events.Count)).At("at the terminal event")),
                BetweenStreams().At("between two streams"),
            ]),
        new(
            37, "a stop call that fails",
            [
                .. FailedStops.Select(
                    stop => StopFails(stop.Script, stop.Failure, isThrown: false).At($"{stop.Name}, after a cancellation")),
                .. FailedStops.Select(
                    stop => StopFails(stop.Script, stop.Failure, isThrown: true).At($"{stop.Name}, after leaving the loop")),
                StopHangs().At("silent, after a cancellation"),
                StopHangsAtTheEndOfTime().At("silent, after the time of the run"),
            ]),
    ];

    // A run is stopped if its task is known by then, and only then.
    private static FaultOutcome Cancelled(FaultCall call, int events, int calls = 1)
        => call.IsFollowed
            ? new()
            {
                Failure = nameof(WorkflowRunCanceledException),
                Events = events,
                TaskId = FaultRun.TaskIdAfter(events),
                WorkflowRunId = FaultRun.RunIdAfter(events),
                StopRequested = events > 0,
                Stops = events > 0 ? 1 : 0,
                Calls = calls,
            }
            : new() { Failure = nameof(OperationCanceledException), Events = events, Calls = calls };

    private static FaultPlay WhileConnecting(FaultCall call)
    {
        var connecting = new WireSignal();
        return new(call, Cancelled(call, 0, calls: 0), WireScript.Request)
        {
            Handler = () => new SocketsHttpHandler
            {
                ConnectCallback = async (_, token) =>
                {
                    await connecting.ReachAsync().WaitAsync(token);
                    return Stream.Null;
                },
            },
            Meanwhile = async session =>
            {
                await connecting.WaitUntilReachedAsync(session.Bound);
                await session.Caller.CancelAsync();
            },
        };
    }

    private static FaultPlay WhileSilent(FaultCall call, Func<WireSignal, WireScript> script)
        => new(call, Cancelled(call, 0), turn => [script(turn).WaitForClose()])
        {
            After = FaultPlay.Never,
            ConfigureRun = options => options.StopTimeout = TimeSpan.FromMilliseconds(1),
            Meanwhile = async session =>
            {
                await session.Turn.WaitUntilReachedAsync(session.Bound);
                await session.Caller.CancelAsync();
                session.Turn.Set();
            },
            Also = (session, _) => session.WaitForCloseAsync(),
        };

    private static FaultPlay WhileWaiting(FaultCall call)
        => new(call, Cancelled(call, 0), RetrySession.Answer(429, "too_many_requests"))
        {
            Time = FaultTime.Still,
            Meanwhile = async session =>
            {
                await session.Waits.FirstWait.WaitAsync(session.Bound);
                await session.Caller.CancelAsync();
            },
        };

    private static FaultPlay InStream(FaultCall call, int events, string part)
        => InBody(
            call,
            Cancelled(call, events),
            WireScript.Request.UnframedStreamHead().Write(FaultRun.Bytes(events)).Write(part),
            FaultRun.Length(events) + part.Length);

    private static FaultPlay InBody(FaultCall call, FaultOutcome right, WireScript script, long length)
        => new(call, right, script, Stopped)
        {
            Time = FaultTime.Fake,
            Meanwhile = async session =>
            {
                await session.Watch.WaitUntilPendingAsync(length, session.Bound);
                await session.Caller.CancelAsync();
            },
            Also = (session, _) =>
            {
                // The caller is free; a run without a name is waited for a while longer, to be stopped.
                session.Clock.Advance(StopTimeout);
                return session.WaitForCloseAsync();
            },
        };

    private static FaultPlay InLoop(FaultCall call, int events, FaultOutcome right)
        => new(call, right, WireScript.Request.StreamHead().Chunk(FaultRun.Bytes(FaultRun.Events.Count)), Stopped)
        {
            OnEvent = (session, seen) => seen == events ? session.Caller.CancelAsync() : Task.CompletedTask,
        };

    private static FaultPlay BetweenStreams()
        => new(
            FaultCall.Resumed,
            Cancelled(FaultCall.Resumed, 1) with { Resumptions = 1 },
            turn => [FaultRun.Begun(1).PauseUntil(turn).Reset(), RetrySession.Answer(503, ""), Stopped])
        {
            After = 1,
            Time = FaultTime.Still,
            Configure = options =>
            {
                options.Retry.MaxRetries = 0;
                options.IdleTimeout = Timeout.InfiniteTimeSpan;
            },
            Meanwhile = async session =>
            {
                await session.Waits.FirstWait.WaitAsync(session.Bound);
                await session.Caller.CancelAsync();
            },
        };

    private static FaultPlay StopFails(WireScript stop, Type failure, bool isThrown)
        => new(
            FaultCall.Followed,
            isThrown ? new() { Failure = nameof(FormatException), Events = 1, Stops = 1 } : Cancelled(FaultCall.Followed, 1) with
            {
                StopFailure = failure.Name,
            },
            FaultRun.Begun(1),
            stop)
        {
            OnEvent = (session, _) => isThrown ? throw new FormatException() : session.Caller.CancelAsync(),
            Also = (session, _) =>
            {
                Assert.IsType(failure, session.Run!.StopFailure);
                return Task.CompletedTask;
            },
        };

    private static FaultPlay StopHangs()
        => new(
            FaultCall.Followed,
            Cancelled(FaultCall.Followed, 1) with { StopFailure = nameof(DifyTimeoutException) },
            FaultRun.Begun(1),
            WireScript.Request.WaitForClose())
        {
            Time = FaultTime.Fake,
            Meanwhile = async session =>
            {
                await session.Watch.WaitUntilPendingAsync(FaultRun.Length(1), session.Bound);
                await session.Caller.CancelAsync();
                await PassStopTimeoutAsync(session);
            },
            Also = (session, _) => session.WaitForCloseAsync(connection: 1),
        };

    private static FaultPlay StopHangsAtTheEndOfTime()
        => new(
            FaultCall.Followed,
            Cancelled(FaultCall.Followed, 1) with
            {
                Failure = nameof(WorkflowRunTimeoutException),
                StopFailure = nameof(DifyTimeoutException),
            },
            FaultRun.Begun(1),
            WireScript.Request.WaitForClose())
        {
            Time = FaultTime.Fake,
            ConfigureRun = options => options.Timeout = TimeSpan.FromSeconds(30),
            Meanwhile = async session =>
            {
                await session.Watch.WaitUntilPendingAsync(FaultRun.Length(1), session.Bound);
                session.Clock.Advance(TimeSpan.FromSeconds(31));
                await PassStopTimeoutAsync(session);
            },
            Also = (session, _) => session.WaitForCloseAsync(connection: 1),
        };

    private static async Task PassStopTimeoutAsync(FaultSession session)
    {
        await session.Server.WaitForRequestsAsync(2, session.Bound);
        session.Clock.Advance(StopTimeout * 0.95);
        Assert.False(session.Server.Connections[1].ClosedByClient.IsCompleted, "The stop was given up too early.");
        session.Clock.Advance(StopTimeout * 0.1);
    }
}
