using System;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>The server's record of a run, which tells how the run ended when no stream tells it any more.</summary>
internal sealed class RunRecord
{
    private readonly RunServer server;
    private readonly RunProgress progress;

    public RunRecord(RunServer server, RunProgress progress)
    {
        this.server = server;
        this.progress = progress;
    }

    /// <summary>Whether the server said that there is no such run.</summary>
    public bool IsMissing { get; private set; }

    /// <summary>Looks for the event that would have ended the stream.</summary>
    /// <returns>The event; null while the run goes on, and if the record cannot be read.</returns>
    public async Task<WorkflowFinishedEvent?> FindEndAsync(CancellationToken cancellationToken)
    {
        if (progress.WorkflowRunId is not { } workflowRunId)
        {
            return null;
        }

        try
        {
            var detail = await server.GetDetailAsync(workflowRunId, cancellationToken).ConfigureAwait(false);
            IsMissing = false;
            return IsEnd(Status(detail)) ? EndOf(detail) : null;
        }
        catch (DifyNotFoundException)
        {
            IsMissing = true;
            return null;
        }
        catch (DifyApiException)
        {
            // The failure of the stream says more than that of this second way.
            return null;
        }
    }

    /// <summary>Whether a run with this status will not go on.</summary>
    public static bool IsEnd(WorkflowRunStatus status)
        => status == WorkflowRunStatus.Succeeded || status == WorkflowRunStatus.PartialSucceeded || status == WorkflowRunStatus.Failed || status == WorkflowRunStatus.Stopped;

    // Whether a document calls a member required decides whether its type is nullable here; both are taken.
    public static WorkflowRunStatus Status(WorkflowRunDetailResponse detail) => ((WorkflowRunStatus?)detail.Status).GetValueOrDefault();

    private WorkflowFinishedEvent EndOf(WorkflowRunDetailResponse detail) => new()
    {
        Event = "workflow_finished",
        TaskId = progress.TaskId,
        WorkflowRunId = progress.WorkflowRunId,
        Data = new WorkflowFinishedData
        {
            Id = detail.Id!,
            WorkflowId = detail.WorkflowId!,
            Status = Status(detail),
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
