using System;
using System.Collections.Generic;
#if NET
using System.Runtime.CompilerServices;
#endif
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>
/// Reads a run from one stream after another: over broken connections and over pauses, each event once. One reader at a time; a form may be sent in and the run closed from any
/// thread.
/// </summary>
internal sealed class RunFollower
{
    // Longer than the pings are apart, so that a run that is at work is seldom asked about.
    private static readonly TimeSpan RecordInterval = TimeSpan.FromSeconds(30);

    // Dify names the run with its first event. A server that never does must not fill the memory with events that nobody has asked for yet.
    private const int MostAhead = 16;

    private readonly RunServer server;
    private readonly RunJournal journal;
    private readonly RunTelemetry telemetry;
    private readonly RunRecord record;
    private readonly RunReconnection reconnection;
    private readonly TimeProvider clock;
    private readonly Queue<WorkflowStreamEvent> ahead = new();
    private readonly object gate = new();
    private EventStream<WorkflowStreamEvent>? stream;
    private EventStream<WorkflowStreamEvent>? prepared;
    private string operation = RunReconnection.Operation;
    private bool isResumed;
    private bool isClosed;
    private volatile bool goesOnAfterPause;

    public RunFollower(RunServer server, RunJournal journal, RunTelemetry telemetry, WorkflowRunOptions options, TimeProvider clock)
    {
        this.server = server;
        this.journal = journal;
        this.telemetry = telemetry;
        this.clock = clock;
        record = new RunRecord(server, journal.Progress);
        reconnection = new RunReconnection(server, record, journal.Progress, options, clock);
    }

    /// <summary>Whether the server is at work on the run, as far as is known: it is neither over nor paused with nobody having sent in a form.</summary>
    public bool IsGoing => journal.Outcome is not { } outcome || (outcome.Status == WorkflowRunStatus.Paused && goesOnAfterPause);

    /// <summary>Starts the run and reads on until the server has named it, or could have.</summary>
    public async Task StartAsync(ApiCall start, CancellationToken cancellationToken)
    {
        operation = start.Operation;
        await UseAsync(await server.OpenAsync(start, cancellationToken).ConfigureAwait(false), asResumed: false, cancellationToken).ConfigureAwait(false);
        while (!journal.IsIdentified && ahead.Count < MostAhead)
        {
            if (await ReadAsync(cancellationToken).ConfigureAwait(false) is { } next)
            {
                ahead.Enqueue(next);
            }
        }
    }

    /// <summary>Takes up a run that was started elsewhere.</summary>
    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        var opened = await server.OpenAgainAsync(journal.Progress.WorkflowRunId!, cancellationToken).ConfigureAwait(false);
        await UseAsync(opened, asResumed: true, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// A form is about to be sent in. The stream of what comes behind it is opened before, because the server tells nobody later what was said while nobody listened. Between a form
    /// and its pause nothing is told that would come on both streams and could not be known again.
    /// </summary>
    public async Task PrepareToGoOnAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (isClosed || prepared is not null || (isResumed && stream is not null) || journal.Progress.WorkflowRunId is null)
            {
                return;
            }
        }

        EventStream<WorkflowStreamEvent> opened;
        try
        {
            opened = await server.OpenAgainAsync(journal.Progress.WorkflowRunId!, cancellationToken).ConfigureAwait(false);
        }
        catch (DifyApiException)
        {
            // The form can be sent in all the same; the stream is asked for again when it is needed.
            return;
        }

        lock (gate)
        {
            if (!isClosed && prepared is null)
            {
                prepared = opened;
                return;
            }
        }

        await opened.CloseAsync().ConfigureAwait(false);
    }

    /// <summary>A form was sent in: the next pause is not the end of the events.</summary>
    public void GoOnAfterPause() => goesOnAfterPause = true;

    /// <summary>The form was refused: unless another one was taken, nothing comes behind it.</summary>
    public Task StayAtPauseAsync() => goesOnAfterPause ? Task.CompletedTask : (TakePrepared()?.CloseAsync() ?? Task.CompletedTask);

    /// <summary>The next event for the caller.</summary>
    /// <returns>The event; null if the run is over, or paused with nobody having sent in a form.</returns>
#if NET
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
#endif
    public async ValueTask<WorkflowStreamEvent?> NextAsync(CancellationToken cancellationToken)
    {
        if (ahead.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return ahead.Dequeue();
        }

        // A run that is over cannot be cancelled any more.
        while (!journal.IsOver)
        {
            if (journal.Outcome is not null && !goesOnAfterPause)
            {
                return null;
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (journal.Outcome is not null)
            {
                goesOnAfterPause = false;
                journal.GoOn();
            }

            if (await ReadAsync(cancellationToken).ConfigureAwait(false) is { } next)
            {
                return next;
            }
        }

        return null;
    }

    /// <summary>Ends the stream at once, and every later one.</summary>
    /// <returns>A task that ends when the connection is closed.</returns>
    public Task CloseAsync()
    {
        lock (gate)
        {
            isClosed = true;
        }

        return Task.WhenAll(DropAsync(), TakePrepared()?.CloseAsync() ?? Task.CompletedTask);
    }

    // Null stands for nothing new: an event that the caller has had, or a connection that was taken up again.
#if NET
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
#endif
    private async ValueTask<WorkflowStreamEvent?> ReadAsync(CancellationToken cancellationToken)
    {
        if (Current(cancellationToken) is not { } open)
        {
            // The stream ended with a pause.
            return await ReconnectAsync(null, cancellationToken).ConfigureAwait(false);
        }

        WorkflowStreamEvent next;
        try
        {
            next = isResumed
                ? await ReadResumedAsync(open, cancellationToken).ConfigureAwait(false)
                : await RunStream.ReadAsync(operation, open, journal.Progress, cancellationToken).ConfigureAwait(false);
        }
        catch (WorkflowStreamInterruptedException interruption) when (reconnection.IsPossible(interruption))
        {
            return await ReconnectAsync(interruption, cancellationToken).ConfigureAwait(false);
        }
        catch (DifyApiException)
        {
            await DropAsync().ConfigureAwait(false);
            throw;
        }

        if (journal.IsOver)
        {
            // Told by the record.
            return next;
        }

        if (!journal.Record(next, isResumed))
        {
            return null;
        }

        telemetry.Received();
        reconnection.Reset();
        if (RunStream.IsTerminal(next) && !(isResumed && IsGoing))
        {
            await DropAsync().ConfigureAwait(false);
        }

        return next;
    }

    // A stream that was taken up again may have missed the end of the run and then brings pings for ever. When nothing else comes the record is asked; it has the last word only if
    // the stream has had time to bring the end itself.
    private async ValueTask<WorkflowStreamEvent> ReadResumedAsync(EventStream<WorkflowStreamEvent> open, CancellationToken cancellationToken)
    {
        var reading = RunStream.ReadAsync(operation, open, journal.Progress, cancellationToken);
        if (reading.IsCompleted)
        {
            return await reading.ConfigureAwait(false);
        }

        var read = reading.AsTask();
        WorkflowFinishedEvent? end = null;
        while (!await IsDoneAsync(read, cancellationToken).ConfigureAwait(false))
        {
            if (end is null)
            {
                end = await record.FindEndAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            await DropAsync().ConfigureAwait(false);
            try
            {
                return await read.ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                journal.RecordEnd(end);
                return end;
            }
        }

        return await read.ConfigureAwait(false);
    }

    private async Task<bool> IsDoneAsync(Task read, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var interval = Clock.DelayAsync(clock, RecordInterval, enough.Token);
        var first = await Task.WhenAny(read, interval).ConfigureAwait(false);
        enough.Cancel();
        return first == read || cancellationToken.IsCancellationRequested;
    }

    private async Task<WorkflowStreamEvent?> ReconnectAsync(WorkflowStreamInterruptedException? interruption, CancellationToken cancellationToken)
    {
        await DropAsync().ConfigureAwait(false);
        var opened = TakePrepared();
        if (opened is null)
        {
            (opened, var end) = await reconnection.ConnectAsync(interruption, cancellationToken).ConfigureAwait(false);
            if (end is not null)
            {
                journal.RecordEnd(end);
                return end;
            }

            if (interruption is not null)
            {
                telemetry.Resumed(interruption.End);
            }
        }

        operation = RunReconnection.Operation;
        await UseAsync(opened!, asResumed: true, cancellationToken).ConfigureAwait(false);
        return null;
    }

    private EventStream<WorkflowStreamEvent>? Current(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return isClosed ? throw new OperationCanceledException(cancellationToken) : stream;
        }
    }

    private async Task UseAsync(EventStream<WorkflowStreamEvent> opened, bool asResumed, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (!isClosed)
            {
                stream = opened;
                isResumed = asResumed;
                return;
            }
        }

        await opened.CloseAsync().ConfigureAwait(false);
        throw new OperationCanceledException(cancellationToken);
    }

    private Task DropAsync()
    {
        EventStream<WorkflowStreamEvent>? open;
        lock (gate)
        {
            open = stream;
            stream = null;
        }

        return open?.CloseAsync() ?? Task.CompletedTask;
    }

    private EventStream<WorkflowStreamEvent>? TakePrepared()
    {
        lock (gate)
        {
            var taken = prepared;
            prepared = null;
            return taken;
        }
    }
}
