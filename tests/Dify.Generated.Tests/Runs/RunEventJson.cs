using System.Linq;
using Dify.Generated.Tests.Streaming;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.Runs;

/// <summary>The events of runs that wait for people, live and as the record of a run tells them.</summary>
internal static class RunEventJson
{
    private const long Time = 1_700_000_000;

    public static string Resumed() => EventJson.Of(
        "workflow_started", new { id = EventJson.RunId, workflow_id = "workflow-1", created_at = Time, reason = "resumption" });

    public static string NodeStarted(string node, string type = "human-input")
        => EventJson.Of("node_started", new
        {
            id = $"id-{node}",
            node_id = node,
            node_type = type,
            title = node,
            index = 1,
            inputs_truncated = false,
            created_at = Time,
        });

    public static string NodeFinished(string node, object? outputs = null, string status = "succeeded", string type = "human-input")
        => EventJson.Of(
            "node_finished",
            new
            {
                id = $"id-{node}",
                node_id = node,
                node_type = type,
                title = node,
                index = 1,
                status,
                outputs,
                inputs_truncated = false,
                outputs_truncated = false,
                created_at = Time,
            });

    public static string StartedRow(string node, string type = "human-input")
        => EventJson.Of(
            "node_started", new { id = $"id-{node}", node_id = node, node_type = type, title = node, index = 1, created_at = Time });

    public static string FinishedRow(string node, string status, string type = "human-input")
        => EventJson.Of("node_finished", new
        {
            id = $"id-{node}",
            node_id = node,
            node_type = type,
            title = node,
            index = 1,
            status,
            outputs = (object?)null,
            created_at = Time,
        });

    /// <summary>An event of a container's own, live.</summary>
    public static string Container(string name, string kind)
        => EventJson.Of(
            name,
            new { id = "it", node_id = "it", node_type = kind, title = "It", status = "succeeded", created_at = Time });

    public static string Form(string node, string content = "Ok?")
        => EventJson.Of("human_input_required", new
        {
            form_id = $"form-{node}",
            node_id = node,
            node_title = node,
            form_content = content,
            form_token = $"token-{node}",
            actions = new[] { new { id = "ok" } },
        });

    public static string Filled(string node)
        => EventJson.Of("human_input_form_filled", new { node_id = node, node_title = node, action_id = "ok" });

    public static string Paused(double elapsed, params string[] nodes)
        => EventJson.Of(
            "workflow_paused",
            new
            {
                workflow_run_id = EventJson.RunId,
                paused_nodes = nodes.Reverse().ToArray(),
                status = "paused",
                elapsed_time = elapsed,
                reasons = nodes.Select(node => new
                {
                    TYPE = "human_input_required",
                    form_id = $"form-{node}",
                    form_token = $"token-{node}",
                    node_id = node,
                    form_content = "Ok?",
                }),
            });

    public static string Finished(string status, string? error = null, object? outputs = null, double elapsed = 1)
        => EventJson.Of(
            "workflow_finished",
            new
            {
                id = EventJson.RunId,
                workflow_id = "workflow-1",
                status,
                error,
                outputs,
                elapsed_time = elapsed,
                total_tokens = 1,
                total_steps = 3,
                created_at = Time,
                finished_at = Time + 9,
            });

    /// <summary>The record of the run.</summary>
    public static JObject Record(string status, string? error = null, object? outputs = null)
        => JObject.FromObject(new
        {
            id = EventJson.RunId,
            workflow_id = "workflow-1",
            status,
            error,
            outputs = outputs ?? new { },
            total_steps = 3,
            total_tokens = 1,
            created_at = Time,
        });

    /// <summary>What a stream with the record begins with while the run is paused.</summary>
    public static string[] Snapshot(params string[] nodes)
        => [EventJson.Started(), .. nodes.SelectMany(node => new[] { StartedRow(node), FinishedRow(node, "paused") }), .. nodes.Select(
            node => Form(node)), Paused(0, nodes)];
}
