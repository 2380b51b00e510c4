using System;

namespace Dify.Generated;

/// <summary>What the states of runs and nodes mean: which are an end, which is a stop by another name, which may be told.</summary>
internal static class RunStatuses
{
    // What servers write into the error of a run that was stopped, under the status failed or stopped.
    private static readonly string[] StopErrors = ["Stopped by user", "User requested stop", "Aborted: User requested stop"];

    /// <summary>Whether a run with this status will not go on.</summary>
    public static bool IsEnd(WorkflowRunStatus status)
        => status == WorkflowRunStatus.Succeeded
            || status == WorkflowRunStatus.PartialSucceeded
            || status == WorkflowRunStatus.Failed
            || status == WorkflowRunStatus.Stopped;

    /// <summary>Whether a run with this status will go on.</summary>
    public static bool IsAlive(WorkflowRunStatus? status) => status == WorkflowRunStatus.Running || status == WorkflowRunStatus.Paused;

    /// <summary>Whether a node with this status is done with. A word that nobody knows is taken for an end, because only the four others
    /// are known to be none.</summary>
    public static bool IsEnd(WorkflowNodeStatus status)
        => status != WorkflowNodeStatus.Paused
            && status != WorkflowNodeStatus.Retry
            && status != WorkflowNodeStatus.Running
            && status != WorkflowNodeStatus.Pending;

    /// <summary>Whether the words of a failed run say that it was stopped.</summary>
    public static bool SaysStopped(string? error)
        => Array.Exists(StopErrors, words => error?.StartsWith(words, StringComparison.OrdinalIgnoreCase) == true);

    /// <summary>How a run ended, by its last event alone: one that the server calls failed because it was stopped counts as
    /// stopped.</summary>
    public static WorkflowRunStatus Of(WorkflowFinishedData data)
    {
        var status = Said(data);
        return status == WorkflowRunStatus.Failed && SaysStopped(data.Error) ? WorkflowRunStatus.Stopped : status;
    }

    /// <summary>The status as the server says it.</summary>
    // Whether a document calls the status required decides whether its type is nullable; both are taken.
    public static WorkflowRunStatus Said(WorkflowFinishedData data) => ((WorkflowRunStatus?)data.Status).GetValueOrDefault();

    /// <summary>The status for a text or a trace: one that is well known, or a question mark, because any other is the server's
    /// text.</summary>
    public static string Describe(WorkflowRunStatus status)
        => IsEnd(status) || status == WorkflowRunStatus.Paused || status == WorkflowRunStatus.Running ? status.Value : "?";
}
