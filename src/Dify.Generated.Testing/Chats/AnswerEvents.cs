using System;
using System.Collections.Generic;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>The events of an answer in a chat or a text generator, with the members that a script leaves out.</summary>
internal sealed class AnswerEvents(TestRun run, ChatMessage message, TimeProvider time)
{
    private const string Author = "8a4b7c1d-2e3f-4a5b-8c6d-7e8f9a0b1c2d";

    private readonly Dictionary<int, string> thoughts = [];

    /// <summary>Whether the answer has been told to its end.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Whether the event has its members beside the ids and not below <c>data</c>.</summary>
    public static bool IsFlat(string name) =>
        name is "message" or "agent_message" or "agent_thought" or "message_file" or "message_replace" or "message_end";

    /// <summary>What a run tells as a piece of text, an app with an answer tells as a piece of that answer.</summary>
    public (string Name, JObject Members) Translate(string name, JObject given)
    {
        if (name != "text_chunk")
        {
            return (name, given);
        }

        var piece = new JObject { ["answer"] = given["text"]?.DeepClone() };
        if (run.Kind == AppKind.Agent && message.Annotation is null)
        {
            return ("agent_message", piece);
        }

        piece["from_variable_selector"] = run.HasWorkflow ? given["from_variable_selector"]?.DeepClone() : null;
        return ("message", piece);
    }

    public JObject Complete(string name, JObject given)
    {
        JObject complete = name switch
        {
            "message" => new JObject { ["id"] = message.Id, ["answer"] = "", ["from_variable_selector"] = null },
            "agent_message" => new JObject { ["id"] = message.Id, ["answer"] = "" },
            "agent_thought" => Thought((int?)given["position"] ?? 1),
            "message_file" => new JObject
            {
                ["id"] = Guid.NewGuid().ToString(),
                ["type"] = "image",
                ["belongs_to"] = "assistant",
                ["url"] = "",
            },
            "message_replace" => new JObject { ["answer"] = "", ["reason"] = "" },
            _ => End(isStopped: false),
        };
        complete.Merge(given, new JsonMergeSettings
        {
            MergeArrayHandling = MergeArrayHandling.Replace,
            MergeNullValueHandling = MergeNullValueHandling.Merge,
        });
        IsEnded |= name == "message_end";
        return complete;
    }

    /// <summary>The members of the end of an answer.</summary>
    public JObject End(bool isStopped)
    {
        bool isFree = isStopped || message.Annotation is not null;
        var metadata = new JObject
        {
            ["annotation_reply"] = message.Annotation is { } annotation ? Reply(annotation) : null,
            ["retriever_resources"] = new JArray(),
            ["usage"] = AnswerUsage.Of(
                message.Query, isFree ? null : message.Written, (time.GetUtcNow() - message.CreatedAt).TotalSeconds, run.HasWorkflow),
        };
        if (run.Kind == AppKind.Chatflow && message.Annotation is not null)
        {
            // A chatflow does not say who answered.
            metadata.Remove("annotation_reply");
        }

        return new JObject
        {
            ["id"] = message.Id,
            ["metadata"] = metadata,
            ["files"] = run.Kind == AppKind.Chatflow ? new JArray() : null,
        };
    }

    private static JObject Reply(JObject annotation) => new()
    {
        ["id"] = annotation["id"]!.DeepClone(),
        ["account"] = new JObject { ["id"] = Author, ["name"] = "Dify user" },
    };

    // A thought is told again as it grows, under the same id.
    private JObject Thought(int position)
    {
        thoughts.TryAdd(position, Guid.NewGuid().ToString());
        return new JObject
        {
            ["id"] = thoughts[position],
            ["position"] = position,
            ["thought"] = "",
            ["observation"] = "",
            ["tool"] = "",
            ["tool_labels"] = new JObject(),
            ["tool_input"] = "",
            ["message_files"] = new JArray(),
        };
    }
}
