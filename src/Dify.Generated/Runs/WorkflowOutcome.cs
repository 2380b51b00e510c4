using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>How a run ended, or where it waits for people.</summary>
[Newtonsoft.Json.JsonConverter(typeof(WorkflowOutcomeConverter))]
#if NET
[System.Text.Json.Serialization.JsonConverter(typeof(DifyJsonConverter<WorkflowOutcome>))]
#endif
public sealed class WorkflowOutcome : IOutcome, IJsonConverted
{
    internal WorkflowOutcome(WorkflowRunStatus status) => Status = status;

    /// <summary>
    /// <see cref="WorkflowRunStatus.Succeeded"/>, <see cref="WorkflowRunStatus.PartialSucceeded"/>, <see cref="WorkflowRunStatus.Failed"/>,
    /// <see cref="WorkflowRunStatus.Stopped"/> or <see cref="WorkflowRunStatus.Paused"/>. A run that the server calls failed because it was
    /// stopped is told as stopped.
    /// </summary>
    public WorkflowRunStatus Status { get; }

    /// <summary>Whether the run reached its end: succeeded, in whole or in part.</summary>
    public bool IsSuccess => Status == WorkflowRunStatus.Succeeded || Status == WorkflowRunStatus.PartialSucceeded;

    /// <summary>The task id that the run was started under; null if it is not known.</summary>
    public string? TaskId { get; internal init; }

    /// <summary>The id of the run.</summary>
    public string? WorkflowRunId { get; internal init; }

    /// <summary>The outputs, by the names of the end node; null if there are none.</summary>
    public JToken? Outputs { get; internal init; }

    /// <summary>Why the run failed, in the server's words; null if it did not.</summary>
    public string? Error { get; internal init; }

    /// <summary>
    /// What the client knows of the end that the server does not say: a run that people answered and that nobody stopped was ended as
    /// stopped, which is a fault of some versions. Null if there is nothing to say.
    /// </summary>
    public string? ServerFault { get; internal init; }

    /// <summary>The text of all chunks that came, in order; empty if the workflow streams none.</summary>
    public string Text { get; internal init; } = string.Empty;

    /// <summary>
    /// Whether <see cref="Text"/> is known to be the whole text. The server tells each chunk once: what it says while a stream is
    /// interrupted, or before a run is taken up by its id, is missing, unless the outputs are plain texts and hold what came; then the text
    /// is completed from them.
    /// </summary>
    public bool TextIsComplete { get; internal init; } = true;

    /// <summary>The forms that the run waits for; empty unless it is paused. One that the server has taken is not among them.</summary>
    public IReadOnlyList<HumanInputRequiredEvent> Forms { get; internal init; } = [];

    /// <summary>The forms that expired before anybody answered. The run goes on without them and may succeed, with empty outputs.</summary>
    public IReadOnlyList<HumanInputRequiredEvent> ExpiredForms { get; internal init; } = [];

    /// <summary>The tokens that the models of the run used in all; null if the server does not say.</summary>
    public long? TotalTokens { get; internal init; }

    /// <summary>The steps that ran; null if the server does not say.</summary>
    public long? TotalSteps { get; internal init; }

    /// <summary>
    /// How long the server was at work on the run, by its clock, the time of pauses left out. It counts anew after each pause: this is the
    /// sum, or null if one of the parts is not known, as may be when a run was taken up by its id.
    /// </summary>
    public TimeSpan? Elapsed { get; internal init; }

    /// <summary>When the run began; null if the server does not say.</summary>
    public DateTimeOffset? CreatedAt { get; internal init; }

    /// <summary>When the run ended; null while it is paused, or if the server does not say.</summary>
    public DateTimeOffset? FinishedAt { get; internal init; }

    /// <summary>How many nodes failed along the way without failing the run; null if the server does not say.</summary>
    public long? ExceptionsCount { get; internal init; }

    internal WorkflowOutcome Without(HumanInputRequiredEvent closed, IReadOnlyList<HumanInputRequiredEvent> expired) => new(Status)
    {
        TaskId = TaskId,
        WorkflowRunId = WorkflowRunId,
        Outputs = Outputs,
        Text = Text,
        TextIsComplete = TextIsComplete,
        Forms = [.. Forms.Where(form => DeliveredEvents.KeyOf(form.Data) != DeliveredEvents.KeyOf(closed.Data))],
        ExpiredForms = expired,
        TotalTokens = TotalTokens,
        TotalSteps = TotalSteps,
        Elapsed = Elapsed,
        CreatedAt = CreatedAt,
    };

    /// <summary>The id and the status, nothing of inputs or outputs.</summary>
    public override string ToString() => $"{WorkflowRunId} {RunStatuses.Describe(Status)}";

    Newtonsoft.Json.JsonConverter IJsonConverted.JsonConverter => new WorkflowOutcomeConverter();
}
