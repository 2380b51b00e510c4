using System;
using System.Collections.Generic;
using System.Linq;

namespace Dify.Generated;

/// <summary>The forms that a run waits for, as far as they are not answered.</summary>
internal sealed class OpenForms
{
    private readonly object gate = new();
    private readonly List<HumanInputRequiredEvent> open = [];

    public void Open(HumanInputRequiredEvent form)
    {
        lock (gate)
        {
            open.Add(form);
        }
    }

    public void CloseByToken(string formToken) => Close(form => form.Data.FormToken == formToken);

    public void CloseByNode(string nodeId) => Close(form => form.Data.NodeId == nodeId);

    /// <summary>The forms of a pause. One that was announced while nobody listened is made of what the pause says of it.</summary>
    public IReadOnlyList<HumanInputRequiredEvent> OfPause(WorkflowPausedEvent pause)
    {
        lock (gate)
        {
            var unheard = (pause.Data.Reasons ?? [])
                .Where(reason => !string.IsNullOrEmpty(reason.FormId) && !open.Exists(form => form.Data.FormId == reason.FormId))
                .Select(reason => Form(pause, reason));
            return [.. open, .. unheard];
        }
    }

    private void Close(Predicate<HumanInputRequiredEvent> isClosed)
    {
        lock (gate)
        {
            open.RemoveAll(isClosed);
        }
    }

    private static HumanInputRequiredEvent Form(WorkflowPausedEvent pause, PauseReason reason) => new()
    {
        Event = "human_input_required",
        TaskId = pause.TaskId,
        WorkflowRunId = pause.WorkflowRunId,
        IsReplayed = true,
        Data = new HumanInputRequiredData
        {
            FormId = reason.FormId!,
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
