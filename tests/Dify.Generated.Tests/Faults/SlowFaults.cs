using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Dify.Generated.Tests.Streaming;
using Dify.Generated.Tests.Wire;
using Xunit;

namespace Dify.Generated.Tests.Faults;

/// <summary>Silence, which is noticed, and slowness, which is not taken for it.</summary>
internal static class SlowFaults
{
    private const int PingsOfAnHour = 360;

    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan IdleTimeout = new DifyClientOptions().IdleTimeout;
    private static readonly TimeSpan Timeout = new DifyClientOptions().Timeout;

    private static readonly FaultCall[] Streams = [FaultCall.Stream, FaultCall.EventStream, FaultCall.Followed, FaultCall.Chat];

    // At 10 KB/s it takes longer than the idle timeout.
    private static readonly string LongText = new('x', 600_000);

    // What the record says of the run, when nothing but pings made the client ask for it.
    private static readonly WireScript Going =
        WireScript.Request.Json(200, $$"""{"id":"{{EventJson.RunId}}","status":"running"}""", "Connection: close").Fin();

    public static IReadOnlyList<Fault> Rows { get; } =
    [
        new(
            26, "silence after the headers",
            [
                .. from events in FaultRun.Positions
                    from call in FaultCall.OfEvents select Silent(call, events, isInside: false).At($"after {events} events"),
                .. from events in FaultRun.Positions from call in FaultCall.OfEvents
                    select Silent(call, events, isInside: true).At($"after {events} events, inside an event"),
                .. FaultCall.OfJson.Select(call => SilentJson(call).At("inside a JSON answer")),
            ]),
        new(
            27, "an hour of pings alone",
            [
                .. Streams.Select(call => Pings(call, 0).At("before the first event")),
                .. Streams.Select(call => Pings(call, 1).At("after 1 event")),
                PingsBeyondTheTimeOfTheRun().At("after 1 event, with a time for the whole run"),
            ]),
        new(
            28, "single bytes, one each millisecond",
            [
                .. Streams.Select(call =>
                    Paced(call, PacedAnswer.Of(FaultRun.Bytes(FaultRun.Events.Count), 1), () => TimeSpan.FromMilliseconds(1)).At("")),
                PacedJson(100, 1, TimeSpan.FromMilliseconds(1)).At(""),
            ]),
        new(
            29, "latency of 500 ms, give or take 400",
            [
                .. Streams.Select(call => Paced(call, new PacedAnswer([.. FaultRun.Events.Select(
                    json => new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(EventJson.Frame(json))))]), Latency()).At("")),
                .. FaultCall.OfJson.Select(call => LateJson(call).At("")),
            ]),
        new(
            30, "10 KB per second",
            [
                .. Streams.Select(call => (Paced(
                    call,
                    PacedAnswer.Of(EventJson.Stream(LongRun()), 1024),
                    () => TimeSpan.FromMilliseconds(100)) with { Sent = LongRun() }).At("")),
                PacedJson(LongText.Length, 1024, TimeSpan.FromMilliseconds(100)).At(""),
            ]),
    ];

    private static FaultPlay Silent(FaultCall call, int events, bool isInside)
    {
        string part = isInside ? FaultRun.PartOfNext(events) : "";
        return new(
            call,
            call.IsTakenUpAgain && events > 0
                ? FaultOutcome.Success(FaultRun.Events.Count) with { Resumptions = 1 }
                : FaultOutcome.Interrupted(StreamEnd.IdleTimeout, events),
            turn => [WireScript.Request.UnframedStreamHead().Write(FaultRun.Bytes(events)).Write(part).PauseUntil(turn), FaultRun.Again])
        {
            Time = FaultTime.Fake,
            After = FaultPlay.Never,
            Meanwhile = async session =>
            {
                await session.Watch.WaitUntilPendingAsync(FaultRun.Length(events) + part.Length, session.Bound);
                session.Clock.Advance(IdleTimeout * 0.9);
                Assert.False(session.Watch.IsCancelled, "It was given up too early.");
                session.Clock.Advance(IdleTimeout * 0.2);
                Assert.True(session.Watch.IsCancelled, "It was not given up in time.");
            },
        };
    }

    private static FaultPlay SilentJson(FaultCall call)
        => new(
            call,
            FaultOutcome.Of<DifyTimeoutException>(isTransient: true) with { MayHaveReachedServer = true },
            turn => [WireScript.Request.Head(200, "Content-Type: application/json", "Content-Length: 99")
                .Write("{\"id\":")
                .PauseUntil(turn)])
        {
            Time = FaultTime.Fake,
            After = FaultPlay.Never,
            Meanwhile = async session =>
            {
                await session.Watch.WaitUntilPendingAsync("{\"id\":".Length, session.Bound);
                session.Clock.Advance(Timeout * 0.9);
                Assert.False(session.Watch.IsCancelled, "It was given up too early.");
                session.Clock.Advance(Timeout * 0.2);
                Assert.True(session.Watch.IsCancelled, "It was not given up in time.");
            },
        };

    private static FaultPlay Pings(FaultCall call, int events)
    {
        byte[] ping = Encoding.UTF8.GetBytes("event: ping\n\n");
        byte[] rest = FaultRun.Bytes(FaultRun.Events.Count)[FaultRun.Bytes(events).Length..];
        var pings = new PacedAnswer([.. Enumerable.Repeat(new ReadOnlyMemory<byte>(ping), PingsOfAnHour), rest]);
        return new(
            call,
            FaultOutcome.Success(FaultRun.Events.Count),
            pings.Behind(WireScript.Request.UnframedStreamHead().Write(FaultRun.Bytes(events))),
            Going)
        {
            Time = FaultTime.Fake,
            ConfigureRun = options => options.StartTimeout = System.Threading.Timeout.InfiniteTimeSpan,
            Meanwhile = session => pings.ComeAsync(session, () => PingInterval, FaultRun.Length(events)),
        };
    }

    private static FaultPlay PingsBeyondTheTimeOfTheRun()
    {
        byte[] ping = Encoding.UTF8.GetBytes("event: ping\n\n");
        var pings = new PacedAnswer([.. Enumerable.Repeat(new ReadOnlyMemory<byte>(ping), 59)]);
        return new(
            FaultCall.Followed,
            new FaultOutcome
            {
                Failure = nameof(WorkflowRunTimeoutException),
                TaskId = EventJson.TaskId,
                WorkflowRunId = EventJson.RunId,
                Events = 1,
                StopRequested = true,
                Stops = 1,
            },
            turn => [pings.Behind(WireScript.Request.UnframedStreamHead().Write(FaultRun.Bytes(1))), LeavingFaults.Stopped])
        {
            Time = FaultTime.Fake,
            ConfigureRun = options => options.Timeout = TimeSpan.FromMinutes(10),
            Meanwhile = async session =>
            {
                await pings.ComeAsync(session, () => PingInterval, FaultRun.Length(1));
                session.Clock.Advance(PingInterval * 2);
            },
        };
    }

    private static FaultPlay Paced(FaultCall call, PacedAnswer answer, Func<TimeSpan> pause)
        => new(call, FaultOutcome.Success(FaultRun.Events.Count), answer.Behind(WireScript.Request.UnframedStreamHead()))
        {
            Time = FaultTime.Fake,
            Meanwhile = session => answer.ComeAsync(session, pause),
        };

    private static FaultPlay PacedJson(int length, int piece, TimeSpan pause)
    {
        byte[] json = Encoding.UTF8.GetBytes($"{{\"name\":\"{LongText[..length]}\"}}");
        PacedAnswer answer = PacedAnswer.Of(json, piece);
        return new(
            FaultCall.Read,
            FaultOutcome.Success(),
            answer.Behind(WireScript.Request.Head(200, "Content-Type: application/json", $"Content-Length: {json.Length}")))
        {
            Time = FaultTime.Fake,
            Meanwhile = session => answer.ComeAsync(session, () => pause),
        };
    }

    private static FaultPlay LateJson(FaultCall call)
        => new(call, FaultOutcome.Success(), turn => [WireScript.Request.PauseUntil(turn).Json(200, Clients.Samples.Answer)])
        {
            Time = FaultTime.Fake,
            After = FaultPlay.Never,
            Meanwhile = async session =>
            {
                await session.Turn.WaitUntilReachedAsync(session.Bound);
                session.Clock.Advance(TimeSpan.FromMilliseconds(900));
                session.Turn.Set();
            },
        };

    private static Func<TimeSpan> Latency()
    {
        var random = new Random(29);
        return () => TimeSpan.FromMilliseconds(500 + random.Next(-400, 401));
    }

    private static string[] LongRun() =>
        [
            EventJson.Started(),
            EventJson.NodeStarted(1),
            EventJson.NodeFinished(1),
            EventJson.Text(LongText),
            EventJson.Text("a"),
            EventJson.Finished(),
        ];
}
