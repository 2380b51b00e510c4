using System;
using System.Collections.Generic;
using System.Text;

namespace Dify.Generated;

/// <summary>What is known of a run from its events so far: ids, text, forms, the outcome, and which events the caller has had.</summary>
internal sealed class RunJournal
{
    // What servers of different age write into the error of a run that was stopped, under the status failed.
    private static readonly string[] StopErrors = ["Stopped by user", "User requested stop"];

    private readonly HashSet<string> delivered = new(StringComparer.Ordinal);
    private readonly List<HumanInputRequiredEvent> openForms = [];
    private readonly StringBuilder text = new();

    public RunJournal(string? workflowRunId = null) => WorkflowRunId = workflowRunId;

    public string? TaskId { get; private set; }

    public string? WorkflowRunId { get; private set; }

    public long EventsReceived { get; private set; }

    /// <summary>Whether both ids are there, or there is nothing more to wait for.</summary>
    public bool IsIdentified => IsOver || (!string.IsNullOrEmpty(TaskId) && !string.IsNullOrEmpty(WorkflowRunId));

    /// <summary>How the run ended, or null while it goes on. A pause is an outcome until the run goes on.</summary>
    public WorkflowOutcome? Outcome { get; private set; }

    /// <summary>Whether the run has come to its end; a pause is none.</summary>
    public bool IsOver => Outcome is { } outcome && outcome.Status != WorkflowRunStatus.Paused;

    /// <summary>The text of the chunks so far.</summary>
    public string Text => text.ToString();

    /// <summary>Takes note of an event.</summary>
    /// <param name="next">The event.</param>
    /// <param name="isResumed">Whether the stream was taken up again, so that the event may tell what was told before.</param>
    /// <returns>Whether the caller is to have it.</returns>
    public bool Record(WorkflowStreamEvent next, bool isResumed)
    {
        if (EventIdentity.Of(next) is { } identity && !delivered.Add(identity))
        {
            return false;
        }

        if (isResumed)
        {
            next.IsReplayed |= EventIdentity.IsReduced(next);
        }

        EventsReceived++;

        // After a resumption the server puts the run id where the task id was; only the first one can stop the run.
        if (string.IsNullOrEmpty(TaskId) && !string.IsNullOrEmpty(next.TaskId) && next.TaskId != WorkflowRunId)
        {
            TaskId = next.TaskId;
        }

        if (string.IsNullOrEmpty(WorkflowRunId) && !string.IsNullOrEmpty(next.WorkflowRunId))
        {
            WorkflowRunId = next.WorkflowRunId;
        }

        Follow(next);
        return true;
    }

    /// <summary>The run goes on after a pause.</summary>
    public void GoOn()
    {
        if (!IsOver)
        {
            Outcome = null;
        }
    }

    /// <summary>A form was sent in.</summary>
    public void Close(string formToken) => openForms.RemoveAll(form => form.Data.FormToken == formToken);

    private void Follow(WorkflowStreamEvent next)
    {
        switch (next)
        {
            case TextChunkEvent chunk:
                text.Append(chunk.Data.Text);
                break;
            case HumanInputRequiredEvent form:
                openForms.Add(form);
                break;
            case HumanInputFormFilledEvent filled:
                openForms.RemoveAll(form => form.Data.NodeId == filled.Data.NodeId);
                break;
            case HumanInputFormTimeoutEvent expired:
                openForms.RemoveAll(form => form.Data.NodeId == expired.Data.NodeId);
                break;
            case WorkflowPausedEvent paused:
                Outcome = Paused(paused.Data);
                break;
            case WorkflowFinishedEvent finished:
                Outcome = Finished(finished.Data);
                break;
        }
    }

    private WorkflowOutcome Paused(WorkflowPausedData data) => new(WorkflowRunStatus.Paused)
    {
        TaskId = TaskId,
        WorkflowRunId = WorkflowRunId,
        Outputs = data.Outputs,
        Text = Text,
        Forms = [.. openForms],
        TotalTokens = data.TotalTokens,
        TotalSteps = data.TotalSteps,
        Elapsed = Seconds(data.ElapsedTime),
        CreatedAt = data.CreatedAt,
    };

    private WorkflowOutcome Finished(WorkflowFinishedData data) => new(Status(data))
    {
        TaskId = TaskId,
        WorkflowRunId = WorkflowRunId,
        Outputs = data.Outputs,
        Error = string.IsNullOrEmpty(data.Error) ? null : data.Error,
        Text = Text,
        TotalTokens = data.TotalTokens,
        TotalSteps = data.TotalSteps,
        Elapsed = Seconds(data.ElapsedTime),
        CreatedAt = data.CreatedAt,
        FinishedAt = data.FinishedAt,
        ExceptionsCount = data.ExceptionsCount,
    };

    private static WorkflowRunStatus Status(WorkflowFinishedData data)
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
