namespace Dify.Generated.Tests.Runs;

/// <summary>What an event tells, without what differs from run to run.</summary>
internal static class EventKey
{
    public static string Of(WorkflowStreamEvent next) => next switch
    {
        NodeStartedEvent node => $"{next.Event} {node.Data.NodeId} {node.Data.Title}",
        NodeFinishedEvent node => $"{next.Event} {node.Data.NodeId} {node.Data.Status}",
        TextChunkEvent chunk => $"{next.Event} {chunk.Data.Text}",
        HumanInputRequiredEvent form => $"{next.Event} {form.Data.NodeId}",
        HumanInputFormFilledEvent form => $"{next.Event} {form.Data.NodeId} {form.Data.ActionId}",
        WorkflowStartedEvent started => $"{next.Event} {started.Data.Reason}",
        WorkflowFinishedEvent finished => $"{next.Event} {finished.Data.Status} {finished.Data.Outputs}",
        _ => next.Event,
    };
}
