namespace Dify.Generated;

/// <summary>How far a run has been followed: its ids, and how many events came.</summary>
internal sealed class RunProgress
{
    public RunProgress(string? workflowRunId = null) => WorkflowRunId = workflowRunId;

    public string? TaskId { get; private set; }

    public string? WorkflowRunId { get; private set; }

    public long EventsReceived { get; private set; }

    /// <summary>Takes note of an event that the caller is to have.</summary>
    public void Follow(WorkflowStreamEvent next)
    {
        EventsReceived++;
        if (string.IsNullOrEmpty(WorkflowRunId) && IsUsable(next.WorkflowRunId))
        {
            WorkflowRunId = next.WorkflowRunId;
        }

        // After a resumption the server puts the run id where the task id was; only the first one can stop the run.
        if (string.IsNullOrEmpty(TaskId) && next.TaskId != WorkflowRunId && IsUsable(next.TaskId))
        {
            TaskId = next.TaskId;
        }
    }

    // An id that cannot stand in an address is as good as none: nothing can be asked with it.
    private static bool IsUsable(string? id) => id is not null && PathSegment.CanBe(id);
}
