using System;

namespace Dify.Generated;

/// <summary>Tells the end of a run from the server's record of it, when no stream tells it any more.</summary>
internal static class RunRecord
{
    /// <summary>The event that would have ended the stream; null while the run goes on.</summary>
    public static WorkflowFinishedEvent? EndOf(WorkflowRunDetailResponse detail, RunJournal journal)
    {
        var status = Status(detail);
        if (!IsEnd(status))
        {
            return null;
        }

        return new WorkflowFinishedEvent
        {
            Event = "workflow_finished",
            TaskId = journal.TaskId,
            WorkflowRunId = journal.WorkflowRunId,
            IsReplayed = true,
            Data = new WorkflowFinishedData
            {
                Id = detail.Id!,
                WorkflowId = detail.WorkflowId!,
                Status = status,
                Outputs = detail.Outputs,
                Error = detail.Error,
                ElapsedTime = ((double?)detail.ElapsedTime).GetValueOrDefault(),
                TotalTokens = ((long?)detail.TotalTokens).GetValueOrDefault(),
                TotalSteps = (int)((long?)detail.TotalSteps).GetValueOrDefault(),
                CreatedAt = ((DateTimeOffset?)detail.CreatedAt).GetValueOrDefault(),
                FinishedAt = detail.FinishedAt,
            },
        };
    }

    /// <summary>Whether a run with this status will not go on.</summary>
    public static bool IsEnd(WorkflowRunStatus status)
        => status == WorkflowRunStatus.Succeeded || status == WorkflowRunStatus.PartialSucceeded || status == WorkflowRunStatus.Failed || status == WorkflowRunStatus.Stopped;

    public static WorkflowRunStatus Status(WorkflowRunDetailResponse detail) => ((WorkflowRunStatus?)detail.Status).GetValueOrDefault();
}
