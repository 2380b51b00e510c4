using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>
/// A run that is followed: its ids, its events, its outcome. Disposing of it closes the connection and, unless <see cref="WorkflowRunOptions.OnCancel"/> says otherwise, stops a run that
/// is still going. A paused run, and one whose stream was interrupted, is left as it is.
/// </summary>
public sealed class WorkflowRun : IAsyncDisposable
{
    private const string StopOperation = "stopWorkflowTaskGeneration";

    private readonly RunServer server;
    private readonly RunJournal journal;
    private readonly RunTelemetry telemetry;
    private readonly RunRecord record;
    private readonly RunFollower follower;
    private readonly RunAnswers answers;
    private readonly WorkflowRunOptions options;
    private readonly TimeProvider clock;
    private readonly CancellationToken callerToken;
    private readonly CancellationTokenSource? timeout;
    private readonly CancellationTokenSource lifetime = new();
    private readonly CancellationTokenRegistration onCancelled;
    private readonly CancellationTokenRegistration onTimeout;
    private readonly object gate = new();
    private readonly TaskCompletionSource<bool> left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<bool> begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ExceptionDispatchInfo? failure;
    private volatile bool isLoopCancelled;
    private volatile bool isRead;
    private int isEnumerated;
    private ApiCall? start;
    private bool isLeaving;
    private bool stopPending;

    internal WorkflowRun(
        DifyWorkflowClient client, RunJournal journal, string user, WorkflowRunOptions? options, DifyClientOptions clientOptions, CancellationToken cancellationToken)
    {
        this.options = options?.Clone() ?? new WorkflowRunOptions();
        this.options.ThrowIfInvalid(nameof(options));
        this.journal = journal;
        clock = clientOptions.TimeProvider;
        callerToken = cancellationToken;
        telemetry = new RunTelemetry(client.Telemetry, journal.Progress);
        server = new RunServer(client, user, this.options.IdleTimeout, telemetry);
        record = new RunRecord(server, journal, clock);
        follower = new RunFollower(server, journal, record, telemetry, this.options, clock, lifetime.Token);
        answers = new RunAnswers(server, journal, follower, record, clock);
        if (this.options.Timeout is { } limit)
        {
            timeout = Clock.CancelAfter(clock, limit);
            onTimeout = timeout.Token.Register(static run => _ = ((WorkflowRun)run!).LeaveAsync(), this);
        }

        onCancelled = cancellationToken.Register(static run => _ = ((WorkflowRun)run!).LeaveAsync(), this);
    }

    /// <summary>The id that stops the run; null if the server has not named it, as when a run is resumed.</summary>
    public string? TaskId => journal.Progress.TaskId;

    /// <summary>The id of the run, for its detail, its logs and <see cref="IDifyWorkflowClient.ResumeWorkflowAsync"/>; null if the server has not named it, as when it ends the run before.</summary>
    public string? WorkflowRunId => journal.Progress.WorkflowRunId;

    /// <summary>
    /// How the run ended, or where it is paused; null while it goes on, as far as the events that were read and a confirmed stop tell. What
    /// a confirmed stop tells comes from the server's record: until the events are read to their end, <see cref="WorkflowOutcome.Text"/> is
    /// the text that was read.
    /// </summary>
    public WorkflowOutcome? Outcome => journal.Outcome;

    /// <summary>Why the stop call failed that a cancellation, a disposal or leaving the loop sent; null if it did not fail, or none was sent.</summary>
    public Exception? StopFailure { get; private set; }

    /// <summary>
    /// The events, each once and in order, to the end of the run or to a pause for which no form was sent in. One loop at a time; leaving it
    /// early is leaving the run, which stops it unless <see cref="WorkflowRunOptions.OnCancel"/> says otherwise. A loop over a run that has
    /// been read to its end throws <see cref="InvalidOperationException"/>.
    /// Throws <see cref="WorkflowRunException"/>, <see cref="WorkflowStreamInterruptedException"/>, <see cref="WorkflowRunCanceledException"/> or, when the time of the run is up,
    /// <see cref="WorkflowRunTimeoutException"/>.
    /// </summary>
    public IAsyncEnumerable<WorkflowStreamEvent> Events => EnumerateAsync(onceOnly: true);

    /// <summary>Follows the run to its end, or to a pause.</summary>
    /// <param name="cancellationToken">Cancels the run like the token it was started with.</param>
    /// <returns>How the run ended, or where it waits for people.</returns>
    /// <exception cref="WorkflowRunException">The server ended the run with an error.</exception>
    /// <exception cref="WorkflowStreamInterruptedException">The stream broke and could not be taken up again.</exception>
    /// <exception cref="WorkflowRunCanceledException">The caller cancelled.</exception>
    /// <exception cref="WorkflowRunTimeoutException">The time of the run is up.</exception>
    public async Task<WorkflowOutcome> WaitAsync(CancellationToken cancellationToken = default)
    {
        await foreach (var _ in EnumerateAsync(onceOnly: false, cancellationToken).ConfigureAwait(false))
        {
            // Each event is taken note of on its way here.
        }

        return journal.Outcome!;
    }

    /// <summary>Stops the run on the server, by its own task id and user. The server says success to any stop; only a confirmed one is known to have ended the run.</summary>
    /// <param name="confirm">
    /// Whether to wait until the run has ended, up to <see cref="WorkflowRunOptions.StopConfirmationTimeout"/>; <see cref="Outcome"/> then says how.
    /// </param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>A task that ends when the stop is accepted, or confirmed.</returns>
    /// <exception cref="InvalidOperationException">The task id is not known, so nothing can be stopped; or the run is paused, and a stop has no effect on it.</exception>
    /// <exception cref="DifyTimeoutException">The run had not ended in time; the message says what its record says.</exception>
    /// <exception cref="DifyApiException">The stop call failed, and the run has not ended meanwhile.</exception>
    public async Task StopAsync(bool confirm = false, CancellationToken cancellationToken = default)
    {
        if (journal.HasEnded)
        {
            return;
        }

        var taskId = TaskId ?? throw new InvalidOperationException(ClientText.Get("TaskIdUnknown"));
        if (journal.IsWaiting)
        {
            var state = await record.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (state.Status is null || state.Status == WorkflowRunStatus.Paused)
            {
                throw new InvalidOperationException(ClientText.Get(state.Status is null ? "StopWhilePausedUnread" : "StopWhilePaused"), state.Failure);
            }
        }

        SetStopRequested(true);
        try
        {
            await server.StopAsync(taskId, cancellationToken).ConfigureAwait(false);
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
            await record.ConfirmStopAsync(options.StopConfirmationTimeout, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Sends in a form that the run waits for; the loop over <see cref="Events"/> then goes on past the pause. A form is sent in at a pause alone, because the server loses an answer that
    /// comes while it takes up the run after another one: the call waits until the run pauses again, however long that takes, or until nothing was heard of it for two minutes.
    /// </summary>
    /// <param name="form">The form, as it came with the events.</param>
    /// <param name="action">The id of the action to take, one of the form's.</param>
    /// <param name="answers">The answers by the names of the form's inputs; null if it asks for nothing.</param>
    /// <param name="cancellationToken">Stops waiting for the answer.</param>
    /// <returns>A task that ends when the server has taken the form.</returns>
    /// <exception cref="ArgumentException">The form cannot be sent in this way, or has no such action.</exception>
    /// <exception cref="InvalidInputsException">An input of the form has no answer, or one that it does not take.</exception>
    /// <exception cref="DifyInvalidRequestException">The form has expired, was sent in before, or lacks an answer; the code says which.</exception>
    /// <exception cref="DifyApiException">The call failed otherwise.</exception>
    public Task SubmitAsync(HumanInputRequiredEvent form, string action, HumanInputAnswers? answers = null, CancellationToken cancellationToken = default)
    {
        HumanInputCheck.TokenOf(form, action);
        answers ??= new HumanInputAnswers();
        answers.ThrowIfInvalid(form.Data.Inputs ?? []);
        return this.answers.SendAsync(form, action, answers, cancellationToken);
    }

    /// <summary>Closes the connection and, if the run is still going, leaves it as <see cref="WorkflowRunOptions.OnCancel"/> says. It does not throw; see <see cref="StopFailure"/>.</summary>
    /// <returns>A task that ends when it is done, within <see cref="WorkflowRunOptions.StopTimeout"/>.</returns>
    public async ValueTask DisposeAsync()
    {
        await LeaveAsync().ConfigureAwait(false);
        onCancelled.Dispose();
        onTimeout.Dispose();
        timeout?.Dispose();
    }

    internal Task StartAsync(ApiCall call)
    {
        start = call;
        return BeginAsync(call.Operation, () => follower.StartAsync(call));
    }

    internal Task ResumeAsync() => BeginAsync(RunReconnection.Operation, follower.ResumeAsync);

    // Whoever cancels is free at once, whatever the start still has to do.
    private async Task BeginAsync(string operation, Func<Task> begin)
    {
        try
        {
            telemetry.Started(operation);
            var beginning = begin();
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
        catch (OperationCanceledException exception) when (IsLeaving)
        {
            var cancelled = await CancelledAsync(exception, CancellationToken.None).ConfigureAwait(false);
            await DisposeAsync().ConfigureAwait(false);
            TellEnd();
            throw cancelled;
        }
        catch (Exception exception)
        {
            start?.NoteRefusal(exception);
            failure = ExceptionDispatchInfo.Capture(exception);
            await DisposeAsync().ConfigureAwait(false);
            TellEnd();
            throw;
        }
    }

    private bool IsLeaving
    {
        get
        {
            lock (gate)
            {
                return isLeaving || callerToken.IsCancellationRequested || HasTimedOut;
            }
        }
    }

    private async IAsyncEnumerable<WorkflowStreamEvent> EnumerateAsync(
        bool onceOnly, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref isEnumerated, 1) != 0)
        {
            throw new InvalidOperationException(ClientText.Get("OneLoopAtATime"));
        }

        var isLeft = true;
        try
        {
            ThrowIfUnreadable();
            if (onceOnly && isRead)
            {
                throw new InvalidOperationException(ClientText.Get("EventsRead"));
            }

            using var registration = cancellationToken.Register(static run => ((WorkflowRun)run!).CancelLoop(), this);
            while (await NextAsync(cancellationToken).ConfigureAwait(false) is { } next)
            {
                yield return next;
            }

            isLeft = false;
            isRead = journal.IsOver;
        }
        finally
        {
            if (isLeft)
            {
                await LeaveAsync().ConfigureAwait(false);
            }

            Volatile.Write(ref isEnumerated, 0);
        }
    }

    private void ThrowIfUnreadable()
    {
        failure?.Throw();
        if (isLeaving && !journal.IsOver && !callerToken.IsCancellationRequested && !HasTimedOut)
        {
            throw new InvalidOperationException(ClientText.Get("RunWasLeft"));
        }
    }

#if NET
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
#endif
    private async ValueTask<WorkflowStreamEvent?> NextAsync(CancellationToken ofLoop)
    {
        try
        {
            while (true)
            {
                var next = await follower.NextAsync().ConfigureAwait(false);
                if (journal.IsOver)
                {
                    TellEnd();
                }

                if (next is not null || journal.IsOver || !answers.AreUnderWay)
                {
                    return next;
                }

                await answers.WaitAsync(lifetime.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException exception)
        {
            throw await CancelledAsync(exception, ofLoop).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            failure = ExceptionDispatchInfo.Capture(exception);
            throw;
        }
    }

    private bool HasTimedOut => timeout?.IsCancellationRequested == true;

    private async Task<Exception> CancelledAsync(OperationCanceledException cause, CancellationToken ofLoop)
    {
        await LeaveAsync().ConfigureAwait(false);
        var progress = journal.Progress;
        if (HasTimedOut && !callerToken.IsCancellationRequested && !ofLoop.IsCancellationRequested)
        {
            return new WorkflowRunTimeoutException(ClientText.Format("RunTimedOut", options.Timeout), new DifyFailure(RunReconnection.Operation), cause)
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

    // Whoever comes first, a token, the loop or the disposal: the connection is closed and the run stopped once; everybody waits for the same end of it.
    private Task LeaveAsync()
    {
        lock (gate)
        {
            if (isLeaving)
            {
                return left.Task;
            }

            isLeaving = true;
            stopPending = options.OnCancel == OnCancel.StopRun && start is { MayHaveArrived: true } && !begun.Task.IsCompleted && TaskId is null;
        }

        _ = stopPending ? LeaveUnnamedAsync(start!) : LeaveOnceAsync();
        return left.Task;
    }

    private async Task LeaveOnceAsync()
    {
        try
        {
            // Nothing is sent on the cancelled token: the stop call has a bound of its own.
            var close = follower.CloseAsync();
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

            if (TaskId is null && !journal.IsOver)
            {
                telemetry.StopFailed(new InvalidOperationException(ClientText.Get("TaskIdUnknown")));
            }

            await StopOnceAsync().ConfigureAwait(false);
        }
        finally
        {
            lifetime.Cancel();
            await follower.CloseAsync().ConfigureAwait(false);
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

    private void CancelLoop()
    {
        isLoopCancelled = true;
        _ = LeaveAsync();
    }

    private void TellEnd()
    {
        var whyLeft = callerToken.IsCancellationRequested || isLoopCancelled ? FailureKind.Cancelled
            : HasTimedOut ? FailureKind.Of(typeof(WorkflowRunTimeoutException))
            : (FailureKind?)null;
        telemetry.Ended(follower.IsGoing && !journal.HasEnded ? null : journal.Outcome, failure?.SourceException, whyLeft);
    }

    // The task to stop; null if there is none, if it is not to be stopped, or if it was stopped already.
    private string? TakeStop()
    {
        lock (gate)
        {
            if (options.OnCancel != OnCancel.StopRun || journal.StopRequested || failure is not null || !follower.IsGoing || string.IsNullOrEmpty(TaskId))
            {
                return null;
            }

            journal.StopRequested = true;
            return TaskId;
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
            await server.StopOnceAsync(taskId, bound.Token).ConfigureAwait(false);
            return null;
        }
        catch (OperationCanceledException exception)
        {
            return new DifyTimeoutException(
                ClientText.Format("TimedOut", StopOperation, options.StopTimeout), new DifyFailure(StopOperation) { IsTransient = true }, exception);
        }
        catch (Exception exception)
        {
            return exception;
        }
    }
}
