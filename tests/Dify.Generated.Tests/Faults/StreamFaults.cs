using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Dify.Generated.Tests.Streaming;
using Dify.Generated.Tests.Wire;

namespace Dify.Generated.Tests.Faults;

/// <summary>Answers that break off, or end without having said how the run ended.</summary>
internal static class StreamFaults
{
    private const string Garbage = "lskdu018973t09sylgasjkfg1][]'./.sdlv";

    public static IReadOnlyList<Fault> Rows { get; } =
    [
        Lost(17, "malformed chunk", (begun, _) => begun.Write(Garbage).Fin(), ChunkedJson().Write(Garbage).Fin()),
        Lost(18, "chunk of an impossible size", (begun, _) => begun.Write("ffffffffffffffffff\r\n")
            .Fin(), ChunkedJson().Write("ffffffffffffffffff\r\n").Fin()),
        Lost(19, "closed inside a chunk", (begun, part) => begun.PartOfChunk(part, 10_000)
            .Fin(), ChunkedJson().PartOfChunk("\"result\":", 10_000).Fin()),
        Lost(20, "closed between chunks", (begun, _) => begun.Fin(), ChunkedJson().Fin()),
        Lost(21, "reset", (begun, _) => begun.Reset(), ChunkedJson().Reset()),
        Ended(22, "clean end without a terminal event", StreamEnd.EndedEarly, (begun, _) => begun.LastChunk()),
        Ended(
            23, "clean end inside an event", StreamEnd.EndedInsideEvent,
            (begun, part) => begun.Chunk(part).LastChunk(),
            (begun, _) => begun.Chunk(EventJson.Frame(EventJson.Finished())[..^1]).LastChunk()),
        new(24, "end of the connection that frames the answer", [
            .. Unframed(StreamEnd.EndedEarly, isInside: false), .. Unframed(StreamEnd.EndedInsideEvent, isInside: true)
        ]),
        new(25, "shorter than its length", [
            .. Short(isInside: false),
            .. Short(isInside: true),
            .. OfJson(WireScript.Request.Head(200, "Content-Type: application/json", "Content-Length: 99").Write("{\"id\":").Fin()),
        ]),
    ];

    /// <summary>A connection that breaks, between two events and inside one, and inside a JSON answer.</summary>
    private static Fault Lost(int number, string name, Func<WireScript, string, WireScript> breakOff, WireScript ofJson) => new(
        number,
        name,
        [
            .. AtEachPosition(
                StreamEnd.ConnectionLost,
                (turn, events) => breakOff(FaultRun.Begun(events).PauseUntil(turn), FaultRun.PartOfNext(events)),
                ""),
            .. AtEachPosition(
                StreamEnd.ConnectionLost,
                (turn, events) => breakOff(FaultRun.Begun(events).PauseUntil(turn).Chunk(FaultRun.PartOfNext(events)), ""),
                ", inside an event"),
            .. OfJson(ofJson),
        ]);

    /// <summary>An end that is clean by the rules of HTTP, so that the client keeps the connection and asks on it again.</summary>
    private static Fault Ended(int number, string name, StreamEnd end, params Func<WireScript, string, WireScript>[] ways) => new(
        number,
        name,
        [.. ways.SelectMany((way, index) => AtEachPosition(
            end, (turn, events) => way(FaultRun.Begun(events).PauseUntil(turn), FaultRun.PartOfNext(events)).AndAgain(),
            index == 0 ? "" : ", behind the line of the terminal event"))]);

    private static IEnumerable<FaultCase> Unframed(StreamEnd end, bool isInside)
        => AtEachPosition(
            end,
            (turn, events) => WireScript.Request.UnframedStreamHead()
                .Write(FaultRun.Bytes(events))
                .PauseUntil(turn)
                .Write(isInside ? FaultRun.PartOfNext(events) : "")
                .Fin(),
            isInside ? ", inside an event" : "");

    private static IEnumerable<FaultCase> Short(bool isInside)
        => AtEachPosition(
            StreamEnd.ConnectionLost,
            (turn, events) => WireScript.Request.Head(
                200, "Content-Type: text/event-stream", $"Content-Length: {FaultRun.Length(FaultRun.Events.Count)}")
                .Write(FaultRun.Bytes(events)).PauseUntil(turn).Write(isInside ? FaultRun.PartOfNext(events) : "").Fin(),
            isInside ? ", inside an event" : "");

    private static IEnumerable<FaultCase> AtEachPosition(StreamEnd end, Func<WireSignal, int, WireScript> script, string where)
        => from events in FaultRun.Positions
           from call in FaultCall.OfEvents
           select new FaultPlay(call, RightOf(call, end, events), turn => [script(turn, events), FaultRun.Again]) { After = events }.At(
               $"after {events} events{where}");

    // A run that was named can be taken up again; nothing of it is lost, doubled or started a second time.
    private static FaultOutcome RightOf(FaultCall call, StreamEnd end, int events)
        => call.IsTakenUpAgain && events > 0
            ? FaultOutcome.Success(FaultRun.Events.Count) with { Resumptions = 1 }
            : FaultOutcome.Interrupted(end, events);

    private static IEnumerable<FaultCase> OfJson(WireScript script)
        => FaultCall.OfJson.Select(call => new FaultPlay(
            call,
            FaultOutcome.Connection(mayHaveReachedServer: true, isTransient: true, call.CallsUntilGivenUp),
            script).At("inside a JSON answer"));

    private static WireScript ChunkedJson() => WireScript.Request.Head(200, "Content-Type: application/json", "Transfer-Encoding: chunked")
        .Chunk(Encoding.UTF8.GetBytes("{\"id\":"));
}
