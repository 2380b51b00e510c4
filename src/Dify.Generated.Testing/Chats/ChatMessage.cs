using System;
using System.Collections.Generic;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>A question to an app and what became of its answer.</summary>
internal sealed class ChatMessage(Conversation conversation, JObject inputs, string query, JArray files, DateTimeOffset createdAt)
{
    // Without a message that it answers.
    private const string NoParent = "00000000-0000-0000-0000-000000000000";

    private readonly object gate = new();
    private readonly List<JObject> thoughts = [];
    private string said = "";
    private string answer = "";
    private string status = "normal";
    private string? error;
    private JObject? metadata;

    public string Id { get; } = Guid.NewGuid().ToString();

    public Conversation Conversation => conversation;

    public string Query => query;

    public JArray Files => files;

    public DateTimeOffset CreatedAt => createdAt;

    public JObject? Feedback { get; set; }

    /// <summary>The annotation that answers in the place of the model; null if none does.</summary>
    public JObject? Annotation { get; init; }

    /// <summary>Everything that was said, whatever took its place afterwards.</summary>
    public string Written { get; private set; } = "";

    /// <summary>What has been said so far, as the reader of the stream has it.</summary>
    public string Said
    {
        get
        {
            lock (gate)
            {
                return said;
            }
        }
    }

    /// <summary>What the end of the answer told: usage and sources; null before.</summary>
    public JObject? Metadata
    {
        get
        {
            lock (gate)
            {
                return metadata;
            }
        }
    }

    /// <summary>Takes note of an event. The answer is on record from its end on.</summary>
    public void Note(string name, JObject json)
    {
        lock (gate)
        {
            switch (name)
            {
                case "message" or "agent_message":
                    said += (string?)json["answer"];
                    Written += (string?)json["answer"];
                    break;
                case "message_replace":
                    said = (string?)json["answer"] ?? "";
                    break;
                case "agent_thought":
                    thoughts.RemoveAll(thought => (string?)thought["id"] == (string?)json["id"]);
                    thoughts.Add((JObject)json.DeepClone());
                    break;
                case "message_end":
                    metadata = json["metadata"] as JObject;
                    answer = said;
                    break;
                case "error":
                    Fail((string?)json["message"]);
                    break;
                case "workflow_finished" when json["data"] is JObject end && (string?)end["status"] == RunStatus.Failed:
                    Fail((string?)end["error"]);
                    break;
                case "workflow_finished":
                    answer = said;
                    break;
                default:
                    break;
            }
        }
    }

    public JObject ToJson(bool hasUsage)
    {
        lock (gate)
        {
            var json = new JObject
            {
                ["id"] = Id,
                ["conversation_id"] = conversation.Id,
                ["parent_message_id"] = NoParent,
                ["inputs"] = inputs.DeepClone(),
                ["query"] = query,
                ["answer"] = answer,
                ["feedback"] = Feedback is null ? null : new JObject { ["rating"] = Feedback["rating"]!.DeepClone() },
                ["retriever_resources"] = metadata?["retriever_resources"]?.DeepClone() ?? new JArray(),
                ["created_at"] = createdAt.ToUnixTimeSeconds(),
                ["agent_thoughts"] = new JArray(thoughts.ConvertAll(Thought)),
                ["message_files"] = new JArray(),
                ["status"] = status,
                ["error"] = error,
                ["extra_contents"] = new JArray(),
            };
            foreach (JToken file in files)
            {
                ((JArray)json["message_files"]!).Add(file.DeepClone());
            }

            return hasUsage ? WithUsage(json) : json;
        }
    }

    private void Fail(string? reason)
    {
        status = "error";
        error = reason;
        answer = "";
    }

    private JObject WithUsage(JObject json)
    {
        JToken? usage = metadata?["usage"];
        json["message_tokens"] = usage?["prompt_tokens"]?.DeepClone() ?? 0;
        json["answer_tokens"] = usage?["completion_tokens"]?.DeepClone() ?? 0;
        json["provider_response_latency"] = usage?["latency"]?.DeepClone() ?? 0.0;
        json["total_price"] = usage?["total_price"]?.DeepClone() ?? AnswerUsage.NoPrice;
        json["currency"] = "USD";
        json["total_tokens"] = usage?["total_tokens"]?.DeepClone() ?? 0;
        return json;
    }

    private JObject Thought(JObject told) => new()
    {
        ["id"] = told["id"]!.DeepClone(),
        ["chain_id"] = null,
        ["message_id"] = Id,
        ["position"] = told["position"]?.DeepClone(),
        ["thought"] = told["thought"]?.DeepClone(),
        ["tool"] = told["tool"]?.DeepClone(),
        ["tool_labels"] = told["tool_labels"]?.DeepClone(),
        ["tool_input"] = told["tool_input"]?.DeepClone(),
        ["created_at"] = createdAt.ToUnixTimeSeconds(),
        ["observation"] = told["observation"]?.DeepClone(),
        ["files"] = new JArray(),
    };
}
