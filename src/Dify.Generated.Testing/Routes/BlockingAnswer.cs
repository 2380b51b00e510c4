using System.Text;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>The one answer of a blocking call to a chat or a text generator.</summary>
internal static class BlockingAnswer
{
    /// <summary>The answer that something which the run sends brings about, or null if it goes on.</summary>
    public static Reply? Of(TestRun run, ChatMessage message, RunFrame frame) => frame switch
    {
        EventFrame { Event: "error" } error => BlockingRun.Failed(error),
        EventFrame { Event: "workflow_finished" } end when (string?)end.Json["data"]!["status"] == RunStatus.Failed =>
            Problem.InvalidParameter($"Run failed: {(string?)end.Json["data"]!["error"]}"),
        EventFrame { Event: "workflow_finished" } => Answer(Said(run, message, "message")),
        EventFrame { Event: "workflow_paused" } pause => Answer(Paused(run, message, pause)),
        EndFrame when RunStatus.IsEnd(run.Status) => Answer(Said(run, message, "message")),
        EndFrame => Problem.InvalidParameter("The queue was closed before the run had ended."),
        CutFrame => new CutReply(),
        _ => null,
    };

    private static ContentReply Answer(JObject json) =>
        new(200, "application/json; charset=utf-8", Encoding.UTF8.GetBytes(JsonText.Spaced(json)));

    private static JObject Said(TestRun run, ChatMessage message, string name)
    {
        var json = new JObject { ["event"] = name, ["task_id"] = run.TaskId };
        json.Merge(Body(run, message));
        return json;
    }

    private static JObject Body(TestRun run, ChatMessage message)
    {
        var json = new JObject { ["id"] = message.Id, ["message_id"] = message.Id };
        if (run.ConversationId is { } conversation)
        {
            json["conversation_id"] = conversation;
        }

        json["mode"] = run.Kind.Mode();
        json["answer"] = message.Said;
        json["metadata"] = message.Metadata?.DeepClone()
            ?? new JObject { ["annotation_reply"] = null, ["retriever_resources"] = new JArray() };
        json["created_at"] = message.CreatedAt.ToUnixTimeSeconds();
        return json;
    }

    private static JObject Paused(TestRun run, ChatMessage message, EventFrame pause)
    {
        JObject data = Body(run, message);
        data["workflow_run_id"] = run.RunId;
        foreach (string name in (string[])["paused_nodes", "reasons", "status", "elapsed_time", "total_tokens", "total_steps"])
        {
            data[name] = pause.Json["data"]![name]?.DeepClone();
        }

        JObject json = Said(run, message, "workflow_paused");
        json["workflow_run_id"] = run.RunId;
        json["data"] = data;
        return json;
    }
}
