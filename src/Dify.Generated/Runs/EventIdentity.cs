using System.Linq;

namespace Dify.Generated;

/// <summary>
/// What makes two events the same one, told once by the live stream and again by the record of the run that a stream begins with when it is taken up again. Only events that are
/// in that record have an identity: the server tells all others once.
/// </summary>
/// <param name="Event">The name of the event.</param>
/// <param name="Id">What the event is about: an execution of a node, a form, a pause.</param>
internal readonly record struct EventIdentity(string Event, string Id)
{
    private static readonly WorkflowStartReason Resumption = new("resumption");

    /// <summary>The identity of an event; null for one that the server never tells twice.</summary>
    public static EventIdentity? Of(WorkflowStreamEvent next) => next switch
    {
        WorkflowStartedEvent started => IsResumption(started) ? null : new(next.Event, string.Empty),
        NodeStartedEvent { Data.Id: { Length: > 0 } id } => new(next.Event, id),
        NodeFinishedEvent { Data.Id: { Length: > 0 } id } => new(next.Event, id),
        HumanInputRequiredEvent { Data.FormId: { Length: > 0 } id } => new(next.Event, id),
        WorkflowPausedEvent { Data: var data } => new(next.Event, string.Join("\n", (data.PausedNodes ?? []).Concat((data.Reasons ?? []).Select(static reason => reason.FormId ?? string.Empty)))),
        WorkflowFinishedEvent => new(next.Event, string.Empty),
        _ => null,
    };

    /// <summary>
    /// Whether an event comes from the record: of a node, that has no word on whether inputs were cut, which the live stream always has; of the end of a run, the task is forgotten
    /// and its id is the run's.
    /// </summary>
    public static bool IsFromRecord(WorkflowStreamEvent next) => next switch
    {
        WorkflowStartedEvent started => !IsResumption(started),
        NodeStartedEvent { Data: var data } => data.InputsTruncated is null,
        NodeFinishedEvent { Data: var data } => data.InputsTruncated is null && data.OutputsTruncated is null,
        WorkflowFinishedEvent => !string.IsNullOrEmpty(next.TaskId) && next.TaskId == next.WorkflowRunId,
        _ => false,
    };

    private static bool IsResumption(WorkflowStartedEvent started) => started.Data.Reason == Resumption;
}
