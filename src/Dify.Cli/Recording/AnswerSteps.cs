using System;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Cli.Recording;

/// <summary>Writes the events of an answer in a chat or a text generator as scripts write them.</summary>
internal static class AnswerSteps
{
    // What whoever plays the script names and dates anew.
    private static readonly string[] OfThePlayer =
        ["event", "id", "task_id", "workflow_run_id", "conversation_id", "message_id", "created_at"];

    /// <summary>The step that tells an event; null if it is no event of an answer alone.</summary>
    public static JObject? Of(JObject told) => (string?)told["event"] switch
    {
        "message" or "agent_message" => Text(told["answer"], told["from_variable_selector"] as JArray),
        "agent_thought" or "message_file" or "message_replace" or "message_end" => new JObject { [(string)told["event"]!] = Members(told) },
        _ => null,
    };

    /// <summary>A piece of text.</summary>
    /// <param name="text">The piece.</param>
    /// <param name="from">The variable that it comes from; null if the server does not say.</param>
    public static JObject Text(JToken? text, JArray? from)
        => new() { ["text"] = from is { Count: > 0 } ? new JObject { ["text"] = text ?? "", ["from"] = from } : text ?? "" };

    /// <summary>The members of an event beside its name, its ids and its time.</summary>
    public static JObject Members(JObject told)
        => new(told.Properties().Where(member => !OfThePlayer.Contains(member.Name, StringComparer.Ordinal)));
}
