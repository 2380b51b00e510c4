using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.Recordings;

/// <summary>An event of a recorded stream, read without the client.</summary>
/// <param name="Json">What its <c>data:</c> line holds.</param>
/// <param name="Bytes">The event as it was sent, with the empty line behind it.</param>
internal sealed record RecordedEvent(JObject Json, ReadOnlyMemory<byte> Bytes)
{
    public string Name => (string)Json["event"]!;

    public JObject Data => Json["data"] as JObject ?? [];

    public string? Id => Text("id");

    public string? NodeId => Text("node_id");

    public string? Status => Text("status");

    public string? FormToken => Text("form_token");

    public bool IsNodeRow => Name is "node_started" or "node_finished";

    public bool IsResumption => Name == "workflow_started" && Text("reason") == "resumption";

    /// <summary>Whether a finished node will say nothing more: it neither waits for a person nor for its next try.</summary>
    public bool IsFinal => Status is not ("paused" or "retry" or "running" or "pending");

    /// <summary>
    /// Whether it is a line of the server's record of a node, which lacks the words on what was cut that the live event has.
    /// </summary>
    public bool IsNodeOfRecord => IsNodeRow && !Data.ContainsKey("inputs_truncated");

    /// <summary>Events of one kind have the same members.</summary>
    public string Kind => $"{Name} {Text("node_type")} {Status}";

    /// <summary>The forms that a pause waits for, by their tokens.</summary>
    public IReadOnlyList<string> TokensOfPause => [.. Reasons.Select(reason => (string?)reason["form_token"]).OfType<string>()];

    public bool IsPauseOf(string nodeId) => Reasons.Any(reason => (string?)reason["node_id"] == nodeId);

    public IEnumerable<JToken> Reasons => Data["reasons"] as JArray ?? [];

    /// <summary>What the event tells, the same for the typed event that the client makes of it (<see cref="ToldEvent"/>).</summary>
    public string Key => Name switch
    {
        "workflow_started" => $"{Name} {Text("reason")}",
        "node_started" => $"{Name} {Id}",
        "node_finished" => $"{Name} {Id} {Status}",
        "node_retry" => $"{Name} {Id} {Text("retry_index")}",
        "iteration_next" or "loop_next" => $"{Name} {NodeId} {Text("index")}",
        "text_chunk" or "text_replace" => $"{Name} {Text("text")}",
        "human_input_required" => $"{Name} {FormToken}",
        "workflow_paused" => $"{Name} {string.Join(',', TokensOfPause.Order(StringComparer.Ordinal))}",
        "workflow_finished" => $"{Name} {Status}",
        _ => NodeId is null ? Name : $"{Name} {NodeId}",
    };

    /// <summary>The events of a body, pings left out.</summary>
    public static IReadOnlyList<RecordedEvent> Of(RecordedExchange exchange)
        => exchange.IsEventStream ? [.. Frames(exchange.BodyBytes)] : [];

    public static JObject Parse(string json)
    {
        using var reader = new JsonTextReader(new StringReader(json)) { DateParseHandling = DateParseHandling.None };
        return JObject.Load(reader);
    }

    public override string ToString() => Key;

    private static IEnumerable<RecordedEvent> Frames(byte[] body)
    {
        const string Prefix = "data: ";
        int start = 0;
        while (body.AsSpan(start).IndexOf("\n\n"u8) is >= 0 and int length)
        {
            ReadOnlyMemory<byte> frame = body.AsMemory(start, length + 2);
            start += frame.Length;
            string text = Encoding.UTF8.GetString(frame.Span[..length]);
            if (text.StartsWith(Prefix, StringComparison.Ordinal))
            {
                yield return new RecordedEvent(Parse(text[Prefix.Length..]), frame);
            }
        }
    }

    private string? Text(string member)
        => Data[member] is JValue { Value: { } value } ? Convert.ToString(value, CultureInfo.InvariantCulture) : null;
}
