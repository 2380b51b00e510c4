using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Dify.Generated.Tests.Streaming;
using Dify.Generated.Tests.Wire;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.Faults;

/// <summary>The run that the faults hit: all of it can be told again by a stream that takes it up.</summary>
internal static class FaultRun
{
    public static IReadOnlyList<string> Events { get; } =
        [
            EventJson.Started(),
            EventJson.NodeStarted(1),
            EventJson.NodeFinished(1),
            EventJson.NodeStarted(2),
            EventJson.NodeFinished(2),
            EventJson.Finished(),
        ];

    /// <summary>The positions in the stream: before the first event, when the run has just been named, in the midst of it.</summary>
    public static IReadOnlyList<int> Positions { get; } = [0, 1, 4];

    /// <summary>The stream that tells the whole run, to whoever takes it up.</summary>
    public static WireScript Again { get; } = Begun(Events.Count).LastChunk();

    /// <summary>A stream in chunks, up to behind some events.</summary>
    public static WireScript Begun(int events) => Begun(WireScript.Request, events);

    /// <summary>What a script has done, and then the whole run, told to a request on the same connection.</summary>
    public static WireScript AndAgain(this WireScript script) => Begun(script.ThenRequest(), Events.Count).LastChunk();

    /// <summary>The bytes of a ping and some events.</summary>
    public static byte[] Bytes(int events) => EventJson.Stream(Events.Take(events));

    /// <summary>The frame of the event behind some others, without its end.</summary>
    public static string PartOfNext(int events) => EventJson.Frame(Events[events])[..^12];

    /// <summary>The bytes that a client has read when it has read so many events.</summary>
    public static long Length(int events) => Bytes(events).Length;

    public static string? TaskIdAfter(int events) => events == 0 ? null : EventJson.TaskId;

    public static string? RunIdAfter(int events) => events == 0 ? null : EventJson.RunId;

    /// <summary>What tells an event of this run from the others.</summary>
    public static string KeyOf(string json) => KeyOf(JObject.Parse(json));

    public static string KeyOf(DifyStreamEvent next) => KeyOf(JObject.FromObject(next));

    private static WireScript Begun(WireScript script, int events) =>
        Events.Take(events).Aggregate(script.StreamHead().Ping(), (begun, json) => begun.Event(json));

    private static string KeyOf(JObject json) =>
        $"{json["event"]} {json["task_id"]} {json["workflow_run_id"]} {json.SelectToken("data.id")} {json.SelectToken("data.outputs")?.ToString(Formatting.None)}";
}
