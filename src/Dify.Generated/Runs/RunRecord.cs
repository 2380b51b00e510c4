using System;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>What the server's record of a run says.</summary>
/// <param name="Status">Where the run stands; null if the record cannot be read.</param>
/// <param name="End">The event that would have ended the stream; null while the run goes on.</param>
/// <param name="Failure">Why the record cannot be read; null if it can, or nobody knows its id.</param>
internal readonly record struct RunRecordState(WorkflowRunStatus? Status, DifyStreamEvent? End, DifyApiException? Failure)
{
    /// <summary>Whether the server said that there is no such run.</summary>
    public bool IsMissing => Failure is DifyNotFoundException { Problem.Source: ProblemSource.Dify };
}

/// <summary>The server's record of a run, which has the last word where no stream tells what became of it.</summary>
internal sealed class RunRecord
{
    // The record of a run that has just ended may lag behind its events.
    private const int MostTries = 5;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly RunServer server;
    private readonly RunJournal journal;
    private readonly TimeProvider clock;

    public RunRecord(RunServer server, RunJournal journal, TimeProvider clock)
    {
        this.server = server;
        this.journal = journal;
        this.clock = clock;
    }

    public async Task<RunRecordState> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (journal.Progress.WorkflowRunId is not { } workflowRunId)
            {
                return journal.Progress.MessageId is null ? default
                    : await server.FindAnswerAsync(journal.Progress, cancellationToken).ConfigureAwait(false) is null
                        ? new RunRecordState(WorkflowRunStatus.Running, null, null)
                    : new RunRecordState(WorkflowRunStatus.Succeeded, server.EndOfAnswer(journal.Progress), null);
            }

            var detail = await server.GetDetailAsync(workflowRunId, cancellationToken).ConfigureAwait(false);

            // Whether a document calls a member required decides whether its type is nullable here; both are taken.
            var status = ((WorkflowRunStatus?)detail.Status).GetValueOrDefault();
            return new RunRecordState(status, RunStatuses.IsEnd(status) ? EndOf(detail, status) : null, null);
        }
        catch (DifyApiException exception)
        {
            return new RunRecordState(null, null, exception);
        }
    }

    /// <summary>Reads the record until it knows of the end that a stream has told, for a few seconds at most.</summary>
    public async Task<RunRecordState> ReadSettledAsync(CancellationToken cancellationToken)
    {
        var state = await ReadAsync(cancellationToken).ConfigureAwait(false);
        for (var tries = 1; state.Status is not null && state.End is null && tries < MostTries; tries++)
        {
            await Clock.DelayAsync(clock, Interval, cancellationToken).ConfigureAwait(false);
            state = await ReadAsync(cancellationToken).ConfigureAwait(false);
        }

        return state;
    }

    /// <summary>Reads the record of a run, again for a few seconds if there is none although events of the run came: it may not have been
    /// written yet.</summary>
    public async Task<RunRecordState> ReadWrittenAsync(CancellationToken cancellationToken)
    {
        var state = await ReadAsync(cancellationToken).ConfigureAwait(false);
        for (var tries = 1; state.Failure is DifyNotFoundException && journal.Progress.EventsReceived > 0 && tries < MostTries; tries++)
        {
            await Clock.DelayAsync(clock, Interval, cancellationToken).ConfigureAwait(false);
            state = await ReadAsync(cancellationToken).ConfigureAwait(false);
        }

        return state;
    }

    /// <summary>Waits until a run that was stopped has really ended: by its events if somebody reads them, else by its record.</summary>
    /// <exception cref="DifyTimeoutException">It had not ended in time; the message says what the record says.</exception>
    /// <exception cref="InvalidOperationException">It has paused instead, and a stop has no effect on it.</exception>
    public async Task ConfirmStopAsync(RunFollower follower, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var bound = Clock.CancelAfter(clock, limit);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, bound.Token);
        var state = default(RunRecordState);
        try
        {
            while (!journal.IsOver)
            {
                if (journal.Progress.WorkflowRunId is null)
                {
                    // Of how an answer ended the server keeps no record: only the stream says it.
                    var wait = Clock.DelayAsync(clock, limit, either.Token);
                    await follower.ReadAheadAsync(() => journal.IsOver || follower.IsClosed, wait).ConfigureAwait(false);
                    either.Token.ThrowIfCancellationRequested();
                    if (follower.IsClosed)
                    {
                        return;
                    }

                    continue;
                }

                state = await ReadAsync(either.Token).ConfigureAwait(false);
                if (state.End is { } end)
                {
                    journal.ConfirmEnd(end);
                    return;
                }

                if (state.Status == WorkflowRunStatus.Paused)
                {
                    throw new InvalidOperationException(ClientText.Get("StopWhilePaused"));
                }

                await Clock.DelayAsync(clock, Interval, either.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException exception) when (bound.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            var found = state.Status is { } status
                ? ClientText.Format("RecordSays", RunStatuses.Describe(status))
                : ClientText.Get("RecordUnread");
            throw new DifyTimeoutException(
                ClientText.Format("StopUnconfirmed", limit, found),
                new DifyFailure(server.StopOperation) { IsTransient = true },
                state.Failure ?? (Exception)exception);
        }
    }

    private WorkflowFinishedEvent EndOf(WorkflowRunDetailResponse detail, WorkflowRunStatus status) => new()
    {
        Event = "workflow_finished",
        TaskId = journal.Progress.TaskId,
        WorkflowRunId = journal.Progress.WorkflowRunId,
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
