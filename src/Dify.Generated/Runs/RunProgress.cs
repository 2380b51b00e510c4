namespace Dify.Generated;

/// <summary>How far a run has been followed: its ids, and how many events came.</summary>
internal sealed class RunProgress
{
    // Of an app without workflows no run can be asked for, whatever a server calls one.
    private readonly bool hasWorkflow;

    public RunProgress(string? workflowRunId = null, bool isOfAnswer = false, bool hasWorkflow = true)
    {
        WorkflowRunId = workflowRunId;
        IsOfAnswer = isOfAnswer;
        this.hasWorkflow = hasWorkflow;
    }

    /// <summary>Whether it is the answer of a chat or a text generator that is followed, with or without a workflow behind it.</summary>
    public bool IsOfAnswer { get; }

    public string? TaskId { get; private set; }

    public string? WorkflowRunId { get; private set; }

    public string? ConversationId { get; private set; }

    public string? MessageId { get; private set; }

    public long EventsReceived { get; private set; }

    /// <summary>Takes note of an event that the caller is to have.</summary>
    public void Follow(DifyStreamEvent next)
    {
        EventsReceived++;

        ConversationId ??= Given(next.ConversationId);
        MessageId ??= Given(next.MessageId);

        // An id with which nothing can be asked is as good as none.
        if (hasWorkflow && string.IsNullOrEmpty(WorkflowRunId) && next.WorkflowRunId is { } runId && RequestCheck.IsUuid(runId))
        {
            WorkflowRunId = runId;
        }

        // After a resumption the server puts the run id where the task id was; only the first one can stop the run.
        if (string.IsNullOrEmpty(TaskId) && next.TaskId != WorkflowRunId && next.TaskId is { } taskId && PathSegment.CanBe(taskId))
        {
            TaskId = taskId;
        }
    }
    private static string? Given(string? id) => id is { Length: > 0 } && PathSegment.CanBe(id) ? id : null;
}
