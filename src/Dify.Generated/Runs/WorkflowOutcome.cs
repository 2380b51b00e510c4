using System;
using System.Collections.Generic;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>How a run ended, or where it waits for people.</summary>
#if NET
[System.Text.Json.Serialization.JsonConverter(typeof(DifyJsonConverter<WorkflowOutcome>))]
#endif
public sealed class WorkflowOutcome
{
    [JsonConstructor]
    internal WorkflowOutcome(WorkflowRunStatus status) => Status = status;

    /// <summary>
    /// <see cref="WorkflowRunStatus.Succeeded"/>, <see cref="WorkflowRunStatus.PartialSucceeded"/>, <see cref="WorkflowRunStatus.Failed"/>, <see cref="WorkflowRunStatus.Stopped"/>
    /// or <see cref="WorkflowRunStatus.Paused"/>. A run that the server calls failed because it was stopped is told as stopped.
    /// </summary>
    [JsonProperty("status", NullValueHandling = NullValueHandling.Ignore)]
    public WorkflowRunStatus Status { get; }

    /// <summary>Whether the run reached its end: succeeded, in whole or in part.</summary>
    [JsonIgnore]
    public bool IsSuccess => Status == WorkflowRunStatus.Succeeded || Status == WorkflowRunStatus.PartialSucceeded;

    /// <summary>The task id that the run was started under; null if it is not known.</summary>
    [JsonProperty("task_id", NullValueHandling = NullValueHandling.Ignore)]
    public string? TaskId { get; internal init; }

    /// <summary>The id of the run.</summary>
    [JsonProperty("workflow_run_id", NullValueHandling = NullValueHandling.Ignore)]
    public string? WorkflowRunId { get; internal init; }

    /// <summary>The outputs, by the names of the end node; null if there are none.</summary>
    [JsonProperty("outputs", NullValueHandling = NullValueHandling.Ignore)]
    [JsonConverter(typeof(JsonValueConverter))]
    public JToken? Outputs { get; internal init; }

    /// <summary>Why the run failed, in the server's words; null if it did not.</summary>
    [JsonProperty("error", NullValueHandling = NullValueHandling.Ignore)]
    public string? Error { get; internal init; }

    /// <summary>The text of all chunks that came, in order; empty if the workflow streams none.</summary>
    [JsonProperty("text", NullValueHandling = NullValueHandling.Ignore)]
    public string Text { get; internal init; } = string.Empty;

    /// <summary>The forms that the run waits for; empty unless it is paused.</summary>
    [JsonProperty("forms", NullValueHandling = NullValueHandling.Ignore, ObjectCreationHandling = ObjectCreationHandling.Replace)]
    public IReadOnlyList<HumanInputRequiredEvent> Forms { get; internal init; } = [];

    /// <summary>The tokens that the models of the run used in all; null if the server does not say.</summary>
    [JsonProperty("total_tokens", NullValueHandling = NullValueHandling.Ignore)]
    public long? TotalTokens { get; internal init; }

    /// <summary>The steps that ran; null if the server does not say.</summary>
    [JsonProperty("total_steps", NullValueHandling = NullValueHandling.Ignore)]
    public long? TotalSteps { get; internal init; }

    /// <summary>How long the run took, by the server's clock; null if the server does not say.</summary>
    [JsonProperty("elapsed_time", NullValueHandling = NullValueHandling.Ignore)]
    [JsonConverter(typeof(SecondsConverter))]
    public TimeSpan? Elapsed { get; internal init; }

    /// <summary>When the run began; null if the server does not say.</summary>
    [JsonProperty("created_at", NullValueHandling = NullValueHandling.Ignore)]
    [JsonConverter(typeof(UnixSecondsConverter))]
    public DateTimeOffset? CreatedAt { get; internal init; }

    /// <summary>When the run ended; null while it is paused, or if the server does not say.</summary>
    [JsonProperty("finished_at", NullValueHandling = NullValueHandling.Ignore)]
    [JsonConverter(typeof(UnixSecondsConverter))]
    public DateTimeOffset? FinishedAt { get; internal init; }

    /// <summary>How many nodes failed along the way without failing the run; null if the server does not say.</summary>
    [JsonProperty("exceptions_count", NullValueHandling = NullValueHandling.Ignore)]
    public long? ExceptionsCount { get; internal init; }

    /// <summary>The id and the status, nothing of inputs or outputs.</summary>
    public override string ToString() => $"{WorkflowRunId} {WorkflowOutcomes.Describe(Status)}";
}
