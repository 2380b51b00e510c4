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
        if (string.IsNullOrEmpty(WorkflowRunId) && !string.IsNullOrEmpty(next.WorkflowRunId))
        {
            WorkflowRunId = next.WorkflowRunId;
        }

        // After a resumption the server puts the run id where the task id was; only the first one can stop the run.
        if (string.IsNullOrEmpty(TaskId) && !string.IsNullOrEmpty(next.TaskId) && next.TaskId != WorkflowRunId)
        {
            TaskId = next.TaskId;
        }
    }
}
