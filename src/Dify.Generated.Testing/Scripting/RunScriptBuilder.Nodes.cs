using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <content>The events of nodes, iterations and loops.</content>
public sealed partial class RunScriptBuilder
{
    /// <summary><c>node_started</c>.</summary>
    /// <param name="nodeId">The node.</param>
    /// <param name="title">Its title; the node's id unless set.</param>
    /// <param name="type">Its type, for example <c>llm</c>, <c>code</c>, <c>tool</c>.</param>
    /// <param name="more">More members of <c>data</c>.</param>
    /// <returns>This builder.</returns>
    public RunScriptBuilder NodeStarted(string nodeId, string? title = null, string type = "code", object? more = null) =>
        Known("node_started", Node(nodeId, title, type), more);

    /// <summary><c>node_finished</c>, with the id, title and type of the node's start.</summary>
    /// <param name="nodeId">The node.</param>
    /// <param name="outputs">Its outputs; an empty object unless set.</param>
    /// <param name="status"><c>succeeded</c>, <c>failed</c>, <c>exception</c>, …</param>
    /// <param name="error">What went wrong.</param>
    /// <param name="more">More members of <c>data</c>.</param>
    /// <returns>This builder.</returns>
    public RunScriptBuilder NodeFinished(
        string nodeId, object? outputs = null, string status = "succeeded", string? error = null, object? more = null) => Known(
        "node_finished",
        new JObject
        {
            ["node_id"] = nodeId,
            ["outputs"] = outputs is null ? new JObject() : JsonText.From(outputs),
            ["status"] = status,
            ["error"] = error,
        },
        more);

    /// <summary><c>node_retry</c>, with the id, title and type of the node's start.</summary>
    /// <param name="nodeId">The node.</param>
    /// <param name="retryIndex">Which retry it is, from 1.</param>
    /// <param name="error">What went wrong before.</param>
    /// <param name="more">More members of <c>data</c>.</param>
    /// <returns>This builder.</returns>
    public RunScriptBuilder NodeRetry(string nodeId, int retryIndex, string error, object? more = null) =>
        Known("node_retry", new JObject { ["node_id"] = nodeId, ["error"] = error, ["retry_index"] = retryIndex }, more);

    /// <summary>
    /// <c>iteration_started</c>. An iteration has no <c>node_started</c> and <c>node_finished</c> of its own; what runs inside it carries
    /// its id.
    /// </summary>
    /// <param name="nodeId">The iteration node.</param>
    /// <param name="title">Its title; the node's id unless set.</param>
    /// <param name="more">More members of <c>data</c>.</param>
    /// <returns>This builder.</returns>
    public RunScriptBuilder IterationStarted(string nodeId, string? title = null, object? more = null) =>
        Known("iteration_started", Node(nodeId, title, "iteration"), more);

    /// <summary><c>iteration_next</c>.</summary>
    /// <param name="nodeId">The iteration node.</param>
    /// <param name="index">Which round begins: a real server sends it before each, with 0 for the first.</param>
    /// <param name="more">More members of <c>data</c>.</param>
    /// <returns>This builder.</returns>
    public RunScriptBuilder IterationNext(string nodeId, int index, object? more = null) =>
        Known("iteration_next", new JObject { ["node_id"] = nodeId, ["index"] = index }, more);

    /// <summary><c>iteration_completed</c>.</summary>
    /// <param name="nodeId">The iteration node.</param>
    /// <param name="outputs">Its outputs; an empty object unless set.</param>
    /// <param name="steps">How many rounds there were.</param>
    /// <param name="status"><c>succeeded</c> or <c>failed</c>.</param>
    /// <param name="more">More members of <c>data</c>.</param>
    /// <returns>This builder.</returns>
    public RunScriptBuilder IterationCompleted(
        string nodeId, object? outputs = null, int steps = 0, string status = "succeeded", object? more = null) =>
        Known("iteration_completed", Completed(nodeId, outputs, steps, status), more);

    /// <summary>
    /// <c>loop_started</c>. A loop has no <c>node_started</c> and <c>node_finished</c> of its own; what runs inside it carries its id.
    /// </summary>
    /// <param name="nodeId">The loop node.</param>
    /// <param name="title">Its title; the node's id unless set.</param>
    /// <param name="more">More members of <c>data</c>.</param>
    /// <returns>This builder.</returns>
    public RunScriptBuilder LoopStarted(string nodeId, string? title = null, object? more = null) =>
        Known("loop_started", Node(nodeId, title, "loop"), more);

    /// <summary><c>loop_next</c>.</summary>
    /// <param name="nodeId">The loop node.</param>
    /// <param name="index">How many rounds have ended: a real server sends it after each, with 1 for the first.</param>
    /// <param name="more">More members of <c>data</c>.</param>
    /// <returns>This builder.</returns>
    public RunScriptBuilder LoopNext(string nodeId, int index, object? more = null) =>
        Known("loop_next", new JObject { ["node_id"] = nodeId, ["index"] = index }, more);

    /// <summary><c>loop_completed</c>.</summary>
    /// <param name="nodeId">The loop node.</param>
    /// <param name="outputs">Its outputs; an empty object unless set.</param>
    /// <param name="steps">How many rounds there were.</param>
    /// <param name="status"><c>succeeded</c> or <c>failed</c>.</param>
    /// <param name="more">More members of <c>data</c>.</param>
    /// <returns>This builder.</returns>
    public RunScriptBuilder LoopCompleted(
        string nodeId, object? outputs = null, int steps = 0, string status = "succeeded", object? more = null) =>
        Known("loop_completed", Completed(nodeId, outputs, steps, status), more);

    private static JObject Node(string nodeId, string? title, string type) =>
        new() { ["node_id"] = nodeId, ["node_type"] = type, ["title"] = title ?? nodeId };

    private static JObject Completed(string nodeId, object? outputs, int steps, string status) =>
        new() { ["node_id"] = nodeId, ["outputs"] = JsonText.ObjectFrom(outputs, nameof(outputs)), ["steps"] = steps, ["status"] = status };
}
