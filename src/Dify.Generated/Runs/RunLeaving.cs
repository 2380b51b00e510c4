using System;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>
/// How a run is left before its end: by a token, the loop, its time limit or its disposal. The connection is closed and the run stopped on
/// the server once, unless the options say
/// otherwise. The caller may also stop it without leaving it.
/// </summary>
internal sealed class RunLeaving
{
    private readonly RunServer server;
    private readonly RunJournal journal;
    private readonly RunTelemetry telemetry;
    private readonly RunRecord record;
    private readonly RunConnection connection;
    private readonly RunFollower follower;
    private readonly WorkflowRunOptions options;
    private readonly TimeProvider clock;
    private readonly CancellationToken callerToken;
    private readonly CancellationTokenSource? timeout;
    private readonly CancellationTokenSource lifetime;
    private readonly CancellationTokenRegistration onCancelled;
    private readonly CancellationTokenRegistration onTimeout;
    private readonly object gate = new();
    private readonly TaskCompletionSource<bool> left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<bool> begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool isLoopCancelled;
    private bool isLeaving;
    private bool stopPending;

    public RunLeaving(
        RunServer server,
        RunJournal journal,
        RunTelemetry telemetry,
        RunRecord record,
        RunConnection connection,
        RunFollower follower,
        WorkflowRunOptions options,
        TimeProvider clock,
        CancellationTokenSource lifetime,
        CancellationToken callerToken)
    {
        this.server = server;
        this.journal = journal;
        this.telemetry = telemetry;
        this.record = record;
        this.connection = connection;
        this.follower = follower;
        this.options = options;
        this.clock = clock;
        this.lifetime = lifetime;
        this.callerToken = callerToken;
        if (options.Timeout is { } limit)
        {
            timeout = Clock.CancelAfter(clock, limit);
            onTimeout = timeout.Token.Register(static leaving => _ = ((RunLeaving)leaving!).LeaveAsync(), this);
        }

        onCancelled = callerToken.Register(static leaving => _ = ((RunLeaving)leaving!).LeaveAsync(), this);
    }

    /// <summary>The call that starts the run; null if it was started elsewhere.</summary>
    public ApiCall? Start { get; set; }

    /// <summary>Why the run can no longer be followed; null if it can.</summary>
    public ExceptionDispatchInfo? Failure { get; set; }

    /// <summary>Why the stop call failed that leaving the run sent; null if it did not fail, or none was sent.</summary>
    public Exception? StopFailure { get; private set; }

    /// <summary>Ends when the run is left.</summary>
    public CancellationToken Lifetime => lifetime.Token;

    public void ThrowIfUnreadable()
    {
        Failure?.Throw();
        if (isLeaving && !journal.IsOver && !callerToken.IsCancellationRequested && !HasTimedOut)
        {
            throw new InvalidOperationException(ClientText.Get("RunWasLeft"));
        }
    }

    /// <summary>Waits until the run has begun, or was left.</summary>
    /// <exception cref="OperationCanceledException">It was left.</exception>
    public async Task UnlessLeftAsync(Task beginning)
    {
        _ = beginning.ContinueWith(
            static (ended, begun) =>
            {
                // Nobody may be there any more to be told.
                _ = ended.Exception;
                ((TaskCompletionSource<bool>)begun!).TrySetResult(true);
            },
            begun,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        if (await Task.WhenAny(beginning, left.Task).ConfigureAwait(false) != beginning)
        {
            throw new OperationCanceledException(lifetime.Token);
        }

        await beginning.ConfigureAwait(false);
    }

    public async Task StopAsync(bool confirm, CancellationToken cancellationToken)
    {
        if (journal.HasEnded)
        {
            return;
        }

        var taskId = journal.Progress.TaskId ?? throw new InvalidOperationException(ClientText.Get("TaskIdUnknown"));
        if (journal.IsWaiting)
        {
            var state = await record.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (state.Status is null || state.Status == WorkflowRunStatus.Paused)
            {
                throw new InvalidOperationException(
                    ClientText.Get(state.Status is null ? "StopWhilePausedUnread" : "StopWhilePaused"), state.Failure);
            }
        }

        SetStopRequested(true);
        try
        {
            await server.StopAsync(taskId, isRepeatable: true, cancellationToken).ConfigureAwait(false);
        }
        catch (DifyApiException) when (journal.HasEnded)
        {
            // The run has ended meanwhile, and that was what the call was for.
            return;
        }
        catch
        {
            // Leaving the run may try again.
            SetStopRequested(false);
            throw;
        }

        if (confirm)
        {
            await record.ConfirmStopAsync(follower, options.StopConfirmationTimeout, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await LeaveAsync().ConfigureAwait(false);
        onCancelled.Dispose();
        onTimeout.Dispose();
        timeout?.Dispose();
    }

    /// <summary>Whether the run is being left, or was.</summary>
    public bool IsLeaving
    {
        get
        {
            lock (gate)
            {
                return isLeaving || callerToken.IsCancellationRequested || HasTimedOut;
            }
        }
    }

    /// <summary>
    /// Whoever comes first, a token, the loop or the disposal: the connection is closed and the run stopped once; everybody waits for the
    /// same end of it.
    /// </summary>
    public Task LeaveAsync()
    {
        lock (gate)
        {
            if (isLeaving)
            {
                return left.Task;
            }

            isLeaving = true;
            stopPending = options.OnCancel == OnCancel.StopRun
                && Start is { MayHaveArrived: true }
                && !begun.Task.IsCompleted
                && journal.Progress.TaskId is null;
        }

        server.NoteLeaving(stopPending ? LeaveUnnamedAsync(Start!) : LeaveOnceAsync());
        return left.Task;
    }

    private async Task LeaveOnceAsync()
    {
        try
        {
            // Nothing is sent on the cancelled token: the stop call has a bound of its own.
            var close = connection.CloseAsync();
            lifetime.Cancel();
            await StopOnceAsync().ConfigureAwait(false);
            await close.ConfigureAwait(false);
        }
        finally
        {
            TellEnd();
            left.TrySetResult(true);
        }
    }

    // The server is about to run what nobody wants any more, and only its first event tells how to stop it.
    private async Task LeaveUnnamedAsync(ApiCall call)
    {
        call.IsAbandoned = true;
        telemetry.StopPending();
        left.TrySetResult(true);
        try
        {
            using (var enough = new CancellationTokenSource())
            {
                await Task.WhenAny(begun.Task, Clock.DelayAsync(clock, options.StopTimeout, enough.Token)).ConfigureAwait(false);
                enough.Cancel();
            }

            if (journal.Progress.TaskId is null && !journal.IsOver)
            {
                telemetry.StopFailed(new InvalidOperationException(ClientText.Get("TaskIdUnknown")));
            }

            await StopOnceAsync().ConfigureAwait(false);
        }
        finally
        {
            lifetime.Cancel();
            await connection.CloseAsync().ConfigureAwait(false);
        }
    }

    private async Task StopOnceAsync()
    {
        if (TakeStop() is { } taskId)
        {
            StopFailure = await StopWithinAsync(taskId).ConfigureAwait(false);
        }

        if (StopFailure is { } notStopped)
        {
            telemetry.StopFailed(notStopped);
        }
    }

    public void CancelLoop()
    {
        isLoopCancelled = true;
        _ = LeaveAsync();
    }

    public void TellEnd()
    {
        var whyLeft = callerToken.IsCancellationRequested || isLoopCancelled ? FailureKind.Cancelled
            : HasTimedOut ? FailureKind.Of(typeof(WorkflowRunTimeoutException))
            : (FailureKind?)null;
        telemetry.Ended(follower.IsGoing && !journal.HasEnded ? null : journal.Outcome, Failure?.SourceException, whyLeft);
    }

    // The task to stop; null if there is none, if it is not to be stopped, or if it was stopped already.
    private string? TakeStop()
    {
        lock (gate)
        {
            if (options.OnCancel != OnCancel.StopRun
                || journal.StopRequested
                || Failure is not null
                || !follower.IsGoing
                || string.IsNullOrEmpty(journal.Progress.TaskId))
            {
                return null;
            }

            journal.StopRequested = true;
            return journal.Progress.TaskId;
        }
    }

    private void SetStopRequested(bool value)
    {
        lock (gate)
        {
            journal.StopRequested = value;
        }
    }

    private async Task<Exception?> StopWithinAsync(string taskId)
    {
        using var bound = Clock.CancelAfter(clock, options.StopTimeout);
        try
        {
            await server.StopAsync(taskId, isRepeatable: false, bound.Token).ConfigureAwait(false);
            return null;
        }
        catch (OperationCanceledException exception)
        {
            return new DifyTimeoutException(
                ClientText.Format("TimedOut", server.StopOperation, options.StopTimeout),
                new DifyFailure(server.StopOperation) { IsTransient = true },
                exception);
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    /// <summary>Leaves a run that was cancelled.</summary>
    /// <returns>The exception that tells what became of it.</returns>
    public async Task<Exception> CancelledAsync(OperationCanceledException cause, CancellationToken ofLoop)
    {
        await LeaveAsync().ConfigureAwait(false);
        var progress = journal.Progress;
        if (HasTimedOut && !callerToken.IsCancellationRequested && !ofLoop.IsCancellationRequested)
        {
            return new WorkflowRunTimeoutException(
                ClientText.Format("RunTimedOut", options.Timeout), new DifyFailure(RunReconnection.Operation), cause)
            {
                TaskId = progress.TaskId,
                WorkflowRunId = progress.WorkflowRunId,
                EventsReceived = progress.EventsReceived,
                StopRequested = journal.StopRequested,
                StopPending = stopPending,
                StopFailure = StopFailure,
            };
        }

        var token = ofLoop.IsCancellationRequested ? ofLoop : callerToken;
        var message = stopPending ? "RunCancelledStopPending" : journal.StopRequested ? "RunCancelledAndStopped" : "RunCancelled";
        return new WorkflowRunCanceledException(ClientText.Get(message), cause, token)
        {
            TaskId = progress.TaskId,
            WorkflowRunId = progress.WorkflowRunId,
            EventsReceived = progress.EventsReceived,
            StopRequested = journal.StopRequested,
            StopPending = stopPending,
            StopFailure = StopFailure,
        };
    }

    private bool HasTimedOut => timeout?.IsCancellationRequested == true;
}
