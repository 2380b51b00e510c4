using System;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>Takes up the stream of a run again, as often as the options allow. When no stream can tell how the run goes on, its record decides.</summary>
internal sealed class RunReconnection
{
    /// <summary>The operation that every stream but the first belongs to.</summary>
    public const string Operation = "streamWorkflowEvents";

    private readonly RunServer server;
    private readonly RunRecord record;
    private readonly RunProgress progress;
    private readonly WorkflowRunOptions options;
    private readonly TimeProvider clock;
    private int triesInARow;

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

    /// <summary>Whether the stream ended at an event that cannot be read. Another stream would bring it again; the record may know what it was.</summary>
    public static bool IsOfEvent(WorkflowStreamInterruptedException interruption) => interruption.End is StreamEnd.InvalidEvent or StreamEnd.EventTooLarge;

    /// <summary>Something new came: the tries begin anew.</summary>
    public void Reset() => triesInARow = 0;

    /// <summary>Opens a stream of the run that begins with what its record says and goes on past pauses.</summary>
    /// <param name="interruption">How the stream before was interrupted; null after a pause.</param>
    /// <param name="cancellationToken">Stops trying.</param>
    /// <returns>The stream, or the end of the run if it is over and no stream can be had.</returns>
    /// <exception cref="WorkflowStreamInterruptedException">There is neither.</exception>
    public async Task<(EventStream<WorkflowStreamEvent>? Stream, WorkflowFinishedEvent? End)> ConnectAsync(
        WorkflowStreamInterruptedException? interruption, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        var most = interruption is null ? Math.Max(options.MaxResumes, 1) : options.MaxResumes;
        while (triesInARow < most)
        {
            await WaitAsync(triesInARow++, cancellationToken).ConfigureAwait(false);
            try
            {
                return (await server.OpenAgainAsync(progress.WorkflowRunId!, cancellationToken).ConfigureAwait(false), null);
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
            catch (DifyApiException exception)
            {
                failure = exception;
                if (!exception.IsTransient)
                {
                    break;
                }
            }
        }

        var state = await record.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (state.End is { } end)
        {
            return (null, end);
        }

        throw RunFailure.Interrupted(
            interruption?.Operation ?? Operation, interruption?.End ?? StreamEnd.ConnectionLost, failure ?? interruption?.InnerException, progress, runMayBeGoing: !state.IsMissing);
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
