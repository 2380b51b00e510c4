using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>Reads a run from one stream after another: over broken connections and over pauses, each event once.</summary>
internal sealed class RunFollower
{
    private const string Operation = "streamWorkflowEvents";

    private readonly RunServer server;
    private readonly RunJournal journal;
    private readonly WorkflowRunOptions options;
    private readonly TimeProvider clock;
    private readonly Queue<WorkflowStreamEvent> ahead = new();
    private EventStream<WorkflowStreamEvent>? stream;
    private string operation = Operation;
    private bool isResumed;
    private bool goesOnAfterPause;
    private int resumesInARow;
    private volatile bool isAborted;

    public RunFollower(RunServer server, RunJournal journal, WorkflowRunOptions options, TimeProvider clock)
    {
        this.server = server;
        this.journal = journal;
        this.options = options;
        this.clock = clock;
    }

    /// <summary>Starts the run and reads on until the server has named it.</summary>
    public async Task StartAsync(ApiCall start, CancellationToken cancellationToken)
    {
        operation = start.Operation;
        Use(await server.OpenAsync(start, cancellationToken).ConfigureAwait(false), cancellationToken);
        while (!journal.IsIdentified)
        {
            if (await ReadAsync(cancellationToken).ConfigureAwait(false) is { } next)
            {
                ahead.Enqueue(next);
            }
            else if (journal.Outcome is not null)
            {
                return;
            }
        }
    }

    /// <summary>Takes up a run that was started elsewhere.</summary>
    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        isResumed = true;
        Use(await server.OpenAgainAsync(journal.WorkflowRunId!, continueOnPause: false, cancellationToken).ConfigureAwait(false), cancellationToken);
    }

    /// <summary>A form was sent in: the next pause is not the end of the events.</summary>
    public void GoOnAfterPause() => goesOnAfterPause = true;

    /// <summary>The next event for the caller.</summary>
    /// <returns>The event; null if the run is over, or paused with nobody having sent in a form.</returns>
    public async ValueTask<WorkflowStreamEvent?> NextAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (ahead.Count > 0)
        {
            return ahead.Dequeue();
        }

        while (true)
        {
            if (journal.IsOver)
            {
                return null;
            }

            if (journal.Outcome is not null)
            {
                if (!goesOnAfterPause)
                {
                    return null;
                }

                goesOnAfterPause = false;
                journal.GoOn();
                await ReopenAsync(continueOnPause: true, interruption: null, cancellationToken).ConfigureAwait(false);
            }

            if (await ReadAsync(cancellationToken).ConfigureAwait(false) is { } next)
            {
                return next;
            }
        }
    }

    /// <summary>Ends the stream from any thread.</summary>
    public void Abort()
    {
        isAborted = true;
        stream?.Abort();
    }

    /// <summary>Closes the connection, if there is one.</summary>
    public async Task CloseAsync()
    {
        var open = Interlocked.Exchange(ref stream, null);
        if (open is not null)
        {
            await open.CloseAsync().ConfigureAwait(false);
        }
    }

    // Null stands for nothing new: an event that the caller has had, or a connection that was taken up again.
    private async ValueTask<WorkflowStreamEvent?> ReadAsync(CancellationToken cancellationToken)
    {
        WorkflowStreamEvent next;
        try
        {
            var open = stream ?? throw new StreamBrokenException(StreamEnd.ConnectionLost);
            next = await RunStream.ReadAsync(operation, open, journal, cancellationToken).ConfigureAwait(false);
        }
        catch (WorkflowStreamInterruptedException interruption)
        {
            await CloseAsync().ConfigureAwait(false);
            if (!CanResume(interruption))
            {
                throw;
            }

            return await ReopenAsync(continueOnPause: false, interruption, cancellationToken).ConfigureAwait(false);
        }

        var isNew = journal.Record(next, isResumed);
        if (isNew && RunStream.IsTerminal(next))
        {
            await CloseAsync().ConfigureAwait(false);
        }

        if (!isNew)
        {
            return null;
        }

        resumesInARow = 0;
        return next;
    }

    private bool CanResume(WorkflowStreamInterruptedException interruption)
        => options.Resume && !string.IsNullOrEmpty(journal.WorkflowRunId) && interruption.End is not (StreamEnd.InvalidEvent or StreamEnd.EventTooLarge);

    private async Task<WorkflowStreamEvent?> ReopenAsync(bool continueOnPause, WorkflowStreamInterruptedException? interruption, CancellationToken cancellationToken)
    {
        isResumed = true;
        operation = Operation;
        Exception? failure = interruption;
        while (resumesInARow < Math.Max(options.MaxResumes, continueOnPause ? 1 : 0))
        {
            await WaitAsync(resumesInARow++, cancellationToken).ConfigureAwait(false);
            try
            {
                Use(await server.OpenAgainAsync(journal.WorkflowRunId!, continueOnPause, cancellationToken).ConfigureAwait(false), cancellationToken);
                return null;
            }
            catch (DifyApiException exception) when (exception is DifyNotFoundException || exception.IsTransient)
            {
                // Older servers have no such stream; the record of the run can still say how it ended.
                failure = exception;
                if (exception is DifyNotFoundException && await EndFromRecordAsync(cancellationToken).ConfigureAwait(false) is { } end)
                {
                    return end;
                }
            }
        }

        return await LastWordAsync(failure, cancellationToken).ConfigureAwait(false);
    }

    // When no stream can tell how the run goes on, its record decides.
    private async Task<WorkflowStreamEvent> LastWordAsync(Exception? failure, CancellationToken cancellationToken)
    {
        var interruption = failure as WorkflowStreamInterruptedException;
        try
        {
            if (await EndFromRecordAsync(cancellationToken).ConfigureAwait(false) is { } end)
            {
                return end;
            }
        }
        catch (DifyApiException exception)
        {
            failure ??= exception;
        }

        throw interruption ?? RunFailure.Interrupted(Operation, failure ?? new StreamBrokenException(StreamEnd.EndedEarly), journal);
    }

    private async Task<WorkflowStreamEvent?> EndFromRecordAsync(CancellationToken cancellationToken)
    {
        var detail = await server.GetDetailAsync(journal.WorkflowRunId!, cancellationToken).ConfigureAwait(false);
        var end = RunRecord.EndOf(detail, journal);
        return end is not null && journal.Record(end, isResumed: true) ? end : null;
    }

    private void Use(EventStream<WorkflowStreamEvent> opened, CancellationToken cancellationToken)
    {
        stream = opened;
        if (isAborted)
        {
            opened.Abort();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    // At once the first time: most connections that drop can be made again immediately.
    private async Task WaitAsync(int failures, CancellationToken cancellationToken)
    {
        const double LongestSeconds = 8;
        if (failures > 0)
        {
            var wait = TimeSpan.FromSeconds(Math.Min(LongestSeconds, 0.25 * Math.Pow(2, failures)));
            await Clock.DelayAsync(clock, wait, cancellationToken).ConfigureAwait(false);
        }
    }
}
