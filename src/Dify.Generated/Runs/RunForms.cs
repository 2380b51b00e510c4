using System;
using System.Collections.Generic;
using System.Linq;

namespace Dify.Generated;

/// <summary>The forms of a run: open, taken by the server, expired. The reader of the run writes; a form may be sent in from any
/// thread.</summary>
internal sealed class RunForms
{
    private readonly object gate = new();
    private readonly List<HumanInputRequiredEvent> open = [];
    private readonly List<HumanInputRequiredEvent> expired = [];
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);

    /// <summary>The forms that ran out of time before anybody answered.</summary>
    public IReadOnlyList<HumanInputRequiredEvent> Expired
    {
        get
        {
            lock (gate)
            {
                return [.. expired];
            }
        }
    }

    public void Open(HumanInputRequiredEvent form)
    {
        lock (gate)
        {
            if (!taken.Contains(DeliveredEvents.KeyOf(form.Data)))
            {
                open.RemoveAll(known => Is(known, DeliveredEvents.KeyOf(form.Data)));
                open.Add(form);
            }
        }
    }

    /// <summary>The server has the answer to a form; it is never offered again.</summary>
    /// <returns>Whether that is news.</returns>
    public bool Take(HumanInputRequiredEvent form)
    {
        lock (gate)
        {
            var key = DeliveredEvents.KeyOf(form.Data);
            open.RemoveAll(known => Is(known, key));
            return taken.Add(key);
        }
    }

    /// <summary>The node that asked has finished, or says that the form was filled in.</summary>
    public void CloseByNode(string nodeId)
    {
        lock (gate)
        {
            foreach (var form in open.Where(form => form.Data.NodeId == nodeId))
            {
                taken.Add(DeliveredEvents.KeyOf(form.Data));
            }

            open.RemoveAll(form => form.Data.NodeId == nodeId);
        }
    }

    /// <summary>The form of a node has expired.</summary>
    /// <param name="nodeId">The id of the node.</param>
    /// <param name="unheard">The form, if nobody was told of it while it was open.</param>
    public void Expire(string nodeId, HumanInputRequiredEvent unheard)
    {
        lock (gate)
        {
            if (expired.Exists(form => form.Data.NodeId == nodeId && !open.Exists(known => known.Data.NodeId == nodeId)))
            {
                return;
            }

            expired.Add(open.Find(form => form.Data.NodeId == nodeId) ?? unheard);
        }

        CloseByNode(nodeId);
    }

    /// <summary>The form of a node that waits for its answer; null if there is none.</summary>
    public HumanInputRequiredEvent? OpenOf(string nodeId)
    {
        lock (gate)
        {
            return open.Find(form => form.Data.NodeId == nodeId);
        }
    }

    /// <summary>
    /// The forms of a pause, which names all that are open; one that was announced while nobody listened is made of what the pause says of
    /// it. A pause that names none is one of an older server: then those count that were announced.
    /// </summary>
    /// <returns>The forms, and whether the pause is over already, because the server has the answer to one of them.</returns>
    public (IReadOnlyList<HumanInputRequiredEvent> Forms, bool IsAnswered) OfPause(WorkflowPausedEvent pause)
    {
        lock (gate)
        {
            var reasons = (pause.Data.Reasons ?? []).Where(static reason => DeliveredEvents.KeyOf(reason).Length > 0).ToList();
            if (reasons.Count == 0)
            {
                return ([.. open], false);
            }

            var named = reasons.ConvertAll(reason => open.Find(form => Is(form, DeliveredEvents.KeyOf(reason))) ?? Form(pause, reason));
            open.Clear();
            open.AddRange(named.Where(form => !taken.Contains(DeliveredEvents.KeyOf(form.Data))));
            foreach (var (reason, form) in reasons.Zip(named, static (reason, form) => (reason, form)))
            {
                reason.FormContent = form.Data.FormContent;
            }

            return ([.. open], open.Count < named.Count);
        }
    }

    private static bool Is(HumanInputRequiredEvent form, string key) => DeliveredEvents.KeyOf(form.Data) == key;

    private static HumanInputRequiredEvent Form(WorkflowPausedEvent pause, PauseReason reason) => new()
    {
        Event = "human_input_required",
        TaskId = pause.TaskId,
        WorkflowRunId = pause.WorkflowRunId,
        IsReplayed = true,
        Data = new HumanInputRequiredData
        {
            FormId = reason.FormId ?? string.Empty,
            NodeId = reason.NodeId ?? string.Empty,
            NodeTitle = reason.NodeTitle,
            FormContent = reason.FormContent,
            Inputs = reason.Inputs,
            Actions = reason.Actions,
            DisplayInUi = reason.DisplayInUi,
            FormToken = reason.FormToken,
            ResolvedDefaultValues = reason.ResolvedDefaultValues,
            ApprovalChannels = reason.ApprovalChannels,
            ExpirationTime = reason.ExpirationTime,
        },
    };
}
