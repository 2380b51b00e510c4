namespace Dify.Generated;

/// <summary>Iterations and loops have events of their own, live. The record of a run tells them as plain nodes: here they get their own events back.</summary>
internal static class Containers
{
    /// <summary>The event that tells the start of a container; null if the node is none.</summary>
    public static WorkflowStreamEvent? Started(NodeStartedEvent node) => node.Data.NodeType switch
    {
        "iteration" => Like(node, "iteration_started", new IterationStartedEvent
        {
            Data = new IterationStartedData
            {
                Id = node.Data.NodeId,
                NodeId = node.Data.NodeId,
                NodeType = node.Data.NodeType,
                Title = node.Data.Title,
                CreatedAt = node.Data.CreatedAt,
                Extras = node.Data.Extras,
            },
        }),
        "loop" => Like(node, "loop_started", new LoopStartedEvent
        {
            Data = new LoopStartedData
            {
                Id = node.Data.NodeId,
                NodeId = node.Data.NodeId,
                NodeType = node.Data.NodeType,
                Title = node.Data.Title,
                CreatedAt = node.Data.CreatedAt,
                Extras = node.Data.Extras,
            },
        }),
        _ => null,
    };

    /// <summary>The event that tells the end of a container; null if the node is none.</summary>
    public static WorkflowStreamEvent? Completed(NodeFinishedEvent node) => node.Data.NodeType switch
    {
        "iteration" => Like(node, "iteration_completed", new IterationCompletedEvent
        {
            Data = new IterationCompletedData
            {
                Id = node.Data.NodeId,
                NodeId = node.Data.NodeId,
                NodeType = node.Data.NodeType,
                Title = node.Data.Title,
                Status = node.Data.Status,
                Error = node.Data.Error,
                Outputs = node.Data.Outputs,
                ElapsedTime = node.Data.ElapsedTime,
                CreatedAt = node.Data.CreatedAt,
                FinishedAt = node.Data.FinishedAt,
            },
        }),
        "loop" => Like(node, "loop_completed", new LoopCompletedEvent
        {
            Data = new LoopCompletedData
            {
                Id = node.Data.NodeId,
                NodeId = node.Data.NodeId,
                NodeType = node.Data.NodeType,
                Title = node.Data.Title,
                Status = node.Data.Status,
                Error = node.Data.Error,
                Outputs = node.Data.Outputs,
                ElapsedTime = node.Data.ElapsedTime,
                CreatedAt = node.Data.CreatedAt,
                FinishedAt = node.Data.FinishedAt,
            },
        }),
        _ => null,
    };

    private static WorkflowStreamEvent Like(WorkflowStreamEvent node, string name, WorkflowStreamEvent container)
    {
        container.Event = name;
        container.TaskId = node.TaskId;
        container.WorkflowRunId = node.WorkflowRunId;
        container.IsReplayed = true;
        return container;
    }
}
