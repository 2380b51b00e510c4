using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <inheritdoc/>
internal sealed class ChatOutcomeConverter : OutcomeConverter<ChatOutcome>
{
    protected override ChatOutcome Read(JsonReader reader, JObject json)
        => new(new WorkflowRunStatus((string?)json["status"] ?? string.Empty))
        {
            ConversationId = (string?)json["conversation_id"],
            StartedNewConversation = (bool?)json["started_new_conversation"] ?? false,
            MessageId = (string?)json["message_id"],
            TaskId = (string?)json["task_id"],
            WorkflowRunId = (string?)json["workflow_run_id"],
            Text = (string?)json["text"] ?? string.Empty,
            TextIsComplete = (bool?)json["text_is_complete"] ?? true,
            TextWasReplaced = (bool?)json["text_was_replaced"] ?? false,
            Error = (string?)json["error"],
            Outputs = json["outputs"],
            Metadata = json["metadata"] is { } metadata ? OutcomeJson.Read<MessageMetadata>(metadata) : null,
            Files = OutcomeJson.ReadList<AnswerFile>(json["files"]),
            Thoughts = OutcomeJson.ReadList<AgentThoughtEvent>(json["thoughts"]),
            Forms = OutcomeJson.ReadList<HumanInputRequiredEvent>(json["forms"]),
            ExpiredForms = OutcomeJson.ReadList<HumanInputRequiredEvent>(json["expired_forms"]),
        };

    protected override void WriteOwn(JObject json, ChatOutcome outcome)
    {
        OutcomeJson.Set(json, "conversation_id", outcome.ConversationId);
        OutcomeJson.Set(json, "started_new_conversation", outcome.StartedNewConversation);
        OutcomeJson.Set(json, "message_id", outcome.MessageId);
        OutcomeJson.Set(json, "text_was_replaced", outcome.TextWasReplaced);
        OutcomeJson.Set(json, "metadata", outcome.Metadata is { } metadata ? DifyJson.ToObject(metadata) : null);
        OutcomeJson.Set(json, "files", OutcomeJson.Write(outcome.Files));
        OutcomeJson.Set(json, "thoughts", OutcomeJson.Write(outcome.Thoughts));
    }
}
