using System;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>Waits until a run has really ended: by its events if somebody reads them, else by its record.</summary>
internal static class StopConfirmation
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    public static async Task WaitAsync(RunServer server, RunJournal journal, TimeSpan limit, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var bound = Clock.CancelAfter(clock, limit);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, bound.Token);
        var record = new RunRecord(server, journal.Progress);
        try
        {
            while (!journal.IsOver && await record.FindEndAsync(either.Token).ConfigureAwait(false) is null)
            {
                await Clock.DelayAsync(clock, Interval, either.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException exception) when (bound.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new DifyTimeoutException(
                ClientText.Format("StopUnconfirmed", limit), new DifyFailure("stopWorkflowTaskGeneration") { IsTransient = true }, exception);
        }
    }
}
