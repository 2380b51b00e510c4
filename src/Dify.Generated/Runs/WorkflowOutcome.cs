using System;
using System.Collections.Generic;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>How a run ended, or where it waits for people.</summary>
public sealed class WorkflowOutcome
{
    internal WorkflowOutcome(WorkflowRunStatus status) => Status = status;

    /// <summary>
    /// <see cref="WorkflowRunStatus.Succeeded"/>, <see cref="WorkflowRunStatus.PartialSucceeded"/>, <see cref="WorkflowRunStatus.Failed"/>, <see cref="WorkflowRunStatus.Stopped"/>
    /// or <see cref="WorkflowRunStatus.Paused"/>. A run that the server calls failed because it was stopped is told as stopped.
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

    /// <summary>The text of all chunks that came, in order; empty if the workflow streams none.</summary>
    public string Text { get; internal init; } = string.Empty;

    /// <summary>The forms that the run waits for; empty unless it is paused.</summary>
    public IReadOnlyList<HumanInputRequiredEvent> Forms { get; internal init; } = [];

    /// <summary>The tokens that the models of the run used in all; null if the server does not say.</summary>
    public long? TotalTokens { get; internal init; }

    /// <summary>The steps that ran; null if the server does not say.</summary>
    public long? TotalSteps { get; internal init; }

    /// <summary>How long the run took, by the server's clock; null if the server does not say.</summary>
    public TimeSpan? Elapsed { get; internal init; }

    /// <summary>When the run began; null if the server does not say.</summary>
    public DateTimeOffset? CreatedAt { get; internal init; }

    /// <summary>When the run ended; null while it is paused, or if the server does not say.</summary>
    public DateTimeOffset? FinishedAt { get; internal init; }

    /// <summary>How many nodes failed along the way without failing the run; null if the server does not say.</summary>
    public long? ExceptionsCount { get; internal init; }

    /// <summary>The id and the status, nothing of inputs or outputs.</summary>
    public override string ToString() => $"{WorkflowRunId} {WorkflowOutcomes.Describe(Status)}";
}
