using System;
using System.Collections.Generic;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>Gives an event of a script the members that a real server sends and the script leaves out; remembers each node's id, title and type.</summary>
internal sealed class EventDefaults(TestRun run, TimeProvider time)
{
    private readonly Dictionary<string, JObject> nodes = new(StringComparer.Ordinal);

    /// <summary>Whether the event has its members beside the ids and not below <c>data</c>.</summary>
    public static bool IsFlat(string name) => name is "tts_message" or "tts_message_end";

    public JObject Complete(string name, JObject given)
    {
        string nodeId = (string?)given["node_id"] ?? "node";
        JObject complete = name switch
        {
            "workflow_started" => Started("initial"),
            "node_started" => NodeStarted(nodeId),
            "node_finished" => NodeFinished(nodeId),
            "node_retry" => NodeRetry(nodeId),
            "iteration_started" or "loop_started" => ContainerStarted(nodeId),
            "iteration_next" or "loop_next" => ContainerNext(nodeId, name == "loop_next"),
            "iteration_completed" or "loop_completed" => ContainerCompleted(nodeId),
            "text_chunk" => new JObject { ["text"] = "", ["from_variable_selector"] = null },
            "reasoning_chunk" => new JObject { ["reasoning"] = "", ["node_id"] = null, ["is_final"] = false, ["message_id"] = null },
            "agent_log" => AgentLog(nodeId),
            _ => [],
        };
        foreach (JProperty member in given.Properties())
        {
            complete[member.Name] = member.Value.DeepClone();
        }

        if (name is "node_started" or "iteration_started" or "loop_started")
        {
            nodes[nodeId] = complete;
        }

        return complete;
    }

    public JObject Started(string reason) => new()
    {
        ["id"] = run.RunId,
        ["workflow_id"] = run.WorkflowId,
        ["inputs"] = SystemInputs(run),
        ["created_at"] = Now(),
        ["reason"] = reason,
    };

    /// <summary>The inputs with the variables that the server adds.</summary>
    public static JObject SystemInputs(TestRun run)
    {
        var inputs = (JObject)run.Inputs.DeepClone();
        inputs["sys.user_id"] = run.User;
        inputs["sys.workflow_id"] = run.WorkflowId;
        inputs["sys.workflow_run_id"] = run.RunId;
        return inputs;
    }

    public double ElapsedSeconds() => (time.GetUtcNow() - run.CreatedAt).TotalSeconds;

    private long Now() => time.GetUtcNow().ToUnixTimeSeconds();

    private JToken Known(string nodeId, string member, JToken otherwise) =>
        nodes.TryGetValue(nodeId, out JObject? node) && node[member] is { } value ? value.DeepClone() : otherwise;

    private JObject NodeStarted(string nodeId) => new()
    {
        ["id"] = Guid.NewGuid().ToString(),
        ["node_id"] = nodeId,
        ["node_type"] = "code",
        ["title"] = nodeId,
        ["index"] = ++run.TotalSteps,
        ["predecessor_node_id"] = null,
        ["inputs"] = null,
        ["inputs_truncated"] = false,
        ["created_at"] = Now(),
        ["extras"] = new JObject(),
        ["iteration_id"] = null,
        ["loop_id"] = null,
    };

    private JObject NodeFinished(string nodeId) => new()
    {
        ["id"] = Known(nodeId, "id", Guid.NewGuid().ToString()),
        ["node_id"] = nodeId,
        ["node_type"] = Known(nodeId, "node_type", "code"),
        ["title"] = Known(nodeId, "title", ""),
        ["index"] = Known(nodeId, "index", 0),
        ["predecessor_node_id"] = null,
        ["inputs"] = null,
        ["inputs_truncated"] = false,
        ["process_data"] = null,
        ["process_data_truncated"] = false,
        ["outputs"] = null,
        ["outputs_truncated"] = false,
        ["status"] = "succeeded",
        ["error"] = null,
        ["elapsed_time"] = 0.01,
        ["execution_metadata"] = null,
        ["created_at"] = Known(nodeId, "created_at", Now()),
        ["finished_at"] = Now(),
        ["files"] = new JArray(),
        ["iteration_id"] = Known(nodeId, "iteration_id", JValue.CreateNull()),
        ["loop_id"] = Known(nodeId, "loop_id", JValue.CreateNull()),
    };

    private JObject NodeRetry(string nodeId)
    {
        JObject retry = NodeFinished(nodeId);
        retry["status"] = "retry";
        retry["retry_index"] = 1;
        return retry;
    }

    private JObject ContainerStarted(string nodeId) => new()
    {
        ["id"] = nodeId,
        ["node_id"] = nodeId,
        ["node_type"] = "iteration",
        ["title"] = nodeId,
        ["created_at"] = Now(),
        ["extras"] = new JObject(),
        ["metadata"] = new JObject(),
        ["inputs"] = new JObject(),
        ["inputs_truncated"] = false,
    };

    private JObject ContainerNext(string nodeId, bool isLoop)
    {
        var next = new JObject
        {
            ["id"] = nodeId,
            ["node_id"] = nodeId,
            ["node_type"] = Known(nodeId, "node_type", "iteration"),
            ["title"] = Known(nodeId, "title", nodeId),
            ["index"] = 0,
            ["created_at"] = Now(),
            ["extras"] = new JObject(),
        };
        if (isLoop)
        {
            next["pre_loop_output"] = new JObject();
        }

        return next;
    }

    private JObject ContainerCompleted(string nodeId) => new()
    {
        ["id"] = nodeId,
        ["node_id"] = nodeId,
        ["node_type"] = Known(nodeId, "node_type", "iteration"),
        ["title"] = Known(nodeId, "title", nodeId),
        ["outputs"] = new JObject(),
        ["outputs_truncated"] = false,
        ["inputs"] = new JObject(),
        ["inputs_truncated"] = false,
        ["created_at"] = Known(nodeId, "created_at", Now()),
        ["extras"] = new JObject(),
        ["status"] = "succeeded",
        ["error"] = null,
        ["elapsed_time"] = 0.01,
        ["total_tokens"] = 0,
        ["execution_metadata"] = new JObject(),
        ["finished_at"] = Now(),
        ["steps"] = 0,
    };

    private JObject AgentLog(string nodeId) => new()
    {
        ["node_execution_id"] = Known(nodeId, "id", Guid.NewGuid().ToString()),
        ["id"] = Guid.NewGuid().ToString(),
        ["label"] = "",
        ["parent_id"] = null,
        ["error"] = null,
        ["status"] = "success",
        ["data"] = new JObject(),
        ["metadata"] = new JObject(),
        ["node_id"] = nodeId,
    };
}
