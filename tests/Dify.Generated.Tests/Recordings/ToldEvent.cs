using System;
using System.Linq;

namespace Dify.Generated.Tests.Recordings;

/// <summary>What a typed event tells, in the words of <see cref="RecordedEvent.Key"/>.</summary>
internal static class ToldEvent
{
    public static string Key(WorkflowStreamEvent told) => told switch
    {
        WorkflowStartedEvent started => $"{told.Event} {started.Data.Reason}",
        NodeStartedEvent node => $"{told.Event} {node.Data.Id}",
        NodeFinishedEvent node => $"{told.Event} {node.Data.Id} {node.Data.Status}",
        NodeRetryEvent node => $"{told.Event} {node.Data.Id} {node.Data.RetryIndex}",
        IterationStartedEvent node => $"{told.Event} {node.Data.NodeId}",
        IterationNextEvent node => $"{told.Event} {node.Data.NodeId} {node.Data.Index}",
        IterationCompletedEvent node => $"{told.Event} {node.Data.NodeId}",
        LoopStartedEvent node => $"{told.Event} {node.Data.NodeId}",
        LoopNextEvent node => $"{told.Event} {node.Data.NodeId} {node.Data.Index}",
        LoopCompletedEvent node => $"{told.Event} {node.Data.NodeId}",
        AgentLogEvent log => $"{told.Event} {log.Data.NodeId}",
        TextChunkEvent chunk => $"{told.Event} {chunk.Data.Text}",
        TextReplaceEvent replacement => $"{told.Event} {replacement.Data.Text}",
        HumanInputRequiredEvent form => $"{told.Event} {form.Data.FormToken}",
        HumanInputFormFilledEvent form => $"{told.Event} {form.Data.NodeId}",
        HumanInputFormTimeoutEvent form => $"{told.Event} {form.Data.NodeId}",
        WorkflowPausedEvent paused => $"{told.Event} {Tokens(paused)}",
        WorkflowFinishedEvent finished => $"{told.Event} {finished.Data.Status}",
        _ => told.Event,
    };

    private static string Tokens(WorkflowPausedEvent paused)
        => string.Join(',', (paused.Data.Reasons ?? []).Select(reason => reason.FormToken).OfType<string>().Order(StringComparer.Ordinal));
}
