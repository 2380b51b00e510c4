using System;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>
/// Notices that a stream brings nothing but pings, which are no sign of life: they go on when the server has lost its reader. Then the
/// record of the run is asked, at growing intervals; if the run has moved on, the stream is given up.
/// </summary>
/// <remarks>
/// It looks on from outside, so that a stream with events pays for one reading of the clock an event. On the stream of a start it looks
/// when a ping comes: one that is silent is the business of the idle timeout. On one that was taken up again it looks by a timer.
/// </remarks>
internal sealed class QuietWatch : IDisposable
{
    private static readonly TimeSpan NotBegunAfter = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(30);

    // What a server needs to take up a run that was answered, with a margin.
    private static readonly TimeSpan ResumptionLook = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromMinutes(10);

    private readonly TimeProvider clock;
    private readonly RunRecord record;
    private readonly RunProgress progress;
    private readonly Action<WorkflowRunProgress> report;
    private readonly CancellationToken lifetime;
    private readonly TimeSpan startLimit;
    private readonly ITimer timer;
    private readonly object gate = new();
    private EventStream<DifyStreamEvent>? reading;
    private EventStream<DifyStreamEvent>? givenUp;
    private DifyStreamEvent? end;
    private TimeSpan nextLook;
    private long since;
    private volatile bool hasEvents;
    private bool isResumed;
    private bool isLooking;
    private bool isReopened;
    private bool awaitsResumption;
    private bool wasSeenGoing;
    private bool isDisposed;

    public QuietWatch(
        RunRecord record,
        RunProgress progress,
        Action<WorkflowRunProgress> report,
        TimeSpan startTimeout,
        TimeProvider clock,
        CancellationToken lifetime)
    {
        startLimit = startTimeout == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : startTimeout;
        this.record = record;
        this.progress = progress;
        this.report = report;
        this.clock = clock;
        this.lifetime = lifetime;
        nextLook = progress.WorkflowRunId is not null ? FirstLook : NotBegunAfter < startLimit ? NotBegunAfter : startLimit;

        // The timer must not keep a run alive that everybody has forgotten.
        timer = clock.CreateTimer(
            static watch =>
            {
                if (((WeakReference<QuietWatch>)watch!).TryGetTarget(out var alive))
                {
                    alive.Look(isPing: false);
                }
            },
            new WeakReference<QuietWatch>(this),
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
        Schedule(nextLook);
    }

    /// <summary>A stream is waited for.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="asResumed">Whether it began with the record.</param>
    /// <param name="isAnswered">Whether the server has the answer to the last pause, so that the run is about to go on.</param>
    public void Begin(EventStream<DifyStreamEvent> stream, bool asResumed, bool isAnswered)
    {
        lock (gate)
        {
            reading = stream;
            var isAwaited = asResumed && isAnswered && !isReopened;
            if (asResumed && (!isResumed || isAwaited != awaitsResumption))
            {
                isResumed = true;
                awaitsResumption = isAwaited;
                nextLook = isAwaited ? ResumptionLook : nextLook;
                Schedule(nextLook);
            }

            if (since == 0)
            {
                since = clock.GetTimestamp();
            }
        }
    }

    /// <summary>Nothing is waited for.</summary>
    public void End()
    {
        lock (gate)
        {
            reading = null;
        }
    }

    /// <summary>A ping came.</summary>
    public void Pinged() => Look(isPing: true);

    /// <summary>Something new came.</summary>
    public void Heard()
    {
        // Of events that had come already nobody was waited for, and all is as the last one left it.
        if (hasEvents && Volatile.Read(ref since) == 0)
        {
            return;
        }

        lock (gate)
        {
            since = 0;
            end = null;
            isReopened = awaitsResumption = wasSeenGoing = false;
            hasEvents = true;
            nextLook = FirstLook;
        }
    }

    /// <summary>Whether this stream was given up here, and the end of the run if the record knows it.</summary>
    public bool HasGivenUp(EventStream<DifyStreamEvent> stream, out DifyStreamEvent? known)
    {
        lock (gate)
        {
            var isMine = givenUp == stream;
            known = isMine ? end : null;
            return isMine;
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
        }

        timer.Dispose();
    }

    private void Look(bool isPing)
    {
        TimeSpan quiet;
        long asked;
        EventStream<DifyStreamEvent>? tooLate = null;
        lock (gate)
        {
            quiet = reading is null || since == 0 ? TimeSpan.Zero : clock.GetElapsedTime(since);
            asked = since;
            if (isLooking || (quiet >= nextLook && !isPing && IsBegun && !isResumed))
            {
                return;
            }

            if (quiet < nextLook)
            {
                if (!isPing)
                {
                    Schedule(nextLook - quiet);
                }

                return;
            }

            if (!IsBegun && quiet >= startLimit)
            {
                tooLate = givenUp = reading;
                reading = null;
            }

            isLooking = tooLate is null;
        }

        if (tooLate is not null)
        {
            tooLate.Abort();
            return;
        }

        _ = LookAsync(quiet, asked);
    }

    /// <summary>Whether the run has begun, as far as is known. A stream that was given up before brought nothing but pings for as long as a
    /// start may take.</summary>
    public bool IsBegun => hasEvents || progress.WorkflowRunId is not null;

    private async Task LookAsync(TimeSpan quiet, long asked)
    {
        try
        {
            if (!IsBegun)
            {
                report(new WorkflowRunProgress { Kind = WorkflowRunProgressKind.NotBegun, Quiet = quiet });
                Next(quiet, asked, default);
                return;
            }

            var state = await record.ReadAsync(lifetime).ConfigureAwait(false);
            if (quiet >= FirstLook)
            {
                report(new WorkflowRunProgress
                {
                    Kind = WorkflowRunProgressKind.Quiet,
                    Quiet = quiet,
                    TaskId = progress.TaskId,
                    WorkflowRunId = progress.WorkflowRunId,
                    RecordStatus = state.Status,
                });
            }

            Next(quiet, asked, state);
        }
        catch (OperationCanceledException)
        {
            // The run is no longer followed.
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // What a caller's report throws is not for the thread of a timer.
            Next(quiet, asked, default);
        }
    }

    private void Next(TimeSpan quiet, long asked, RunRecordState state)
    {
        EventStream<DifyStreamEvent>? stream = null;
        lock (gate)
        {
            isLooking = false;
            if (since == asked && reading is not null)
            {
                // A stream may be about to bring the end or the resumption itself, so that the record has the last word only when it says
                // so twice. A run that was answered, and goes on without a word on its stream, is told to another reader or to nobody.
                var isGoing = awaitsResumption && state.Status == WorkflowRunStatus.Running;
                var isCut = state.End is not null ? end is not null
                    : isGoing ? wasSeenGoing
                    : state.Status == WorkflowRunStatus.Paused && !isReopened && quiet >= FirstLook;
                var isNews = state.End is not null ? end is null : isGoing && !wasSeenGoing;
                nextLook = quiet + (isNews ? (awaitsResumption ? ResumptionLook : FirstLook)
                    : quiet < FirstLook ? FirstLook - quiet
                    : quiet < LongestInterval ? quiet
                    : LongestInterval);
                wasSeenGoing = isGoing;
                nextLook = !IsBegun && nextLook > startLimit ? startLimit : nextLook;
                end = state.End ?? end;
                if (isCut)
                {
                    isReopened = true;
                    awaitsResumption = false;
                    givenUp = stream = reading;
                    reading = null;
                }
            }

            Schedule(nextLook - quiet);
        }

        stream?.Abort();
    }

    private void Schedule(TimeSpan wait)
    {
        if (!isDisposed)
        {
            var shortest = TimeSpan.FromMilliseconds(1);
            timer.Change(wait < shortest ? shortest : wait, Timeout.InfiniteTimeSpan);
        }
    }
}
