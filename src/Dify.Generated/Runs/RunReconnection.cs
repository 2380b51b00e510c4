using System;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>Takes up the stream of a run again, as often as the options allow. When no stream can tell how the run goes on, its record
/// decides.</summary>
internal sealed class RunReconnection
{
    /// <summary>The operation that every stream but the first belongs to.</summary>
    public const string Operation = "streamWorkflowEvents";

    private readonly RunServer server;
    private readonly RunRecord record;
    private readonly RunProgress progress;
    private readonly WorkflowRunOptions options;
    private readonly TimeProvider clock;
    private int triesWithoutLife;
    private int triesWithoutEvent;
    private long openedAt;

    public RunReconnection(RunServer server, RunRecord record, RunProgress progress, WorkflowRunOptions options, TimeProvider clock)
    {
        this.server = server;
        this.record = record;
        this.progress = progress;
        this.options = options;
        this.clock = clock;
    }

    /// <summary>Whether a stream that ended in this way is taken up again at all.</summary>
    public bool IsPossible(WorkflowStreamInterruptedException interruption)
        => options.Resume && !string.IsNullOrEmpty(progress.WorkflowRunId) && !IsOfEvent(interruption);

    /// <summary>Whether an answer is read that belongs to no run of a workflow: no stream can be had of it, but the server keeps the
    /// answer.</summary>
    public bool IsOfAnswer => options.Resume && progress is { WorkflowRunId: null, MessageId: not null };

    /// <summary>Whether the stream ended at an event that cannot be read. Another stream would bring it again; the record may know what it
    /// was.</summary>
    public static bool IsOfEvent(WorkflowStreamInterruptedException interruption)
        => interruption.End is StreamEnd.InvalidEvent or StreamEnd.EventTooLarge;

    /// <summary>Something new came: the tries begin anew.</summary>
    public void Reset() => triesWithoutLife = triesWithoutEvent = 0;

    /// <summary>Opens a stream of the run that begins with what its record says and goes on past pauses.</summary>
    /// <param name="interruption">How the stream before was interrupted; null after a pause.</param>
    /// <param name="cancellationToken">Stops trying.</param>
    /// <returns>The stream, or the end of the run if it is over and no stream can be had.</returns>
    /// <exception cref="WorkflowStreamInterruptedException">There is neither.</exception>
    public async Task<(EventStream<DifyStreamEvent>? Stream, DifyStreamEvent? End)> ConnectAsync(
        WorkflowStreamInterruptedException? interruption, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        var most = interruption is null ? Math.Max(options.MaxResumes, 1) : options.MaxResumes;
        while (true)
        {
            while (triesWithoutLife < most)
            {
                triesWithoutLife++;
                await WaitAsync(cancellationToken).ConfigureAwait(false);
                try
                {
                    var opened = await server.OpenAgainAsync(progress.WorkflowRunId!, cancellationToken).ConfigureAwait(false);
                    openedAt = clock.GetTimestamp();
                    return (opened, null);
                }
                catch (DifyNotFoundException exception)
                {
                    // Older servers have no such stream.
                    failure = exception;
                    if ((await record.ReadAsync(cancellationToken).ConfigureAwait(false)).End is { } known)
                    {
                        return (null, known);
                    }
                }
                catch (DifyApiException exception) when (!exception.IsTransient)
                {
                    failure = exception;
                    break;
                }
                catch (DifyApiException exception)
                {
                    failure = exception;
                }
            }

            var state = await record.ReadWrittenAsync(cancellationToken).ConfigureAwait(false);
            if (state.End is { } end)
            {
                return (null, end);
            }

            // A gateway may cut every stream of a run at whose node nothing happens for long. While its record says that it is alive, the
            // run's own time limit is what bounds it.
            if (most == 0 || triesWithoutLife < most || !RunStatuses.IsAlive(state.Status))
            {
                throw RunFailure.Interrupted(
                    interruption?.Operation ?? Operation,
                    interruption?.End ?? StreamEnd.ConnectionLost,
                    failure ?? interruption?.InnerException,
                    progress,
                    runMayBeGoing: !state.IsMissing || progress.EventsReceived > 0);
            }

            triesWithoutLife = 0;
        }
    }

    // At once the first time: most connections that drop can be made again immediately. So can one that has lasted for a while.
    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        const double LongestSeconds = 8;
        if (openedAt != 0 && clock.GetElapsedTime(openedAt).TotalSeconds >= LongestSeconds)
        {
            triesWithoutEvent = 0;
        }

        openedAt = 0;
        var failures = triesWithoutEvent++;
        if (failures > 0)
        {
            var wait = TimeSpan.FromSeconds(Math.Min(LongestSeconds, 0.25 * Math.Pow(2, Math.Min(failures, 30))));
            await Clock.DelayAsync(clock, wait, cancellationToken).ConfigureAwait(false);
        }
    }
}
