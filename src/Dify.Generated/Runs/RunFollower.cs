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
/// Reads a run from one stream after another, over broken connections and over pauses, each event once. The server has one stream open at most, and one is open before an answer goes
/// out. The loop reads, or an answer that has to wait for what comes before it; the run is closed from any thread.
/// </summary>
internal sealed class RunFollower
{
    // Dify names the run with its first event. A server that never does must not fill the memory with events that nobody has asked for yet.
    private const int MostAhead = 16;

    // Servers close a stream that has brought nothing but pings for five minutes.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly RunServer server;
    private readonly RunJournal journal;
    private readonly RunTelemetry telemetry;
    private readonly RunRecord record;
    private readonly RunReconnection reconnection;
    private readonly QuietWatch watch;
    private readonly IProgress<WorkflowRunProgress>? told;
    private readonly TimeProvider clock;
    private readonly CancellationToken lifetime;
    private readonly SemaphoreSlim reading = new(1, 1);
    private readonly Queue<WorkflowStreamEvent> ahead = new();
    private readonly object gate = new();
    private Task<WorkflowStreamEvent?>? underWay;
    private ExceptionDispatchInfo? aheadFailure;
    private EventStream<WorkflowStreamEvent>? stream;
    private Task<EventStream<WorkflowStreamEvent>>? opening;
    private string operation = RunReconnection.Operation;
    private long pausedAt;
    private bool isResumed;
    private bool isClosed;

    public RunFollower(
        RunServer server, RunJournal journal, RunRecord record, RunTelemetry telemetry, WorkflowRunOptions options, TimeProvider clock, CancellationToken lifetime)
    {
        this.server = server;
        this.journal = journal;
        this.record = record;
        this.telemetry = telemetry;
        this.clock = clock;
        this.lifetime = lifetime;
        reconnection = new RunReconnection(server, record, journal.Progress, options, clock);
        watch = new QuietWatch(record, journal.Progress, Report, options.StartTimeout, clock, lifetime);
        told = options.Progress;
    }

    /// <summary>Whether the server is at work on the run, as far as is known: it is neither over nor paused with nobody having sent in a form.</summary>
    public bool IsGoing => !journal.IsOver && !journal.IsWaiting;

    /// <summary>Whether nothing more is to be read: the run was left, or can no longer be followed.</summary>
    public bool IsClosed
    {
        get
        {
            lock (gate)
            {
                return isClosed || aheadFailure is not null;
            }
        }
    }

    /// <summary>Starts the run and reads on until the server has named it, or could have.</summary>
    public async Task StartAsync(ApiCall start)
    {
        operation = start.Operation;
        await UseAsync(await server.OpenAsync(start, lifetime).ConfigureAwait(false), asResumed: false).ConfigureAwait(false);
        while (!journal.IsIdentified && ahead.Count < MostAhead)
        {
            if (await ReadAsync().ConfigureAwait(false) is { } next)
            {
                ahead.Enqueue(next);
            }
        }
    }

    /// <summary>Takes up a run that was started elsewhere.</summary>
    public async Task ResumeAsync()
    {
        var opened = await server.OpenAgainAsync(journal.Progress.WorkflowRunId!, lifetime).ConfigureAwait(false);
        await UseAsync(opened, asResumed: true).ConfigureAwait(false);
    }

    /// <summary>The next event for the caller.</summary>
    /// <returns>The event; null if the run is over, or waits for people.</returns>
#if NET
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
#endif
    public async ValueTask<WorkflowStreamEvent?> NextAsync()
    {
        // A run that is over cannot be cancelled any more.
        if (journal.IsOver && ahead.Count == 0)
        {
            return null;
        }

        await reading.WaitAsync(lifetime).ConfigureAwait(false);
        try
        {
            while (true)
            {
                if (ahead.Count > 0)
                {
                    lifetime.ThrowIfCancellationRequested();
                    return ahead.Dequeue();
                }

                aheadFailure?.Throw();
                if (!IsGoing)
                {
                    return null;
                }

                lifetime.ThrowIfCancellationRequested();
                journal.GoOn();
                if (await (underWay is null ? ReadAsync() : TakeUnderWayAsync()).ConfigureAwait(false) is { } next)
                {
                    return next;
                }
            }
        }
        finally
        {
            reading.Release();
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
            reading.Release();
        }

        return true;
    }

    /// <summary>
    /// An answer is about to be sent. The stream of what comes behind it is opened before, because the server tells nobody later what was said while nobody listened; that it listens
    /// is known from its first event.
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

            if (stream is not null && isResumed && clock.GetElapsedTime(pausedAt) < LongestPause)
            {
                return;
            }

            await DropAsync().ConfigureAwait(false);
            var opened = server.OpenAgainAsync(workflowRunId, lifetime);
            lock (gate)
            {
                opening = opened;
            }

            // A proxy may hold headers back until something follows them, and the answer is what brings that about.
            if (await Task.WhenAny(opened, patience).ConfigureAwait(false) == opened)
            {
                await UseOpeningAsync(opened).ConfigureAwait(false);
                await ReadAheadAsync(patience).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is DifyApiException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // The form can be sent in all the same; the stream is asked for again when it is needed.
            await DropAsync().ConfigureAwait(false);
        }
        finally
        {
            reading.Release();
        }
    }

    /// <summary>The answer was refused: unless another one was taken, nothing comes behind it.</summary>
    public Task StayAtPauseAsync() => journal.IsWaiting ? DropAsync() : Task.CompletedTask;

    /// <summary>Ends the stream at once, and every later one.</summary>
    /// <returns>A task that ends when the connection is closed.</returns>
    public Task CloseAsync()
    {
        lock (gate)
        {
            isClosed = true;
        }

        watch.Dispose();
        return DropAsync();
    }

    private async Task<bool> EnterAsync(Task patience)
    {
        var entered = reading.WaitAsync(lifetime);
        if (await Task.WhenAny(entered, patience).ConfigureAwait(false) == entered)
        {
            return entered.Status == TaskStatus.RanToCompletion;
        }

        // Whoever holds it lets go of it once more.
        _ = entered.ContinueWith(_ => reading.Release(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        return false;
    }

    private async Task<bool> ReadAheadAsync(Task patience)
    {
        if (underWay is null)
        {
            underWay = ReadAsync().AsTask();

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
            ahead.Enqueue(next);
        }

        return true;
    }

    private async ValueTask<WorkflowStreamEvent?> TakeUnderWayAsync()
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

    // Null stands for nothing new: an event that the caller has had, or a connection that was taken up again.
#if NET
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
#endif
    private async ValueTask<WorkflowStreamEvent?> ReadAsync()
    {
        if (Current() is not { } open)
        {
            // The stream ended with a pause.
            return await (opening is { } opened ? FollowOpeningAsync(opened) : ReconnectAsync(null)).ConfigureAwait(false);
        }

        WorkflowStreamEvent next;
        WorkflowFinishedEvent? end = null;

        // Most events have come already, and are not waited for.
        var read = RunStream.ReadAsync(operation, open, journal.Progress, lifetime);
        var isWaiting = !read.IsCompleted;
        if (isWaiting)
        {
            watch.Begin(open, isResumed);
        }

        try
        {
            next = await read.ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!lifetime.IsCancellationRequested && watch.HasGivenUp(open, out end))
        {
            if (!watch.IsBegun)
            {
                await DropAsync().ConfigureAwait(false);
                throw RunFailure.Interrupted(operation, StreamEnd.NotBegun, exception, journal.Progress);
            }

            return end is null ? await ReconnectAsync(StreamEnd.ConnectionLost, exception).ConfigureAwait(false) : await EndByRecordAsync(end).ConfigureAwait(false);
        }
        catch (WorkflowStreamInterruptedException interruption) when (reconnection.IsPossible(interruption))
        {
            return await ReconnectAsync(interruption).ConfigureAwait(false);
        }
        catch (WorkflowStreamInterruptedException unreadable) when (RunReconnection.IsOfEvent(unreadable))
        {
            await DropAsync().ConfigureAwait(false);
            if ((await record.ReadSettledAsync(lifetime).ConfigureAwait(false)).End is not { } known)
            {
                throw;
            }

            return await EndByRecordAsync(known).ConfigureAwait(false);
        }
        catch (WorkflowRunException error) when (isResumed)
        {
            return await SettleAsync(error, open).ConfigureAwait(false);
        }
        catch (DifyApiException)
        {
            await DropAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            if (isWaiting)
            {
                watch.End();
            }
        }

        return next is TextChunkEvent ? Note(next, null) : await TakeAsync(next).ConfigureAwait(false);
    }

    private WorkflowStreamEvent? Note(WorkflowStreamEvent next, WorkflowRunStatus? status)
    {
        if (journal.Record(next, status) is not { } taken)
        {
            return null;
        }

        watch.Heard();
        telemetry.Received();
        reconnection.Reset();
        return taken;
    }

#if NET
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
#endif
    private async ValueTask<WorkflowStreamEvent?> TakeAsync(WorkflowStreamEvent next)
    {
        WorkflowRunStatus? status = null;
        switch (next)
        {
            case HumanInputRequiredEvent form when isResumed && !journal.HasForm(form):
                await RenderAsync(form).ConfigureAwait(false);
                break;
            case NodeFinishedEvent { Data: { HumanInput: null, NodeType: HumanInputResult.NodeType } node } when isResumed && journal.OpenFormOf(node.NodeId) is { } form:
                await AskForExpiryAsync(form, node).ConfigureAwait(false);
                break;
            case WorkflowFinishedEvent finished:
                status = await StatusOfAsync(finished).ConfigureAwait(false);
                break;
        }

        var taken = Note(next, status);
        if (taken is not null && RunStream.IsTerminal(taken) && !OutlastsPause(taken))
        {
            await DropAsync().ConfigureAwait(false);
        }

        return taken;
    }

    // A stream that was taken up again goes on past a pause. Newer servers cut it there, without a word; they are known by what they leave out, the event of a form that was filled in.
    private bool OutlastsPause(WorkflowStreamEvent terminal)
    {
        pausedAt = clock.GetTimestamp();
        return isResumed && terminal is WorkflowPausedEvent && (terminal.IsReplayed || journal.HasFilledForms);
    }

    // A run that was stopped may be told as failed, one that failed by itself may come in the way of a stop, and an end may not say how it went: its record knows.
    private async ValueTask<WorkflowRunStatus?> StatusOfAsync(WorkflowFinishedEvent finished)
    {
        var data = finished.Data;
        var saysStopped = RunStatuses.SaysStopped(data.Error);
        var said = RunStatuses.Said(data);
        if (RunStatuses.IsEnd(said) && (said != WorkflowRunStatus.Failed || !(saysStopped || journal.StopRequested)))
        {
            return null;
        }

        var state = await record.ReadSettledAsync(lifetime).ConfigureAwait(false);
        if (state.End is null && said.Value.Length == 0)
        {
            await DropAsync().ConfigureAwait(false);
            throw RunFailure.Interrupted(operation, StreamEnd.InvalidEvent, state.Failure, journal.Progress);
        }

        return state.End is null || (saysStopped && journal.StopRequested) ? null : state.Status;
    }

    // The record holds a form as it was written, with the names of variables where a person is to read their values. Whoever asks for the form itself gets those.
    private async Task RenderAsync(HumanInputRequiredEvent form)
    {
        const string AnyVariable = "{{#";
        const string OwnInput = "{{#$output.";
        var content = form.Data.FormContent;
        if (string.IsNullOrEmpty(form.Data.FormToken) || content?.Replace(OwnInput, string.Empty).Contains(AnyVariable) != true)
        {
            return;
        }

        try
        {
            form.Data.FormContent = (await server.GetFormAsync(form.Data.FormToken!, lifetime).ConfigureAwait(false)).FormContent;
        }
        catch (DifyApiException)
        {
            // The form as it was written is better than none.
        }
    }

    // What the record tells of a node does not say how its form was closed; the form itself does.
    private async Task AskForExpiryAsync(HumanInputRequiredEvent form, NodeFinishedData node)
    {
        if (string.IsNullOrEmpty(form.Data.FormToken) || !RunStatuses.IsEnd(((WorkflowNodeStatus?)node.Status).GetValueOrDefault()))
        {
            return;
        }

        try
        {
            await server.GetFormAsync(form.Data.FormToken!, lifetime).ConfigureAwait(false);
        }
        catch (DifyApiException exception)
        {
            if (exception.Code == DifyErrorCode.HumanInputFormExpired)
            {
                journal.NoteExpiry(form);
            }
        }
    }

    // A stream that was taken up again may bring the error of something else, such as an answer that came too early: the run itself may be going, or have ended well.
    private async Task<WorkflowStreamEvent?> SettleAsync(WorkflowRunException error, EventStream<WorkflowStreamEvent> open)
    {
        var state = await record.ReadSettledAsync(lifetime).ConfigureAwait(false);
        if (state.End is { } end)
        {
            return await EndByRecordAsync(end).ConfigureAwait(false);
        }

        if (state.Status is not null)
        {
            return await ReconnectAsync(StreamEnd.EndedEarly, error).ConfigureAwait(false);
        }

        // Nothing is known but what the stream says next.
        try
        {
            if (await RunStream.ReadAsync(operation, open, journal.Progress, lifetime).ConfigureAwait(false) is WorkflowFinishedEvent finished)
            {
                return await TakeAsync(finished).ConfigureAwait(false);
            }
        }
        catch (DifyApiException)
        {
            // Then the error is what there is to tell.
        }

        await DropAsync().ConfigureAwait(false);
        throw error;
    }

    private async Task<WorkflowStreamEvent?> EndByRecordAsync(WorkflowFinishedEvent end)
    {
        await DropAsync().ConfigureAwait(false);
        journal.RecordEnd(end);
        return end;
    }

    private Task<WorkflowStreamEvent?> ReconnectAsync(StreamEnd ended, Exception cause)
    {
        var interruption = RunFailure.Interrupted(operation, ended, cause, journal.Progress);
        return reconnection.IsPossible(interruption) ? ReconnectAsync(interruption) : throw interruption;
    }

    private async Task<WorkflowStreamEvent?> ReconnectAsync(WorkflowStreamInterruptedException? interruption)
    {
        await DropAsync().ConfigureAwait(false);
        var (opened, end) = await reconnection.ConnectAsync(interruption, lifetime).ConfigureAwait(false);
        if (end is not null)
        {
            return await EndByRecordAsync(end).ConfigureAwait(false);
        }

        if (interruption is not null)
        {
            telemetry.Resumed(interruption.End);
            TellResumed();
        }

        operation = RunReconnection.Operation;
        await UseAsync(opened!, asResumed: true).ConfigureAwait(false);
        return null;
    }

    // The stream that was asked for before an answer was sent, and whose headers had not come by then.
    private async Task<WorkflowStreamEvent?> FollowOpeningAsync(Task<EventStream<WorkflowStreamEvent>> opened)
    {
        try
        {
            await UseOpeningAsync(opened).ConfigureAwait(false);
            return null;
        }
        catch (DifyApiException)
        {
            return await ReconnectAsync(null).ConfigureAwait(false);
        }
    }

    private async Task UseOpeningAsync(Task<EventStream<WorkflowStreamEvent>> opened)
    {
        EventStream<WorkflowStreamEvent> next;
        try
        {
            next = await opened.ConfigureAwait(false);
        }
        finally
        {
            lock (gate)
            {
                opening = null;
            }
        }

        operation = RunReconnection.Operation;
        await UseAsync(next, asResumed: true).ConfigureAwait(false);
    }

    private static async Task CloseAsync(Task<EventStream<WorkflowStreamEvent>> opened)
    {
        try
        {
            await (await opened.ConfigureAwait(false)).CloseAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is DifyApiException or OperationCanceledException)
        {
            // It never came.
        }
    }

    private EventStream<WorkflowStreamEvent>? Current()
    {
        lock (gate)
        {
            return isClosed ? throw new OperationCanceledException(lifetime) : stream;
        }
    }

    private async Task UseAsync(EventStream<WorkflowStreamEvent> opened, bool asResumed)
    {
        telemetry.Opened();
        opened.OnPing = watch.Pinged;
        lock (gate)
        {
            if (!isClosed)
            {
                stream = opened;
                isResumed = asResumed;
                journal.BeginStream(asResumed);
                return;
            }
        }

        await opened.CloseAsync().ConfigureAwait(false);
        throw new OperationCanceledException(lifetime);
    }

    private Task DropAsync()
    {
        watch.End();
        EventStream<WorkflowStreamEvent>? open;
        lock (gate)
        {
            open = stream;
            stream = null;
            if (opening is { } unwanted)
            {
                opening = null;
                _ = CloseAsync(unwanted);
            }
        }

        return open?.CloseAsync() ?? Task.CompletedTask;
    }

    private void Report(WorkflowRunProgress progress)
    {
        telemetry.Quiet(progress);
        told?.Report(progress);
    }

    // What a caller's report does or throws is not for the thread that reads.
    private void TellResumed()
    {
        if (told is { } caller)
        {
            var progress = new WorkflowRunProgress
            {
                Kind = WorkflowRunProgressKind.Resumed,
                TaskId = journal.Progress.TaskId,
                WorkflowRunId = journal.Progress.WorkflowRunId,
            };
            _ = Task.Run(() => caller.Report(progress));
        }
    }
}
