using System;
using System.Collections.Generic;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>All that is known of a run: ids, events, text, forms, the outcome. One reader writes; any thread may ask, take forms and
/// confirm the end.</summary>
internal class RunJournal
{
    private readonly DeliveredEvents delivered = new();
    private readonly RunForms forms = new();
    private readonly RunText text = new();
    private readonly bool isTakenOver;
    private readonly object gate = new();
    private volatile WorkflowOutcome? outcome;
    private volatile WorkflowOutcome? confirmed;
    private volatile bool isAnswered;
    private volatile bool stopRequested;
    private TimeSpan? earlierLegs = TimeSpan.Zero;
    private bool wasPausedAtGap;
    private bool isTextKnown;
    private bool wasResumed;
    private volatile bool wasAnswered;

    public RunJournal(string? workflowRunId = null, bool isOfAnswer = false, bool hasWorkflow = true)
    {
        Progress = new RunProgress(workflowRunId, isOfAnswer, hasWorkflow);
        isTakenOver = workflowRunId is not null;
    }

    public RunProgress Progress { get; }

    /// <summary>Whether this client asked the server to stop the run.</summary>
    public bool StopRequested
    {
        get => stopRequested;
        set => stopRequested = value;
    }

    /// <summary>Whether the ids of the task and of the run, or of the message, are there, or there is nothing more to wait for.</summary>
    public bool IsIdentified
        => outcome is not null || (Progress.TaskId is { Length: > 0 } && (Progress.WorkflowRunId ?? Progress.MessageId) is { Length: > 0 });

    /// <summary>How the run ended, or null while it goes on. A pause is an outcome until the run goes on. What the events tell goes before
    /// what the record told.</summary>
    public WorkflowOutcome? Outcome => IsOver ? outcome : confirmed ?? outcome;

    /// <summary>Whether the run is known to have ended, though the events up to its end may not have been read.</summary>
    public bool HasEnded => IsOver || confirmed is not null;

    /// <summary>Whether the events have come to the end of the run; a pause is none.</summary>
    public bool IsOver => outcome is { } known && known.Status != WorkflowRunStatus.Paused;

    /// <summary>Whether the run waits for people, and none of its forms has been taken since.</summary>
    public bool IsWaiting => outcome is { } known && known.Status == WorkflowRunStatus.Paused && !isAnswered;

    /// <summary>Whether the server has taken an answer since the last pause, so that the run goes on.</summary>
    public bool IsAnswered => isAnswered;

    /// <summary>Another stream is read from now on.</summary>
    /// <param name="asResumed">Whether it begins with the record of the run, behind a time when nobody listened.</param>
    public void BeginStream(bool asResumed)
    {
        delivered.Begin(asResumed);
        if (asResumed)
        {
            lock (gate)
            {
                isTextKnown = false;
                wasPausedAtGap = outcome is not null || isAnswered;
                text.OpenGap();
            }
        }
    }

    /// <summary>The text so far.</summary>
    public string Text
    {
        get
        {
            lock (gate)
            {
                return text.SoFar().Text;
            }
        }
    }

    /// <summary>Whether something was said that is no part of the text any more.</summary>
    protected bool IsTextTakenBack => text.IsTakenBack;

    /// <summary>Whether something was said that nobody heard, as far as is known.</summary>
    public bool LacksText
    {
        get
        {
            lock (gate)
            {
                return !text.IsComplete;
            }
        }
    }

    /// <summary>Whether the caller has had this form.</summary>
    public bool HasForm(HumanInputRequiredEvent form) => delivered.Has(form);

    /// <summary>The form of a node that waits for its answer; null if there is none.</summary>
    public HumanInputRequiredEvent? OpenFormOf(string nodeId) => forms.OpenOf(nodeId);

    /// <summary>Takes note of an event.</summary>
    /// <param name="next">The event.</param>
    /// <param name="status">How the run ended, if the event is its end and somebody knows better.</param>
    /// <returns>The event for the caller; null if the caller has had it.</returns>
    public DifyStreamEvent? Record(DifyStreamEvent next, WorkflowRunStatus? status = null)
    {
        var taken = delivered.Take(next);
        lock (gate)
        {
            if (wasPausedAtGap && (delivered.StandsAtLastPause || IsResumption(next)))
            {
                // From the pause to here the run stood still.
                wasPausedAtGap = false;
                text.CloseGap();
            }

            if (taken is { IsReplayed: true } and ITextReplacement said && !text.ReplaceByRecord(said.Text ?? string.Empty))
            {
                Progress.Follow(taken);
                return null;
            }

            if (taken is not null)
            {
                isAnswered &= taken.IsReplayed;
                Note(taken, status);
            }
        }

        return taken;
    }

    /// <summary>Takes note of the whole answer, as the server has kept it.</summary>
    /// <returns>Whether it is news for the caller.</returns>
    public bool RecordAnswer(DifyStreamEvent answer)
    {
        answer.IsReplayed = true;
        lock (gate)
        {
            Progress.Follow(answer);
            isTextKnown = true;
            return text.Complete(((ITextEvent)answer).Text ?? string.Empty);
        }
    }

    /// <summary>Takes note of the end of the run as its record tells it, in place of an event.</summary>
    public void RecordEnd(DifyStreamEvent end)
    {
        end.IsReplayed = true;
        lock (gate)
        {
            if (!isTextKnown)
            {
                text.OpenGap();
            }

            Note(end, StatusOfRecord(end));
        }
    }

    /// <summary>Takes note of the end of the run as its record tells it; the events up to it may still be read.</summary>
    public void ConfirmEnd(DifyStreamEvent end)
    {
        lock (gate)
        {
            confirmed = end is WorkflowFinishedEvent finished
                ? Finish(finished, StatusOfRecord(end), isReadToEnd: false)
                : FinishAnswer((IAnswerEnd)end, isReadToEnd: false);
        }
    }

    /// <summary>The run goes on after a pause.</summary>
    public void GoOn()
    {
        if (!IsOver)
        {
            outcome = null;
        }
    }

    /// <summary>The server has the answer to a form.</summary>
    /// <returns>Whether that is news.</returns>
    public bool TakeForm(HumanInputRequiredEvent form)
    {
        var isNews = forms.Take(form);
        if (isNews)
        {
            LeavePause(form);
        }

        return isNews;
    }

    /// <summary>A form has expired, as the server says when it is asked for it.</summary>
    public void NoteExpiry(HumanInputRequiredEvent form) => forms.Expire(form.Data.NodeId, form);

    /// <summary>The answer to a form came after its time; the run goes on without it.</summary>
    public void ExpireForm(HumanInputRequiredEvent form)
    {
        NoteExpiry(form);
        LeavePause(form);
    }

    private void LeavePause(HumanInputRequiredEvent form)
    {
        isAnswered = true;
        wasAnswered = true;
        if (outcome is { } paused && paused.Status == WorkflowRunStatus.Paused)
        {
            outcome = paused.Without(form, forms.Expired);
        }
    }

    private static bool IsResumption(DifyStreamEvent next)
        => next is WorkflowStartedEvent { Data: var data } && data.Reason == WorkflowStartReason.Resumption;

    /// <summary>Takes note of an event that the caller is to have. One thread at a time.</summary>
    protected virtual void Note(DifyStreamEvent next, WorkflowRunStatus? status)
    {
        Progress.Follow(next);
        switch (next)
        {
            case ITextEvent said when said is not ITextReplacement:
                text.Add(said.Text);
                break;
            case ITextEvent said when !next.IsReplayed:
                text.Replace(said.Text ?? string.Empty);
                break;
            case IAnswerEnd end when Progress.WorkflowRunId is null:
                outcome = FinishAnswer(end, isReadToEnd: true);
                break;
            case WorkflowStartedEvent when IsResumption(next):
                wasResumed = true;
                isAnswered = false;
                GoOn();
                break;
            case HumanInputRequiredEvent form:
                forms.Open(form);
                break;
            case HumanInputFormFilledEvent filled:
                forms.CloseByNode(filled.Data.NodeId);
                break;
            case HumanInputFormTimeoutEvent timeout:
                forms.Expire(timeout.Data.NodeId, Unheard(next, timeout.Data.NodeId, timeout.Data.NodeTitle));
                break;
            case NodeFinishedEvent { Data: var node } when node.NodeType == HumanInputResult.NodeType
                && RunStatuses.IsEnd(((WorkflowNodeStatus?)node.Status).GetValueOrDefault()):
                Close(next, node);
                break;
            case WorkflowPausedEvent paused:
                Pause(paused);
                break;
            case WorkflowFinishedEvent finished:
                outcome = Finish(finished, status, isReadToEnd: true);
                break;
        }
    }

    // Newer servers have no event for a form that was filled in or expired: its node finishes, and its outputs say how.
    private void Close(DifyStreamEvent next, NodeFinishedData node)
    {
        if (node.HumanInput is { IsExpired: true })
        {
            forms.Expire(node.NodeId, Unheard(next, node.NodeId, node.Title));
        }
        else
        {
            forms.CloseByNode(node.NodeId);
        }
    }

    private void Pause(WorkflowPausedEvent paused)
    {
        // The record does not know how long the leg took.
        earlierLegs = paused.IsReplayed ? null : Sum(earlierLegs, Seconds(paused.Data.ElapsedTime));
        (var open, isAnswered) = forms.OfPause(paused);
        var (soFar, isComplete) = text.SoFar();
        outcome = new WorkflowOutcome(WorkflowRunStatus.Paused)
        {
            TaskId = Progress.TaskId,
            WorkflowRunId = Progress.WorkflowRunId,
            Outputs = paused.Data.Outputs,
            Text = soFar,
            TextIsComplete = isComplete,
            Forms = open,
            ExpiredForms = forms.Expired,
            TotalTokens = paused.Data.TotalTokens,
            TotalSteps = paused.Data.TotalSteps,
            Elapsed = earlierLegs,
            CreatedAt = paused.Data.CreatedAt,
        };
    }

    // The record has the last word, unless its words are those of the stop that was asked for.
    private WorkflowRunStatus? StatusOfRecord(DifyStreamEvent end)
        => end is not WorkflowFinishedEvent { Data: var data } ? (WorkflowRunStatus?)null
            : StopRequested ? RunStatuses.Of(data)
            : RunStatuses.Said(data);

    /// <summary>The text of the run by its outputs; null if they do not say.</summary>
    protected virtual string? TextOf(JToken? outputs) => text.OfOutputs(outputs);

    // An answer ends in the same way when it was stopped.
    private WorkflowOutcome FinishAnswer(IAnswerEnd end, bool isReadToEnd)
    {
        var (whole, isComplete) = text.Whole(null, isReadToEnd);
        return new WorkflowOutcome(StopRequested ? WorkflowRunStatus.Stopped : WorkflowRunStatus.Succeeded)
        {
            TaskId = Progress.TaskId,
            Text = whole,
            TextIsComplete = isComplete,
            TotalTokens = end.TotalTokens,
        };
    }

    private WorkflowOutcome Finish(WorkflowFinishedEvent finished, WorkflowRunStatus? known, bool isReadToEnd)
    {
        var data = finished.Data;
        var status = known ?? RunStatuses.Of(data);
        var (whole, isComplete) = text.Whole(TextOf(data.Outputs), isReadToEnd);
        return new WorkflowOutcome(status)
        {
            TaskId = Progress.TaskId,
            WorkflowRunId = Progress.WorkflowRunId,
            Outputs = data.Outputs,
            Error = string.IsNullOrEmpty(data.Error) ? null : data.Error,
            ServerFault = ServerFault(status),
            Text = whole,
            TextIsComplete = isComplete,
            ExpiredForms = forms.Expired,
            TotalTokens = data.TotalTokens,
            TotalSteps = data.TotalSteps,
            Elapsed = Elapsed(data),
            CreatedAt = data.CreatedAt,
            FinishedAt = data.FinishedAt,
            ExceptionsCount = data.ExceptionsCount,
        };
    }

    // Some servers take the pause of a run that was answered for a stop, when nobody has stopped it.
    private string? ServerFault(WorkflowRunStatus status)
        => status == WorkflowRunStatus.Stopped && !StopRequested && (wasResumed || wasAnswered)
            ? ClientText.Get("StoppedByServerFault")
            : null;

    // The server counts from the last time that the run went on. Of a run that was taken over, nobody has heard the beginning: there the
    // two times must tell that it never paused.
    private TimeSpan? Elapsed(WorkflowFinishedData data)
    {
        var leg = Seconds(data.ElapsedTime);
        var wholeSeconds = TimeSpan.FromSeconds(2);
        return isTakenOver && !(data.FinishedAt - data.CreatedAt <= leg + wholeSeconds) ? null : Sum(earlierLegs, leg);
    }

    private static TimeSpan? Sum(TimeSpan? earlier, TimeSpan? leg) => earlier + leg;

    private static TimeSpan? Seconds(double? seconds)
        => seconds is { } known and >= 0 && known < TimeSpan.MaxValue.TotalSeconds / 4 ? TimeSpan.FromSeconds(known) : null;

    private static HumanInputRequiredEvent Unheard(DifyStreamEvent next, string nodeId, string? title) => new()
    {
        Event = "human_input_required",
        TaskId = next.TaskId,
        WorkflowRunId = next.WorkflowRunId,
        IsReplayed = true,
        Data = new HumanInputRequiredData { NodeId = nodeId, NodeTitle = title },
    };
}
