using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>
/// Lets one at a time read, in the order of coming. Where nobody else wants to, as for nearly every event, it costs two exchanges.
/// </summary>
internal sealed class ReadingTurn
{
    private readonly SemaphoreSlim queue = new(0);

    // Whoever reads, and all who wait. One who gave up still counts: with nobody left to pass the queue, the next one does.
    private int count;

    /// <summary>Waits until nobody else reads.</summary>
    /// <exception cref="System.OperationCanceledException">The wait was cancelled, and the turn is not the caller's.</exception>
    public Task EnterAsync(CancellationToken cancellationToken)
        => cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken)
            : Interlocked.Increment(ref count) == 1 ? Task.CompletedTask
            : queue.WaitAsync(cancellationToken);

    /// <summary>Lets the next one read.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref count) > 0)
        {
            queue.Release();
        }
    }
}
