using System;
using System.Collections.Generic;
using System.Linq;

namespace Dify.Generated;

/// <summary>
/// Which events the caller has had. A stream that is taken up again begins with the record of the run, which tells again, in other words
/// and another order, what the streams before have told; behind it come events that nobody was told yet.
/// </summary>
/// <remarks>What makes two events the same is the id of a node's execution, the token of a form, the set of forms of a pause. All others
/// are told once by the server.</remarks>
internal sealed class DeliveredEvents
{
    private readonly HashSet<string> started = new(StringComparer.Ordinal);
    private readonly HashSet<string> finished = new(StringComparer.Ordinal);
    private readonly HashSet<string> startsAgain = new(StringComparer.Ordinal);
    private readonly HashSet<string> forms = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Event, string NodeId), int> containers = [];
    private readonly Dictionary<(string Event, string NodeId), int> containerRows = [];
    private readonly HashSet<(string Event, string NodeId, DateTimeOffset? CreatedAt)> containerTimes = [];
    private readonly HashSet<string> pausedRows = new(StringComparer.Ordinal);
    private HashSet<string>? lastPause;
    private bool hasBegun;
    private bool isResumed;
    private bool isInRecord;
    private bool mayOverlap;
    private bool opensRecord;

    /// <summary>Whether the record, at the beginning of this stream, stands at the pause that was delivered last.</summary>
    public bool StandsAtLastPause { get; private set; }

    /// <summary>Another stream is read from now on.</summary>
    /// <param name="asResumed">Whether it begins with the record.</param>
    public void Begin(bool asResumed)
    {
        isResumed = asResumed;
        isInRecord = mayOverlap = asResumed;
        StandsAtLastPause = false;
        containerRows.Clear();
        containerTimes.Clear();
        pausedRows.Clear();
    }

    /// <summary>Takes an event in, and marks it if it comes from the record.</summary>
    /// <returns>The event for the caller; null if the caller has had it, or is not to have it.</returns>
    public DifyStreamEvent? Take(DifyStreamEvent next)
    {
        var isOpening = opensRecord;
        opensRecord = false;
        switch (next)
        {
            // Most events, and therefore asked for first.
            case ITextEvent when next is not ITextReplacement:
                isInRecord = false;
                return next;
            case WorkflowStartedEvent started:
                return Begun(started);
            case NodeStartedEvent node:
                return Started(node);
            case NodeFinishedEvent node:
                return Finished(node);
            case IterationStartedEvent or LoopStartedEvent or IterationCompletedEvent or LoopCompletedEvent:
                return Live(next);
            case HumanInputRequiredEvent form:
                form.IsReplayed = isInRecord && pausedRows.Contains(form.Data.NodeId);
                return forms.Add(KeyOf(form.Data)) || !isResumed ? form : null;
            case WorkflowPausedEvent pause:
                return Paused(pause);
            case WorkflowFinishedEvent:
                // Behind the end, the task is forgotten and its id is the run's.
                next.IsReplayed = isResumed && !string.IsNullOrEmpty(next.TaskId) && next.TaskId == next.WorkflowRunId;
                return next;
            case ITextReplacement when isOpening:
                // The record of a chat opens with what was said.
                next.IsReplayed = true;
                return next;
            default:
                isInRecord = false;
                return next;
        }
    }

    /// <summary>Whether the caller has had this form.</summary>
    public bool Has(HumanInputRequiredEvent form) => forms.Contains(KeyOf(form.Data));

    /// <summary>What a form is known by, on every stream: its token, or its id if it has none.</summary>
    public static string KeyOf(HumanInputRequiredData form) => string.IsNullOrEmpty(form.FormToken) ? form.FormId : form.FormToken!;

    public static string KeyOf(PauseReason reason)
        => (string.IsNullOrEmpty(reason.FormToken) ? reason.FormId : reason.FormToken) ?? string.Empty;

    private DifyStreamEvent? Begun(WorkflowStartedEvent begun)
    {
        if (begun.Data.Reason == WorkflowStartReason.Resumption)
        {
            // The nodes that had waited begin again under their ids, and whatever pause comes next is another one.
            isInRecord = false;
            startsAgain.UnionWith(started.Except(finished));
            lastPause = null;
            return begun;
        }

        begun.IsReplayed = opensRecord = isResumed;
        var isNew = !hasBegun;
        hasBegun = true;
        return isNew || !isResumed ? begun : null;
    }

    private DifyStreamEvent? Started(NodeStartedEvent node)
    {
        // The live stream always has a word on whether inputs were cut, the record never.
        if (!isResumed || node.Data.InputsTruncated is not null)
        {
            isInRecord = false;
            var isNew = started.Add(node.Data.Id) | startsAgain.Remove(node.Data.Id);
            mayOverlap &= !isNew;
            return isNew || !isResumed || node.Data.Id.Length == 0 ? node : null;
        }

        node.IsReplayed = true;
        return Containers.Started(node) is { } container ? Row(container)
            : started.Add(node.Data.Id) || node.Data.Id.Length == 0 ? node
            : null;
    }

    private DifyStreamEvent? Finished(NodeFinishedEvent node)
    {
        var isEnd = RunStatuses.IsEnd(((WorkflowNodeStatus?)node.Data.Status).GetValueOrDefault());
        if (!isResumed || node.Data.InputsTruncated is not null || node.Data.OutputsTruncated is not null)
        {
            isInRecord = false;
            var isNew = isEnd && finished.Add(node.Data.Id);
            mayOverlap &= !isNew;
            return isNew || !isResumed || !isEnd || node.Data.Id.Length == 0 ? node : null;
        }

        node.IsReplayed = true;
        if (!isEnd)
        {
            // The node waits, for people or for its next try; it will start and finish under the same id.
            pausedRows.Add(node.Data.NodeId);
            startsAgain.Add(node.Data.Id);
            return null;
        }

        return Containers.Completed(node) is { } container ? Row(container)
            : finished.Add(node.Data.Id) || node.Data.Id.Length == 0 ? node
            : null;
    }

    // The live events of a container have no id of their execution. One that was on its way while the record was written stands in it under
    // the same time, and comes before all that is new to the record.
    private DifyStreamEvent? Live(DifyStreamEvent container)
    {
        isInRecord = false;
        var (nodeId, createdAt) = ContainerOf(container);
        if (mayOverlap && containerTimes.Remove((container.Event, nodeId, createdAt)))
        {
            return null;
        }

        mayOverlap = false;
        Count(containers, (container.Event, nodeId));
        return container;
    }

    // The record has a row for each time that a container ran, in order; those that were told live are the first ones.
    private DifyStreamEvent? Row(DifyStreamEvent container)
    {
        var (nodeId, createdAt) = ContainerOf(container);
        var key = (container.Event, nodeId);
        containerTimes.Add((container.Event, nodeId, createdAt));
        if (Count(containerRows, key) <= (containers.TryGetValue(key, out var told) ? told : 0))
        {
            return null;
        }

        Count(containers, key);
        return container;
    }

    private WorkflowPausedEvent? Paused(WorkflowPausedEvent pause)
    {
        var names = (pause.Data.Reasons ?? []).Select(KeyOf).Where(static key => key.Length > 0).ToList();
        var set = new HashSet<string>(names.Count > 0 ? names : pause.Data.PausedNodes ?? [], StringComparer.Ordinal);
        pause.IsReplayed = isInRecord && pausedRows.Count > 0;
        if (isResumed && lastPause?.SetEquals(set) == true)
        {
            StandsAtLastPause = isInRecord;
            return null;
        }

        lastPause = set;
        return pause;
    }

    private static int Count(Dictionary<(string, string), int> counts, (string Event, string NodeId) key)
        => counts[key] = (counts.TryGetValue(key, out var count) ? count : 0) + 1;

    private static (string NodeId, DateTimeOffset? CreatedAt) ContainerOf(DifyStreamEvent next) => next switch
    {
        IterationStartedEvent { Data: var data } => (data.NodeId, data.CreatedAt),
        IterationCompletedEvent { Data: var data } => (data.NodeId, data.CreatedAt),
        LoopStartedEvent { Data: var data } => (data.NodeId, data.CreatedAt),
        LoopCompletedEvent { Data: var data } => (data.NodeId, data.CreatedAt),
        _ => default,
    };
}
