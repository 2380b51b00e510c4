using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using Dify.Generated.Tests.Security;
using Dify.Generated.Tests.Streaming;
using Dify.Generated.Tests.Wire;
using Xunit;

namespace Dify.Generated.Tests.Faults;

/// <summary>Answers that arrive and cannot be taken as they are: unreadable, unknown, errors, too large.</summary>
internal static class EventFaults
{
    private const int Limit = 1 << 18;

    // What a server and the network may hold of what the client no longer reads.
    private const int Buffers = 32 << 20;

    private const string Secret = "secret of the event";

    private static readonly (string Name, string Json)[] Unreadable =
    [
        ("broken JSON", $"{{\"event\":\"text_chunk\",\"data\":{{\"text\":\"{Secret}\""),
        ("no object", $"[\"{Secret}\"]"),
    ];

    private static readonly string[] Unknown =
    [
        EventJson.Started(),
        EventJson.Of("brand_new", new { id = "n", anything = 1 }),
        EventJson.Of("text_chunk").Replace("\"data\":{}", "\"data\":null", StringComparison.Ordinal),
        EventJson.Of("node_started", new { id = "n", of_tomorrow = new { a = 1 }, title = (string?)null }),
        EventJson.Finished(),
    ];

    private static readonly (string Name, string Json, int Status, string Code, bool HasIds)[] Errors =
    [
        ("with a code", """{"event":"error","workflow_run_id":null,"code":"invalid_param","message":"m","status":400}""", 400, "invalid_param", false),
        ("without a code", """{"event":"error","message":"m","status":500}""", 500, "", false),
        ("with ids", $$"""{"event":"error","task_id":"task-1","workflow_run_id":"{{EventJson.RunId}}","code":"provider_quota_exceeded","message":"m","status":400}""", 400, "provider_quota_exceeded", true),
    ];

    private static readonly (string Name, string Piece)[] Endless =
    [
        ("one line", "xxxxxxxxxxxxxxxx"), ("data lines", "data: a\n"), ("comments", ": a\n")
    ];

    private static readonly Dictionary<string, byte[]> Bombs = new()
    {
        ["gzip"] = BodyBoundTests.Bomb("gzip"),
        ["br"] = BodyBoundTests.Bomb("br"),
    };

    public static IReadOnlyList<Fault> Rows { get; } =
    [
        new(
            31, "an event that cannot be read",
            [.. from kind in Unreadable from events in FaultRun.Positions
                from call in FaultCall.OfEvents select NotRead(call, events, kind.Json).At($"{kind.Name} after {events} events")]),
        new(
            32, "an event of tomorrow",
            [.. FaultCall.OfEvents.Select(call => (new FaultPlay(
                call,
                FaultOutcome.Success(Unknown.Length),
                Unknown.Aggregate(WireScript.Request.StreamHead(), (script, json) => script.Event(json)).LastChunk())
            {
                Sent = Unknown,
                Also = (session, _) =>
                {
                    Assert.Equal(Unknown[1], Assert.IsType<UnknownEvent>(session.Events[1]).Raw);
                    return Task.CompletedTask;
                },
            }).At("unknown name, no data, unknown members"))]),
        new(
            33, "an error event",
            [.. from error in Errors from events in FaultRun.Positions from call in FaultCall.OfEvents
                select Failed(call, events, error.Json, error.Status, error.Code, error.HasIds).At($"{error.Name} after {events} events")]),
        new(
            34, "an answer without end",
            [
                .. from kind in Endless from events in FaultRun.Positions
                    from call in FaultCall.OfEvents select TooLong(call, events, kind.Piece).At($"{kind.Name} after {events} events"),
                .. FaultCall.OfJson.Select(call => TooLongJson(call, 200, FaultOutcome.Of<DifyProtocolException>(200)).At("a JSON answer")),
                .. FaultCall.All.Select(call => TooLongJson(call, 400, FaultOutcome.Of<DifyInvalidRequestException>(400)).At("a problem")),
            ]),
        new(
            35, "a compressed bomb",
            [
                .. from unpacks in new[] { false, true } from encoding in Bombs.Keys from call in FaultCall.OfJson select Bomb(
                    call,
                    encoding,
                    "application/json",
                    unpacks,
                    FaultOutcome.Of<DifyProtocolException>(200))
                    .At($"{encoding}, {(unpacks ? "a handler that unpacks" : "the client's own handler")}"),
                .. from encoding in Bombs.Keys from call in FaultCall.OfEvents select Bomb(
                    call,
                    encoding,
                    "text/event-stream",
                    unpacks: true,
                    FaultOutcome.Interrupted(StreamEnd.EventTooLarge, 0)).At($"{encoding}, a handler that unpacks"),
            ]),
    ];

    private static FaultPlay NotRead(FaultCall call, int events, string json)
        => new(call, FaultOutcome.Interrupted(StreamEnd.InvalidEvent, events), FaultRun.Begun(events)
            .Event(json)
            .Event(EventJson.Finished()), FaultRun.Again)
        {
            Also = async (session, failure) =>
            {
                Assert.DoesNotContain(Secret, failure!.ToString(), StringComparison.Ordinal);
                Assert.DoesNotContain("Node 1", failure.ToString(), StringComparison.Ordinal);
                await session.WaitForCloseAsync();
            },
        };

    // The server may keep the connection open behind the error; the client does not.
    private static FaultPlay Failed(FaultCall call, int events, string json, int status, string code, bool hasIds)
        => new(
            call,
            IsRefusal(call, events, hasIds)
                ? FaultOutcome.Of<DifyInvalidRequestException>(400, "invalid_param")
                : FaultOutcome.Of<WorkflowRunException>(status, code, isTransient: status == 500) with
                {
                    Events = events,
                    TaskId = FaultRun.TaskIdAfter(hasIds ? 1 : events),
                    WorkflowRunId = FaultRun.RunIdAfter(hasIds ? 1 : events),
                },
            FaultRun.Begun(events).Event(json).Ping().WaitForClose(),
            FaultRun.Again)
        {
            Also = (session, _) => session.WaitForCloseAsync(),
        };

    // Before a run has begun, with a code or without one, an error is what a blocking call would have been refused with.
    private static bool IsRefusal(FaultCall call, int events, bool hasIds) => call != FaultCall.EventStream && events == 0 && !hasIds;

    private static FaultPlay TooLong(FaultCall call, int events, string piece)
        => new(
            call,
            FaultOutcome.Interrupted(StreamEnd.EventTooLarge, events),
            WireScript.Request.UnframedStreamHead().Write(FaultRun.Bytes(events)).Write("data: ").WriteRepeatedly(Repeated(piece)),
            FaultRun.Again)
        {
            Configure = options => options.MaxEventBytes = Limit,
            Also = AssertLeftAsync,
        };

    private static FaultPlay TooLongJson(FaultCall call, int status, FaultOutcome right)
        => new(call, right, WireScript.Request.Head(status, "Content-Type: application/json", "Connection: close")
            .WriteRepeatedly(Repeated(" ")))
        {
            Time = FaultTime.Instant,
            Configure = options => (options.MaxResponseBytes, options.MaxErrorBytes) = (Limit, Limit),
            Also = AssertLeftAsync,
        };

    private static async Task AssertLeftAsync(FaultSession session, Exception? failure)
    {
        await session.WaitForCloseAsync();
        Assert.InRange(session.Server.Connections[0].BytesWritten, Limit, Limit + Buffers);
    }

    private static FaultPlay Bomb(FaultCall call, string encoding, string type, bool unpacks, FaultOutcome right)
        => new(
            call,
            right,
            WireScript.Request.Head(
                200,
                $"Content-Type: {type}",
                $"Content-Encoding: {encoding}",
                $"Content-Length: {Bombs[encoding].Length}",
                "Connection: close").Write(Bombs[encoding]).Fin())
        {
            Time = FaultTime.Fake,
            Configure = options => (options.MaxResponseBytes, options.MaxEventBytes) = (Limit, Limit),
            Handler = unpacks
                ? () => new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.All }
                : null,
            Also = (session, _) =>
            {
#if NETSTANDARD_BUILD
                // That framework knows no br: its name is all that is looked at.
                int least = unpacks || encoding != "br" ? 1 : 0;
#else
                const int least = 1;
#endif

                // A stream that is left is read on a little, in case its end is near.
                Assert.InRange(session.Watch.Bytes, least, Limit + (2 << 20));
                return Task.CompletedTask;
            },
        };

    private static byte[] Repeated(string piece) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(piece, 4096)));
}
