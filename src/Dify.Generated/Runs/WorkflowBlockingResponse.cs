namespace Dify.Generated;

public partial class WorkflowBlockingResponse : IRunAnswer
{
    // Whether a document calls a member required decides whether its type is nullable here; both are taken.
    WorkflowRunFacts IRunAnswer.GetFacts()
        => (WorkflowFinishedData?)Data is { } data
            ? new WorkflowRunFacts(WorkflowRunId, TaskId, RunStatuses.Of(data).Value, data.TotalTokens)
            : new WorkflowRunFacts(WorkflowRunId, TaskId);
}
