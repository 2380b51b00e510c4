using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.Recordings;

/// <summary>
/// What the server's record of a run says at a given moment, in the form in which a stream that is opened by the id of the run begins
/// with it.
/// </summary>
internal static class RecordedSnapshot
{
    private static readonly string[] NotInRecord =
        ["inputs_truncated", "outputs_truncated", "process_data_truncated", "agent_strategy", "retry_index"];

    private static readonly string[] OnlyWhenFinished =
        ["outputs", "process_data", "status", "error", "elapsed_time", "execution_metadata", "finished_at", "files"];

    /// <summary>The record when so many events of the run had happened.</summary>
    public static IEnumerable<JObject> Of(RecordedRun run, int count)
    {
        var past = run.Log.Take(count).ToList();
        RecordedEvent? turn = past.LastOrDefault(told => told.Name == "workflow_paused" || told.IsResumption);
        RecordedEvent? pause = turn?.Name == "workflow_paused" ? turn : null;

        // The task of a run that is at work is not in the record; its id stands in for it.
        string? task = pause is null ? run.RunId : run.TaskId;
        if (past.FirstOrDefault(told => told.Name == "workflow_started") is { } started)
        {
            yield return Row(run, task, started.Name, started.Data);
        }

        foreach (JObject row in Nodes(past).SelectMany(node => Rows(run, task, node)))
        {
            yield return row;
        }

        if (pause is not null)
        {
            foreach (string token in pause.TokensOfPause)
            {
                yield return Row(run, task, "human_input_required", run.Form(token)!.Data);
            }

            var data = (JObject)pause.Data.DeepClone();
            data["elapsed_time"] = 0.0;
            yield return Row(run, task, pause.Name, data);
        }
    }

    /// <summary>All that the server says of a run that is over.</summary>
    public static IEnumerable<JObject> OfFinished(JObject end, string runId)
        => [new JObject { ["event"] = "workflow_finished", ["task_id"] = runId, ["workflow_run_id"] = runId, ["data"] = end.DeepClone() }];

    /// <summary>
    /// The record of the run as the operation for it answers, computed from the events, before the end of the run or behind it, or while it
    /// is paused.
    /// </summary>
    public static JObject Detail(RecordedRun run, bool isOver, bool isPaused)
    {
        JObject? end = isOver ? run.End : null;
        return new JObject
        {
            ["id"] = run.RunId,
            ["workflow_id"] = run.Log.Select(told => (string?)told.Data["workflow_id"]).OfType<string>().FirstOrDefault(string.Empty),
            ["status"] = end is not null ? run.ExpectedStatus : isPaused || run.IsPaused ? "paused" : "running",
            ["inputs"] = "{}",
            ["outputs"] = end?["outputs"]?.DeepClone() ?? new JObject(),
            ["error"] = end?["error"]?.DeepClone(),
            ["total_steps"] = end?["total_steps"]?.DeepClone() ?? 0,
            ["total_tokens"] = end?["total_tokens"]?.DeepClone() ?? 0,
            ["created_at"] = end?["created_at"]?.DeepClone() ?? 0,
            ["finished_at"] = end?["finished_at"]?.DeepClone(),
            ["elapsed_time"] = end?["elapsed_time"]?.DeepClone() ?? 0.0,
        };
    }

    // One entry for each execution of a node, the last that is known of it; containers are nodes like the others here, under an id that
    // the live events do not tell.
    private static IEnumerable<JObject> Nodes(List<RecordedEvent> past)
    {
        var nodes = new Dictionary<string, JObject>();
        foreach (RecordedEvent told in past)
        {
            if (told.Name == "workflow_paused")
            {
                // A node that waits for people is kept as paused until it starts again.
                foreach (JObject row in nodes.Values
                    .Where(row => (string?)row["status"] == "running" && told.IsPauseOf((string)row["node_id"]!)))
                {
                    row["status"] = "paused";
                }
            }

            if (told.Id is null || told.NodeId is null)
            {
                continue;
            }

            bool isContainer = told.Name.Split('_')[0] is "iteration" or "loop";
            if (told.Name is "iteration_next" or "loop_next" || !(isContainer || told.IsNodeRow || told.Name == "node_retry"))
            {
                continue;
            }

            var node = (JObject)told.Data.DeepClone();
            if (isContainer)
            {
                node["id"] = Guid.NewGuid().ToString();
            }

            bool isOver = told.Name is "node_finished" or "node_retry" || told.Name.EndsWith("_completed", StringComparison.Ordinal);
            node["status"] = isOver ? told.Status ?? "succeeded" : "running";
            if (nodes.TryGetValue(told.Id, out JObject? before))
            {
                node["id"] = before["id"];
            }

            nodes[told.Id] = node;
        }

        return nodes.Values;
    }

    private static IEnumerable<JObject> Rows(RecordedRun run, string? task, JObject node)
    {
        string status = (string)node["status"]!;
        foreach (string member in NotInRecord)
        {
            node.Remove(member);
        }

        var started = (JObject)node.DeepClone();
        foreach (string member in OnlyWhenFinished)
        {
            started.Remove(member);
        }

        started["inputs"] = null;
        started["extras"] = new JObject();
        yield return Row(run, task, "node_started", started);
        if (status != "running")
        {
            node["inputs"] = node["outputs"] = node["process_data"] = null;
            node["elapsed_time"] ??= 0.0;
            node["finished_at"] ??= node["created_at"]?.DeepClone();
            yield return Row(run, task, "node_finished", node);
        }
    }

    private static JObject Row(RecordedRun run, string? task, string name, JObject data)
        => new() { ["event"] = name, ["task_id"] = task, ["workflow_run_id"] = run.RunId, ["data"] = data };
}
