using System;
using System.Collections.Generic;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>Gives an event of a script the members that a real server sends and the script leaves out; remembers each node's id, title and
/// type.</summary>
internal sealed class EventDefaults(TestRun run, TimeProvider time)
{
    private readonly Dictionary<string, JObject> nodes = new(StringComparer.Ordinal);
    private readonly HashSet<string> ended = new(StringComparer.Ordinal);
    private readonly List<Container> open = [];

    /// <summary>Whether the event has its members beside the ids and not below <c>data</c>.</summary>
    public static bool IsFlat(string name) => name is "tts_message" or "tts_message_end";

    public JObject Complete(string name, JObject given)
    {
        string nodeId = (string?)given["node_id"] ?? "node";
        JObject complete = name switch
        {
            "workflow_started" => Started(),
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

        Remember(name, nodeId, complete);
        return complete;
    }

    /// <summary>The execution of a node that was started and has not ended, or null.</summary>
    public string? RunningExecution(string nodeId) =>
        nodes.TryGetValue(nodeId, out JObject? node) && !ended.Contains((string)node["id"]!) ? (string?)node["id"] : null;

    public double ElapsedSeconds() => (time.GetUtcNow() - run.LegStartedAt).TotalSeconds;

    private JObject Started() => new()
    {
        ["id"] = run.RunId,
        ["workflow_id"] = run.WorkflowId,
        ["inputs"] = run.SystemInputs(),
        ["created_at"] = Now(),
        ["reason"] = "initial",
    };

    private void Remember(string name, string nodeId, JObject data)
    {
        switch (name)
        {
            case "node_started":
                nodes[nodeId] = data;
                ended.Remove((string)data["id"]!);

                // What runs inside an iteration or loop is no step of the run.
                run.Steps += IsInside(data) ? 0 : 1;
                break;
            case "iteration_started" or "loop_started":
                nodes[nodeId] = data;
                open.Add(new Container(nodeId, name == "loop_started"));
                run.Steps++;
                break;
            case "iteration_next" or "loop_next":
                if (open.FindLast(container => container.NodeId == nodeId) is { } next)
                {
                    next.Round = (int?)data["index"] ?? 0;
                }

                break;
            case "iteration_completed" or "loop_completed":
                open.RemoveAll(container => container.NodeId == nodeId);
                break;
            case "node_retry":
                run.Steps++;
                run.Exceptions++;
                break;
            case "node_finished":
                ended.Add((string)data["id"]!);
                run.Exceptions += (string?)data["status"] is "failed" or "exception" ? 1 : 0;
                break;
            default:
                break;
        }
    }

    private static bool IsInside(JObject data) => (string?)data["iteration_id"] is not null || (string?)data["loop_id"] is not null;

    private Container? Around(bool isLoop) => open.Count > 0 && open[^1].IsLoop == isLoop ? open[^1] : null;

    private JToken MetadataOf(string nodeId)
    {
        foreach (Container container in open)
        {
            string kind = container.IsLoop ? "loop" : "iteration";
            if ((string?)Known(nodeId, kind + "_id", JValue.CreateNull()) == container.NodeId)
            {
                return new JObject { [kind + "_id"] = container.NodeId, [kind + "_index"] = container.Round };
            }
        }

        return JValue.CreateNull();
    }

    private long Now() => time.GetUtcNow().ToUnixTimeSeconds();

    private JToken Known(string nodeId, string member, JToken otherwise) =>
        nodes.TryGetValue(nodeId, out JObject? node) && node[member] is { } value ? value.DeepClone() : otherwise;

    private JObject NodeStarted(string nodeId) => new()
    {
        ["id"] = Guid.NewGuid().ToString(),
        ["node_id"] = nodeId,
        ["node_type"] = "code",
        ["title"] = nodeId,

        // Live, every node is the first.
        ["index"] = 1,
        ["predecessor_node_id"] = null,
        ["inputs"] = null,
        ["inputs_truncated"] = false,
        ["created_at"] = Now(),
        ["extras"] = new JObject(),
        ["iteration_id"] = Around(isLoop: false)?.NodeId,
        ["loop_id"] = Around(isLoop: true)?.NodeId,
        ["agent_strategy"] = null,
    };

    private JObject NodeFinished(string nodeId) => new()
    {
        ["id"] = Known(nodeId, "id", Guid.NewGuid().ToString()),
        ["node_id"] = nodeId,
        ["node_type"] = Known(nodeId, "node_type", "code"),
        ["title"] = Known(nodeId, "title", ""),
        ["index"] = 1,
        ["predecessor_node_id"] = null,
        ["inputs"] = new JObject(),
        ["inputs_truncated"] = false,
        ["process_data"] = new JObject(),
        ["process_data_truncated"] = false,
        ["outputs"] = new JObject(),
        ["outputs_truncated"] = false,
        ["status"] = "succeeded",
        ["error"] = null,
        ["elapsed_time"] = 0.01,
        ["execution_metadata"] = MetadataOf(nodeId),
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
        ["execution_metadata"] = new JObject { ["total_tokens"] = 0, ["total_price"] = "0.0", ["currency"] = "USD" },
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

    /// <summary>An iteration or a loop that has begun and not ended.</summary>
    private sealed record Container(string NodeId, bool IsLoop)
    {
        public int Round { get; set; }
    }
}
