using System;
using System.Collections.Generic;
#if NET
using System.Runtime.CompilerServices;
#endif
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>
/// Says who reads a run, and when: the loop over its events, or an answer to a form, which has to wait for what comes before it. One of
/// them at a time; the run is closed from any
/// thread.
/// </summary>
internal sealed class RunFollower
{
    // Dify names the run with its first event. A server that never does must not fill the memory with events that nobody has asked for yet.
    private const int MostAhead = 16;

    // Servers close a stream that has brought nothing but pings for five minutes.
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(4);

    private readonly RunServer server;
    private readonly RunJournal journal;
    private readonly RunConnection connection;
    private readonly RunReader reader;
    private readonly TimeProvider clock;
    private readonly CancellationToken lifetime;
    private readonly ReadingTurn reading = new();
    private Task<DifyStreamEvent?>? underWay;
    private ExceptionDispatchInfo? aheadFailure;

    public RunFollower(
        RunServer server, RunJournal journal, RunConnection connection, RunReader reader, TimeProvider clock, CancellationToken lifetime)
    {
        this.server = server;
        this.journal = journal;
        this.connection = connection;
        this.reader = reader;
        this.clock = clock;
        this.lifetime = lifetime;
    }

    /// <summary>Whether the server is at work on the run, as far as is known: it is neither over nor paused with nobody having sent in a
    /// form.</summary>
    public bool IsGoing => !journal.IsOver && !journal.IsWaiting;

    /// <summary>Whether nothing more is to be read: the run was left, or can no longer be followed.</summary>
    public bool IsClosed => connection.IsClosed || aheadFailure is not null;

    /// <summary>Starts the run and reads on until the server has named it, or could have.</summary>
    public async Task StartAsync(ApiCall start)
    {
        await connection.UseAsync(
            await server.OpenAsync(start, lifetime).ConfigureAwait(false), start.Operation, asResumed: false).ConfigureAwait(false);
        while (!journal.IsIdentified && reader.Ahead.Count < MostAhead)
        {
            if (await reader.ReadAsync().ConfigureAwait(false) is { } next)
            {
                reader.Ahead.Enqueue(next);
            }
        }
    }

    /// <summary>Takes up a run that was started elsewhere.</summary>
    public async Task ResumeAsync()
    {
        var opened = await server.OpenAgainAsync(journal.Progress.WorkflowRunId!, lifetime).ConfigureAwait(false);
        await connection.UseAsync(opened, RunReconnection.Operation, asResumed: true).ConfigureAwait(false);
    }

    /// <summary>The next event for the caller.</summary>
    /// <returns>The event; null if the run is over, or waits for people.</returns>
#if NET
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
#endif
    public async ValueTask<DifyStreamEvent?> NextAsync()
    {
        // A run that is over cannot be cancelled any more.
        if (journal.IsOver && reader.Ahead.Count == 0)
        {
            return null;
        }

        await reading.EnterAsync(lifetime).ConfigureAwait(false);
        try
        {
            while (true)
            {
                if (reader.Ahead.Count > 0)
                {
                    lifetime.ThrowIfCancellationRequested();
                    return reader.Ahead.Dequeue();
                }

                aheadFailure?.Throw();
                if (!IsGoing)
                {
                    return null;
                }

                lifetime.ThrowIfCancellationRequested();
                journal.GoOn();
                if (await (underWay is null ? reader.ReadAsync() : TakeUnderWayAsync()).ConfigureAwait(false) is { } next)
                {
                    return next;
                }
            }
        }
        finally
        {
            reading.Leave();
        }
    }

    /// <summary>Reads an event on behalf of an answer, which must not overtake what it answers; it is kept for the loop.</summary>
    /// <param name="isEnough">Whether the answer need not wait any longer.</param>
    /// <param name="patience">Ends the wait.</param>
    /// <returns>False if patience ended before anything came.</returns>
    public async Task<bool> ReadAheadAsync(Func<bool> isEnough, Task patience)
    {
        if (!await EnterAsync(patience).ConfigureAwait(false))
        {
            return isEnough();
        }

        try
        {
            if (!isEnough())
            {
                return await ReadAheadAsync(patience).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is DifyApiException or OperationCanceledException)
        {
            // It is the loop's to be told.
            aheadFailure = ExceptionDispatchInfo.Capture(exception);
        }
        finally
        {
            reading.Leave();
        }

        return true;
    }

    /// <summary>
    /// An answer is about to be sent. The stream of what comes behind it is opened before, because the server tells nobody later what was
    /// said while nobody listened; that it listens is known from its first event.
    /// </summary>
    public async Task PrepareToGoOnAsync(Task patience, CancellationToken cancellationToken)
    {
        if (!await EnterAsync(patience).ConfigureAwait(false))
        {
            return;
        }

        try
        {
            if (IsClosed || !journal.IsWaiting || journal.Progress.WorkflowRunId is not { } workflowRunId)
            {
                return;
            }

            if (connection.IsTakenUpAgain && clock.GetElapsedTime(reader.PausedAt) < LongestPause)
            {
                return;
            }

            await connection.DropAsync().ConfigureAwait(false);
            var opened = server.OpenAgainAsync(workflowRunId, lifetime);
            connection.Expect(opened);

            // A proxy may hold headers back until something follows them, and the answer is what brings that about.
            if (await Task.WhenAny(opened, patience).ConfigureAwait(false) == opened)
            {
                await connection.UseExpectedAsync(opened).ConfigureAwait(false);
                await ReadAheadAsync(patience).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is DifyApiException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // The form can be sent in all the same; the stream is asked for again when it is needed.
            await connection.DropAsync().ConfigureAwait(false);
        }
        finally
        {
            reading.Leave();
        }
    }

    /// <summary>The answer was refused: unless another one was taken, nothing comes behind it.</summary>
    public Task StayAtPauseAsync() => journal.IsWaiting ? connection.DropAsync() : Task.CompletedTask;

    private async Task<bool> EnterAsync(Task patience)
    {
        var entered = reading.EnterAsync(lifetime);
        if (await Task.WhenAny(entered, patience).ConfigureAwait(false) == entered)
        {
            return entered.Status == TaskStatus.RanToCompletion;
        }

        // Whoever holds it lets go of it once more.
        _ = entered.ContinueWith(
            _ => reading.Leave(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        return false;
    }

    private async Task<bool> ReadAheadAsync(Task patience)
    {
        if (underWay is null)
        {
            underWay = reader.ReadAsync().AsTask();

            // Nobody may ever come back for it.
            _ = underWay.ContinueWith(
                static read => _ = read.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }

        if (await Task.WhenAny(underWay, patience).ConfigureAwait(false) != underWay)
        {
            return false;
        }

        if (await TakeUnderWayAsync().ConfigureAwait(false) is { } next)
        {
            reader.Ahead.Enqueue(next);
        }

        return true;
    }

    private async ValueTask<DifyStreamEvent?> TakeUnderWayAsync()
    {
        var read = underWay!;
        try
        {
            return await read.ConfigureAwait(false);
        }
        finally
        {
            underWay = null;
        }
    }
}
