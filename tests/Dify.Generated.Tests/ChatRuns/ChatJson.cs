using System;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.ChatRuns;

/// <summary>The events of answers as servers write them, with the ids of <see cref="ChatServer"/>.</summary>
internal static class ChatJson
{
    public static string Message(string text) => Of("message", new { id = ChatServer.MessageId, answer = text });

    public static string Agent(string text) => Of("agent_message", new { id = ChatServer.MessageId, answer = text });

    public static string Thought(string id, string thought = "", string tool = "", string input = "", string observation = "")
        => Of("agent_thought", new
        {
            id,
            position = 1,
            thought,
            observation,
            tool,
            tool_labels = new { },
            tool_input = input,
            message_files = Array.Empty<string>()
        });

    public static string Replace(string text, string reason = "") => Of("message_replace", new { answer = text, reason });

    public static string End(int tokens = 9) => Of("message_end", new
    {
        id = ChatServer.MessageId,
        metadata = new
        {
            retriever_resources = Array.Empty<object>(),
            usage = new { prompt_tokens = 5, completion_tokens = tokens - 5, total_tokens = tokens, total_price = "0.0000130" }
        },
    });

    public static string Started(string? reason = "initial") => OfRun(
        "workflow_started", new { id = ChatServer.RunId, workflow_id = "w", inputs = new { }, created_at = 1_700_000_000, reason });

    public static string NodeStarted(string node) => OfRun("node_started", new
    {
        id = $"id-{node}",
        node_id = node,
        node_type = "llm",
        title = node,
        index = 1,
        inputs_truncated = false,
        created_at = 1_700_000_000
    });

    public static string Finished(string status, string? answer, string? error = null) => OfRun("workflow_finished", new
    {
        id = ChatServer.RunId,
        workflow_id = "w",
        status,
        outputs = answer is null ? (object)new { } : new { answer, files = Array.Empty<object>() },
        error,
        elapsed_time = 1.0,
        total_tokens = 9,
        total_steps = 2,
        created_by = new { id = "e", user = "u1" },
        created_at = 1_700_000_000,
        finished_at = 1_700_000_001,
    });

    public static string Form(string node) => OfRun("human_input_required", new
    {
        form_id = $"form-{node}",
        node_id = node,
        node_title = node,
        form_content = "Ok?",
        inputs = Array.Empty<object>(),
        actions = new[] { new { id = "ok", title = "Ok" } },
        form_token = $"token-{node}",
        expiration_time = 1_800_000_000,
    });

    public static string Paused(string node) => OfRun("workflow_paused", new
    {
        workflow_run_id = ChatServer.RunId,
        paused_nodes = new[] { node },
        outputs = new { },
        status = "paused",
        elapsed_time = 0.1,
        total_tokens = 0,
        total_steps = 1,
        reasons = new[] { new { TYPE = "human_input_required",
            form_id = $"form-{node}", node_id = node, form_content = "Ok?", form_token = $"token-{node}" } },
    });

    /// <summary>The event that the server sends for a chatflow that is over: no ids of a conversation, and the run's id for that of its
    /// task.</summary>
    public static string FinishedRecord(string status, string? answer)
    {
        JObject json = JObject.Parse(Finished(status, answer));
        json["task_id"] = ChatServer.RunId;
        json.Remove("conversation_id");
        json.Remove("message_id");
        return json.ToString(Newtonsoft.Json.Formatting.None);
    }

    public static string Error(string code, string message) => new JObject
    {
        ["event"] = "error",
        ["message_id"] = ChatServer.MessageId,
        ["conversation_id"] = ChatServer.ConversationId,
        ["code"] = code,
        ["status"] = 400,
        ["message"] = message,
    }.ToString(Newtonsoft.Json.Formatting.None);

    public static string Detail(string status, string? answer = null) => new JObject
    {
        ["id"] = ChatServer.RunId,
        ["workflow_id"] = "w",
        ["status"] = status,
        ["inputs"] = "{}",
        ["outputs"] = answer is null ? new JObject() : new JObject { ["answer"] = answer },
        ["total_steps"] = 2,
        ["total_tokens"] = 9,
        ["elapsed_time"] = 1.0,
        ["created_at"] = 1_700_000_000,
    }.ToString(Newtonsoft.Json.Formatting.None);

    private static string OfRun(string name, object data)
    {
        JObject json = JObject.Parse(Of(name, new { data }));
        json["workflow_run_id"] = ChatServer.RunId;
        return json.ToString(Newtonsoft.Json.Formatting.None);
    }

    private static string Of(string name, object members)
    {
        var json = new JObject
        {
            ["event"] = name,
            ["conversation_id"] = ChatServer.ConversationId,
            ["message_id"] = ChatServer.MessageId,
            ["created_at"] = 1_700_000_000,
            ["task_id"] = ChatServer.TaskId
        };
        json.Merge(JObject.FromObject(members));
        return json.ToString(Newtonsoft.Json.Formatting.None);
    }
}
