using System.Collections.Generic;
using System.Text;

namespace Dify.Generated;

/// <summary>What is known of a run from its events so far: text, forms, the outcome, and which events the caller has had. One reader writes; any thread may ask and close forms.</summary>
internal sealed class RunJournal
{
    private readonly HashSet<EventIdentity> delivered = [];
    private readonly OpenForms forms = new();
    private readonly StringBuilder text = new();
    private volatile WorkflowOutcome? outcome;

    public RunJournal(string? workflowRunId = null) => Progress = new RunProgress(workflowRunId);

    public RunProgress Progress { get; }

    /// <summary>Whether both ids are there, or there is nothing more to wait for.</summary>
    public bool IsIdentified => outcome is not null || (!string.IsNullOrEmpty(Progress.TaskId) && !string.IsNullOrEmpty(Progress.WorkflowRunId));

    /// <summary>How the run ended, or null while it goes on. A pause is an outcome until the run goes on.</summary>
    public WorkflowOutcome? Outcome => outcome;

    /// <summary>Whether the run has come to its end; a pause is none.</summary>
    public bool IsOver => outcome is { } known && known.Status != WorkflowRunStatus.Paused;

    /// <summary>Takes note of an event.</summary>
    /// <param name="next">The event.</param>
    /// <param name="isResumed">Whether the stream was taken up again, so that the event may tell what was told before.</param>
    /// <returns>Whether the caller is to have it.</returns>
    public bool Record(WorkflowStreamEvent next, bool isResumed)
    {
        if (EventIdentity.Of(next) is { } identity && !delivered.Add(identity) && isResumed)
        {
            return false;
        }

        next.IsReplayed = isResumed && EventIdentity.IsFromRecord(next);
        Note(next);
        return true;
    }

    /// <summary>Takes note of the end of the run as its record tells it.</summary>
    public void RecordEnd(WorkflowFinishedEvent end)
    {
        end.IsReplayed = true;
        Note(end);
    }

    /// <summary>The run goes on after a pause.</summary>
    public void GoOn()
    {
        if (!IsOver)
        {
            outcome = null;
        }
    }

    /// <summary>A form was sent in.</summary>
    public void CloseForm(string formToken) => forms.CloseByToken(formToken);

    private void Note(WorkflowStreamEvent next)
    {
        Progress.Follow(next);
        switch (next)
        {
            case TextChunkEvent chunk:
                text.Append(chunk.Data.Text);
                break;
            case TextReplaceEvent replacement:
                text.Clear().Append(replacement.Data.Text);
                break;
            case HumanInputRequiredEvent form:
                forms.Open(form);
                break;
            case HumanInputFormFilledEvent filled:
                forms.CloseByNode(filled.Data.NodeId);
                break;
            case HumanInputFormTimeoutEvent expired:
                forms.CloseByNode(expired.Data.NodeId);
                break;
            case WorkflowPausedEvent paused:
                outcome = WorkflowOutcomes.Paused(paused.Data, Progress, text.ToString(), forms.OfPause(paused));
                break;
            case WorkflowFinishedEvent finished:
                outcome = WorkflowOutcomes.Finished(finished.Data, Progress, text.ToString());
                break;
        }
    }
}
