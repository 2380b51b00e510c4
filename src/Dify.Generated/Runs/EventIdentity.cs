using System;
using System.Globalization;
using System.Linq;

namespace Dify.Generated;

/// <summary>What makes two events the same one, told once by the live stream and again by the server's record.</summary>
internal static class EventIdentity
{
    private static readonly WorkflowStartReason Resumption = new("resumption");

    /// <summary>The identity of an event; null for one that the server never tells twice, such as a piece of text.</summary>
    public static string? Of(WorkflowStreamEvent next) => next switch
    {
        WorkflowStartedEvent { Data: var data } => Key(next, data.Reason == Resumption ? Text(data.CreatedAt) + "resumption" : "initial"),
        NodeStartedEvent { Data: var data } => Key(next, data.Id),
        NodeFinishedEvent { Data: var data } => Key(next, data.Id),
        NodeRetryEvent { Data: var data } => Key(next, data.Id, Text(data.RetryIndex)),
        HumanInputRequiredEvent { Data: var data } => Key(next, data.FormId),
        HumanInputFormFilledEvent { Data: var data } => Key(next, data.NodeId, data.ActionId, data.RenderedContent),
        HumanInputFormTimeoutEvent { Data: var data } => Key(next, data.NodeId, Text(data.ExpirationTime)),
        WorkflowPausedEvent { Data: var data } => Key(next, [.. data.PausedNodes ?? [], .. (data.Reasons ?? []).Select(static reason => reason.FormId)]),
        WorkflowFinishedEvent => Key(next, string.Empty),
        _ => null,
    };

    /// <summary>Whether an event comes from the server's record: that has no word on whether inputs were cut, which the live stream always has.</summary>
    public static bool IsReduced(WorkflowStreamEvent next) => next switch
    {
        WorkflowStartedEvent { Data: var data } => data.Reason != Resumption,
        NodeStartedEvent { Data: var data } => data.InputsTruncated is null,
        NodeFinishedEvent { Data: var data } => data.InputsTruncated is null && data.OutputsTruncated is null,

        // A run that was over before the stream was taken up: the server puts the run id where the task id was.
        WorkflowFinishedEvent => next.TaskId == next.WorkflowRunId,
        _ => false,
    };

    private static string? Key(WorkflowStreamEvent next, params string?[] parts)
        => parts.Length == 1 && parts[0] is null ? null : next.Event + "\n" + string.Join("\n", parts);

    // Whether a document calls a time required decides whether its type is nullable here; both are taken.
    private static string Text(DateTimeOffset? time) => Text(time?.ToUnixTimeSeconds());

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? string.Empty;
}
