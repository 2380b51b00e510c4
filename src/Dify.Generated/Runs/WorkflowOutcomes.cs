using System;
using System.Collections.Generic;

namespace Dify.Generated;

/// <summary>Makes the outcome of a run from the event that ends it or pauses it.</summary>
internal static class WorkflowOutcomes
{
    // What servers of different age write into the error of a run that was stopped, under the status failed.
    private static readonly string[] StopErrors = ["Stopped by user", "User requested stop"];

    public static WorkflowOutcome Paused(WorkflowPausedData data, RunProgress progress, string text, IReadOnlyList<HumanInputRequiredEvent> forms)
        => new(WorkflowRunStatus.Paused)
        {
            TaskId = progress.TaskId,
            WorkflowRunId = progress.WorkflowRunId,
            Outputs = data.Outputs,
            Text = text,
            Forms = forms,
            TotalTokens = data.TotalTokens,
            TotalSteps = data.TotalSteps,
            Elapsed = Seconds(data.ElapsedTime),
            CreatedAt = data.CreatedAt,
        };

    public static WorkflowOutcome Finished(WorkflowFinishedData data, RunProgress progress, string text) => new(StatusOf(data))
    {
        TaskId = progress.TaskId,
        WorkflowRunId = progress.WorkflowRunId,
        Outputs = data.Outputs,
        Error = string.IsNullOrEmpty(data.Error) ? null : data.Error,
        Text = text,
        TotalTokens = data.TotalTokens,
        TotalSteps = data.TotalSteps,
        Elapsed = Seconds(data.ElapsedTime),
        CreatedAt = data.CreatedAt,
        FinishedAt = data.FinishedAt,
        ExceptionsCount = data.ExceptionsCount,
    };

    /// <summary>The status for a text or a trace: one that is well known, or a question mark, because any other is the server's text.</summary>
    public static string Describe(WorkflowRunStatus status) => RunRecord.IsEnd(status) || status == WorkflowRunStatus.Paused ? status.Value : "?";

    /// <summary>How a run ended: one that the server calls failed because it was stopped is told as stopped.</summary>
    public static WorkflowRunStatus StatusOf(WorkflowFinishedData data)
    {
        // Whether a document calls the status required decides whether its type is nullable here; both are taken.
        var status = ((WorkflowRunStatus?)data.Status).GetValueOrDefault();
        return status == WorkflowRunStatus.Failed && Array.Exists(StopErrors, error => data.Error?.StartsWith(error, StringComparison.OrdinalIgnoreCase) == true)
            ? WorkflowRunStatus.Stopped
            : status;
    }

    private static TimeSpan? Seconds(double? seconds)
        => seconds is { } known and >= 0 && known < TimeSpan.MaxValue.TotalSeconds / 2 ? TimeSpan.FromSeconds(known) : null;
}
