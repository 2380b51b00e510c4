using System;
using System.Collections.Generic;
using System.Linq;
using Dify.Generated.Tests.Recordings;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.ChatRuns;

/// <summary>A recorded answer of a chat, an agent, a chatflow or a text generator, and what must be told of it, computed from its
/// events.</summary>
internal sealed class RecordedAnswer(Recording recording)
{
    public RecordedExchange Start { get; } = recording.Exchanges.First(IsStart);

    public IReadOnlyList<JObject> Events => EventsOf(Start);

    public bool IsChat => Start.Path == "/chat-messages";

    public bool IsChatflow => Events.Any(next => Name(next) == "workflow_started");

    /// <summary>What ends the answer with a failure; null if nothing does.</summary>
    public JObject? Error => Events.FirstOrDefault(next => Name(next) == "error");

    public JObject? Finish => recording.Exchanges.Where(exchange => exchange.IsEventStream).SelectMany(EventsOf).LastOrDefault(
        next => Name(next) == "workflow_finished");

    public JObject? Pause => Events.LastOrDefault(next => Name(next) == "workflow_paused");

    public IReadOnlyList<RecordedExchange> LaterStreams
        => [.. recording.Exchanges.Where(exchange => exchange != Start && exchange.IsEventStream)];

    /// <summary>The text up to an event: pieces in order, each replaced text in the place of all before it.</summary>
    public static string TextOf(IEnumerable<JObject> events)
        => events.Aggregate(string.Empty, (text, next) => Name(next) switch
        {
            "message" or "agent_message" or "message_file" => text + (string?)next["answer"],
            "message_replace" => (string)next["answer"]!,
            _ => text,
        });

    public static bool IsStart(RecordedExchange exchange)
        => exchange is { Method: "POST", Status: 200, IsEventStream: true, Path: "/chat-messages" or "/completion-messages" };

    public static IReadOnlyList<JObject> EventsOf(RecordedExchange exchange)
        => [.. exchange.BodyText.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(
            line => RecordedEvent.Parse(line["data: ".Length..]))];

    public static string Name(JObject next) => (string)next["event"]!;

    public string? First(string member) => Events.Select(next => (string?)next[member]).FirstOrDefault(id => !string.IsNullOrEmpty(id));
}
