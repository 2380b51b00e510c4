using System;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>Iterations and loops have events of their own, live. The record of a run tells them as plain nodes: here they get their own
/// events back.</summary>
internal static class Containers
{
    private static readonly string[] OfStarts = ["node_id", "node_type", "title", "created_at", "extras"];

    private static readonly string[] OfEnds =
        ["node_id", "node_type", "title", "status", "error", "outputs", "elapsed_time", "created_at", "finished_at"];

    /// <summary>The event that tells the start of a container; null if the node is none.</summary>
    public static WorkflowStreamEvent? Started(NodeStartedEvent node) => Like(node, node.Data.NodeType, "started", node.Data, OfStarts);

    /// <summary>The event that tells the end of a container; null if the node is none.</summary>
    public static WorkflowStreamEvent? Completed(NodeFinishedEvent node) => Like(node, node.Data.NodeType, "completed", node.Data, OfEnds);

    private static WorkflowStreamEvent? Like(
        WorkflowStreamEvent node, string? nodeType, string happening, IJsonWritable data, string[] members)
    {
        if (nodeType is not ("iteration" or "loop"))
        {
            return null;
        }

        var name = $"{nodeType}_{happening}";
        var known = DifyJson.ToObject(data);
        var told = new JObject(members.Where(known.ContainsKey).Select(member => new JProperty(member, known[member])))
        {
            // A container is known by its node.
            ["id"] = known["node_id"],
        };
        var container = WorkflowStreamEvent.Catalog.Create(name)!;
        using var reader = new ExactJsonReader(DifyJson.ToText(new JObject { ["event"] = name, ["data"] = told }).AsMemory());
        DifyJson.Fill(reader, container);
        container.TaskId = node.TaskId;
        container.WorkflowRunId = node.WorkflowRunId;
        container.IsReplayed = true;
        return container;
    }
}
