using System.Collections.Generic;
using System.Linq;
using System.Text;
using Dify.Generated.Tests.Clients;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.Streaming;

/// <summary>The JSON of events as Dify writes it: compact, <c>event</c> first.</summary>
internal static class EventJson
{
    public const string RunId = SampleId.Run;
    public const string TaskId = "task-1";

    public static string Of(string name, object? data = null) => new JObject
    {
        ["event"] = name,
        ["workflow_run_id"] = RunId,
        ["task_id"] = TaskId,
        ["data"] = data is null ? new JObject() : JToken.FromObject(data),
    }.ToString(Formatting.None);

    public static string Started() => Of(
        "workflow_started",
        new { id = RunId, workflow_id = "workflow-1", inputs = new { }, created_at = 1_700_000_000, reason = "initial" });

    public static string Text(string text) => Of("text_chunk", new { text });

    public static string NodeStarted(int number) => Of(
        "node_started",
        new
        {
            id = $"execution-{number}",
            node_id = $"node-{number}",
            node_type = "code",
            title = $"Node {number}",
            index = number,
            inputs_truncated = false,
            created_at = 1_700_000_000,
        });

    public static string NodeFinished(int number) => Of(
        "node_finished",
        new
        {
            id = $"execution-{number}",
            node_id = $"node-{number}",
            node_type = "code",
            title = $"Node {number}",
            index = number,
            outputs = new { number },
            inputs_truncated = false,
            outputs_truncated = false,
            status = "succeeded",
            created_at = 1_700_000_000,
        });

    public static string Finished(string status = "succeeded", string? error = null) => Of(
        "workflow_finished",
        new
        {
            id = RunId,
            workflow_id = "workflow-1",
            status,
            outputs = new { answer = "yes" },
            error,
            total_tokens = 7,
            total_steps = 2,
            created_at = 1_700_000_000,
            finished_at = 1_700_000_001,
        });

    /// <summary>A whole run: its start, nodes and texts in turn, its end.</summary>
    public static IReadOnlyList<string> Run(int events)
        => [Started(), .. Enumerable.Range(1, events - 2)
            .Select(number => number % 2 == 0 ? Text($"text {number}, é 日本 😀 ") : NodeStarted(number)), Finished()];

    /// <summary>An event as Dify frames it.</summary>
    public static string Frame(string json) => $"data: {json}\n\n";

    /// <summary>The bytes of a stream, with the ping that Dify begins with.</summary>
    public static byte[] Stream(IEnumerable<string> events)
        => Encoding.UTF8.GetBytes("event: ping\n\n" + string.Concat(events.Select(Frame)));
}
