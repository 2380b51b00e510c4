using System;
using System.Collections.Generic;
#if NET
using System.Runtime.CompilerServices;
#endif
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>
/// Reads a run from one stream after another, over broken connections and over pauses, each event once. Where no stream can tell how the
/// run goes on, the server's record of it does.
/// </summary>
internal sealed class RunReader
{
    private readonly RunServer server;
    private readonly RunJournal journal;
    private readonly RunTelemetry telemetry;
    private readonly RunRecord record;
    private readonly RunConnection connection;
    private readonly RunReconnection reconnection;
    private readonly QuietWatch watch;
    private readonly FormRecord forms;
    private readonly IProgress<WorkflowRunProgress>? told;
    private readonly TimeProvider clock;
    private readonly CancellationToken lifetime;
    private (DifyStreamEvent End, bool IsOfRecord)? held;
    private bool hasAskedForAnswer;

    public RunReader(
        RunServer server,
        RunJournal journal,
        RunRecord record,
        RunTelemetry telemetry,
        RunConnection connection,
        WorkflowRunOptions options,
        TimeProvider clock,
        CancellationToken lifetime)
    {
        this.server = server;
        this.journal = journal;
        this.record = record;
        this.telemetry = telemetry;
        this.connection = connection;
        this.clock = clock;
        this.lifetime = lifetime;
        forms = new FormRecord(server, journal, lifetime);
        reconnection = new RunReconnection(server, record, journal.Progress, options, clock);
        watch = connection.Watch = new QuietWatch(record, journal.Progress, Report, options.StartTimeout, clock, lifetime);
        told = options.Progress;
    }

    /// <summary>Events that were read before the caller asked for them.</summary>
    public Queue<DifyStreamEvent> Ahead { get; } = new();

    /// <summary>When the run paused last, by the clock.</summary>
    public long PausedAt { get; private set; }

    /// <summary>Reads on.</summary>
    /// <returns>The event; null if there is nothing new: the caller has had the event, or a connection was taken up again.</returns>
#if NET
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
#endif
    public async ValueTask<DifyStreamEvent?> ReadAsync()
    {
        if (held is { } known)
        {
            held = null;
            return await (known.IsOfRecord ? EndByRecordAsync(known.End) : TakeAsync(known.End).AsTask()).ConfigureAwait(false);
        }

        if (connection.Current() is not { } open)
        {
            // The stream ended with a pause.
            return await (connection.Expected is { } opened ? FollowExpectedAsync(opened) : ReconnectAsync(null)).ConfigureAwait(false);
        }

        DifyStreamEvent next;
        DifyStreamEvent? end = null;

        // Most events have come already, and are not waited for.
        var read = RunStream.ReadAsync(connection.Operation, open, journal.Progress, lifetime);
        var isWaiting = !read.IsCompleted;
        if (isWaiting)
        {
            watch.Begin(open, connection.IsResumed, journal.IsAnswered);
        }

        try
        {
            next = await read.ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!lifetime.IsCancellationRequested && watch.HasGivenUp(open, out end))
        {
            if (!watch.IsBegun)
            {
                await connection.DropAsync().ConfigureAwait(false);
                throw RunFailure.Interrupted(connection.Operation, StreamEnd.NotBegun, exception, journal.Progress);
            }

            return end is null
                ? await ReconnectAsync(StreamEnd.ConnectionLost, exception).ConfigureAwait(false)
                : await EndByRecordAsync(end).ConfigureAwait(false);
        }
        catch (WorkflowStreamInterruptedException interruption) when (reconnection.IsPossible(interruption))
        {
            return await ReconnectAsync(interruption).ConfigureAwait(false);
        }
        catch (WorkflowStreamInterruptedException interruption) when (RunReconnection.IsOfEvent(interruption) || reconnection.IsOfAnswer)
        {
            await connection.DropAsync().ConfigureAwait(false);
            if ((await record.ReadSettledAsync(lifetime).ConfigureAwait(false)).End is not { } recorded)
            {
                throw;
            }

            return await EndByRecordAsync(recorded).ConfigureAwait(false);
        }
        catch (WorkflowRunException error) when (connection.IsResumed)
        {
            return await SettleAsync(error, open).ConfigureAwait(false);
        }
        catch (DifyApiException)
        {
            await connection.DropAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            if (isWaiting)
            {
                watch.End();
            }
        }

        return next is ITextEvent ? Note(next, null) : await TakeAsync(next).ConfigureAwait(false);
    }

    private DifyStreamEvent? Note(DifyStreamEvent next, WorkflowRunStatus? status)
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
    private async ValueTask<DifyStreamEvent?> TakeAsync(DifyStreamEvent next)
    {
        WorkflowRunStatus? status = null;
        switch (next)
        {
            case HumanInputRequiredEvent form when connection.IsResumed && !journal.HasForm(form):
                await forms.RenderAsync(form).ConfigureAwait(false);
                break;
            case NodeFinishedEvent { Data: { HumanInput: null, NodeType: HumanInputResult.NodeType } node }
                when connection.IsResumed && journal.OpenFormOf(node.NodeId) is { } form:
                await forms.AskForExpiryAsync(form, node).ConfigureAwait(false);
                break;
            case WorkflowFinishedEvent finished:
                status = await StatusOfAsync(finished).ConfigureAwait(false);
                break;
        }

        if (RunStream.IsTerminal(next, journal.Progress)
            && await FindMissingAsync(next, isOfRecord: false).ConfigureAwait(false) is { } answer)
        {
            return answer;
        }

        var taken = Note(next, status);
        if (taken is not null && RunStream.IsTerminal(taken, journal.Progress) && !OutlastsPause(taken))
        {
            await connection.DropAsync().ConfigureAwait(false);
        }

        return taken;
    }

    // A stream that was taken up again goes on past a pause, and tells what no other one does. It is not exchanged for a new one there:
    // servers of some versions cut the readers of a run when they find that one has left.
    private bool OutlastsPause(DifyStreamEvent terminal)
    {
        PausedAt = clock.GetTimestamp();
        return connection.IsResumed && terminal is WorkflowPausedEvent;
    }

    // A run that was stopped may be told as failed, one that failed by itself may come in the way of a stop, and an end may not say how it
    // went: its record knows.
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
            await connection.DropAsync().ConfigureAwait(false);
            throw RunFailure.Interrupted(connection.Operation, StreamEnd.InvalidEvent, state.Failure, journal.Progress);
        }

        return state.End is null || (saysStopped && journal.StopRequested) ? null : state.Status;
    }

    // A stream that was taken up again may bring the error of something else, such as an answer that came too early: the run itself may be
    // going, or have ended well.
    private async Task<DifyStreamEvent?> SettleAsync(WorkflowRunException error, EventStream<DifyStreamEvent> open)
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
            if (await RunStream.ReadAsync(
                connection.Operation, open, journal.Progress, lifetime).ConfigureAwait(false) is WorkflowFinishedEvent finished)
            {
                return await TakeAsync(finished).ConfigureAwait(false);
            }
        }
        catch (DifyApiException)
        {
            // Then the error is what there is to tell.
        }

        await connection.DropAsync().ConfigureAwait(false);
        throw error;
    }

    private async Task<DifyStreamEvent?> EndByRecordAsync(DifyStreamEvent end)
    {
        await connection.DropAsync().ConfigureAwait(false);
        if (await FindMissingAsync(end, isOfRecord: true).ConfigureAwait(false) is { } answer)
        {
            return answer;
        }

        journal.RecordEnd(end);
        return end;
    }

    // What was said while nobody listened, the server may have kept. It is told before the end, which is held back for as long.
    private async ValueTask<DifyStreamEvent?> FindMissingAsync(DifyStreamEvent end, bool isOfRecord)
    {
        // Behind an answered pause the stream itself goes on: what is kept already holds what it is about to tell.
        var goesOn = end is WorkflowPausedEvent && journal.IsAnswered;
        if (hasAskedForAnswer || goesOn || !(isOfRecord || journal.LacksText))
        {
            hasAskedForAnswer = false;
            return null;
        }

        if (await server.FindAnswerAsync(journal.Progress, lifetime).ConfigureAwait(false) is not { } whole || !journal.RecordAnswer(whole))
        {
            return null;
        }

        hasAskedForAnswer = true;
        held = (end, isOfRecord);
        return whole;
    }

    private Task<DifyStreamEvent?> ReconnectAsync(StreamEnd ended, Exception cause)
    {
        var interruption = RunFailure.Interrupted(connection.Operation, ended, cause, journal.Progress);
        return reconnection.IsPossible(interruption) ? ReconnectAsync(interruption) : throw interruption;
    }

    private async Task<DifyStreamEvent?> ReconnectAsync(WorkflowStreamInterruptedException? interruption)
    {
        await connection.DropAsync().ConfigureAwait(false);
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

        await connection.UseAsync(opened!, RunReconnection.Operation, asResumed: true).ConfigureAwait(false);
        return null;
    }

    // The stream that was asked for before an answer was sent, and whose headers had not come by then.
    private async Task<DifyStreamEvent?> FollowExpectedAsync(Task<EventStream<DifyStreamEvent>> opened)
    {
        try
        {
            await connection.UseExpectedAsync(opened).ConfigureAwait(false);
            return null;
        }
        catch (DifyApiException)
        {
            return await ReconnectAsync(null).ConfigureAwait(false);
        }
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
