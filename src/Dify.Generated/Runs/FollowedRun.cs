using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>
/// A run that is followed, of whatever kind: begun, read by one loop at a time, answered, left. What callers hold is a face of it.
/// </summary>
internal sealed class FollowedRun
{
    private readonly RunJournal journal;
    private readonly RunTelemetry telemetry;
    private readonly RunFollower follower;
    private readonly RunAnswers answers;
    private readonly RunLeaving leaving;
    private volatile bool isRead;
    private int isEnumerated;

    public FollowedRun(
        RunServer server,
        RunJournal journal,
        RunTelemetry telemetry,
        WorkflowRunOptions options,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        this.journal = journal;
        this.telemetry = telemetry;
        var lifetime = new CancellationTokenSource();
        var record = new RunRecord(server, journal, clock);
        var connection = new RunConnection(journal, telemetry, lifetime.Token);
        var reader = new RunReader(server, journal, record, telemetry, connection, options, clock, lifetime.Token);
        follower = new RunFollower(server, journal, connection, reader, clock, lifetime.Token);
        answers = new RunAnswers(server, journal, follower, record, clock);
        leaving = new RunLeaving(server, journal, telemetry, record, connection, follower, options, clock, lifetime, cancellationToken);
    }

    /// <summary>How the run ended, or where it is paused; null while it goes on.</summary>
    public WorkflowOutcome? Outcome => journal.Outcome;

    /// <summary>How far the run was followed.</summary>
    public RunProgress Progress => journal.Progress;

    /// <summary>Why the stop call failed that leaving the run sent; null if it did not fail, or none was sent.</summary>
    public Exception? StopFailure => leaving.StopFailure;

    public Task StartAsync(ApiCall call)
    {
        leaving.Start = call;
        return BeginAsync(call.Operation, () => follower.StartAsync(call));
    }

    public Task ResumeAsync() => BeginAsync(RunReconnection.Operation, follower.ResumeAsync);

    /// <summary>The events, each once and in order.</summary>
    /// <param name="onceOnly">Whether a run that has been read to its end may not be read again.</param>
    /// <param name="cancellationToken">Cancels the run.</param>
    public async IAsyncEnumerable<TEvent> EnumerateAsync<TEvent>(
        bool onceOnly, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where TEvent : DifyStreamEvent
    {
        if (Interlocked.Exchange(ref isEnumerated, 1) != 0)
        {
            throw new InvalidOperationException(ClientText.Get("OneLoopAtATime"));
        }

        var isLeft = true;
        try
        {
            leaving.ThrowIfUnreadable();
            if (onceOnly && isRead)
            {
                throw new InvalidOperationException(ClientText.Get("EventsRead"));
            }

            using var registration = cancellationToken.Register(static leaving => ((RunLeaving)leaving!).CancelLoop(), leaving);
            while (await NextAsync(cancellationToken).ConfigureAwait(false) is { } next)
            {
                yield return (TEvent)next;
            }

            isLeft = false;
            isRead = journal.IsOver;
        }
        finally
        {
            if (isLeft)
            {
                await leaving.LeaveAsync().ConfigureAwait(false);
            }

            Volatile.Write(ref isEnumerated, 0);
        }
    }

    /// <summary>Follows the run to its end, or to a pause.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        await foreach (var _ in EnumerateAsync<DifyStreamEvent>(onceOnly: false, cancellationToken).ConfigureAwait(false))
        {
            // Each event is taken note of on its way here.
        }
    }

    public Task StopAsync(bool confirm, CancellationToken cancellationToken) => leaving.StopAsync(confirm, cancellationToken);

    public Task SubmitAsync(HumanInputRequiredEvent form, string action, HumanInputAnswers? values, CancellationToken cancellationToken)
    {
        HumanInputCheck.TokenOf(form, action);
        values ??= new HumanInputAnswers();
        values.ThrowIfInvalid(form.Data.Inputs ?? []);
        return answers.SendAsync(form, action, values, cancellationToken);
    }

    public ValueTask DisposeAsync() => leaving.DisposeAsync();

    // Whoever cancels is free at once, whatever the start still has to do.
    private async Task BeginAsync(string operation, Func<Task> begin)
    {
        try
        {
            telemetry.Started(operation);
            await leaving.UnlessLeftAsync(begin()).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (leaving.IsLeaving)
        {
            var cancelled = await leaving.CancelledAsync(exception, CancellationToken.None).ConfigureAwait(false);
            await DisposeAsync().ConfigureAwait(false);
            leaving.TellEnd();
            throw cancelled;
        }
        catch (Exception exception)
        {
            leaving.Start?.NoteRefusal(exception);
            leaving.Failure = ExceptionDispatchInfo.Capture(exception);
            await DisposeAsync().ConfigureAwait(false);
            leaving.TellEnd();
            throw;
        }
    }

    private ValueTask<DifyStreamEvent?> NextAsync(CancellationToken ofLoop)
    {
        // As with the stream: what has come already and is not the end needs no state machine.
        var read = follower.NextAsync();
        if (read.IsCompletedSuccessfully)
        {
            read = new ValueTask<DifyStreamEvent?>(read.Result);
            if (read.Result is not null && !journal.IsOver)
            {
                return read;
            }
        }

        return NextAsync(read, ofLoop);
    }

#if NET
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
#endif
    private async ValueTask<DifyStreamEvent?> NextAsync(ValueTask<DifyStreamEvent?> read, CancellationToken ofLoop)
    {
        try
        {
            for (; ; read = follower.NextAsync())
            {
                var next = await read.ConfigureAwait(false);
                if (journal.IsOver)
                {
                    leaving.TellEnd();
                }

                if (next is not null || journal.IsOver || !answers.AreUnderWay)
                {
                    return next;
                }

                await answers.WaitAsync(leaving.Lifetime).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException exception)
        {
            throw await leaving.CancelledAsync(exception, ofLoop).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            leaving.Failure = ExceptionDispatchInfo.Capture(exception);
            throw;
        }
    }
}
