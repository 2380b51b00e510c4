using System;
using System.IO;
using System.Net.Http;
#if NET
using System.Runtime.CompilerServices;
#endif
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>
/// The bytes of one event stream: read with an idle timeout, closed at once when they are no longer wanted. Any byte, a ping's too, counts
/// as a sign of life. One reader at a time; <see cref="Abort"/> and <see cref="CloseAsync"/> from any thread and as often as one likes.
/// </summary>
internal sealed class EventConnection
{
    private readonly HttpResponseMessage response;
    private readonly Stream content;
    private readonly IdleWatch idle;
    private readonly object gate = new();
    private readonly CancellationTokenSource abort = new();
    private readonly TaskCompletionSource<bool> closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool isReading;
    private volatile bool isAborted;

    public EventConnection(HttpResponseMessage response, Stream content, TimeSpan idleTimeout, TimeProvider clock)
    {
        this.response = response;
        this.content = content;
        idle = new IdleWatch(clock, idleTimeout, Abort);
    }

    /// <summary>Whether the stream was given up, so that nothing of it may be delivered any more.</summary>
    public bool IsAborted => isAborted;

    /// <summary>Gives the stream up: a pending read ends, and the connection is closed by that read or, if there is none, here.</summary>
    public void Abort()
    {
        bool isFree;
        lock (gate)
        {
            if (isAborted)
            {
                return;
            }

            isAborted = true;
            isFree = !isReading;
        }

        abort.Cancel();
        if (isFree)
        {
            _ = CloseOnceAsync();
        }
    }

    /// <summary>Closes the connection at once.</summary>
    /// <returns>A task that ends when it is closed.</returns>
    public async Task CloseAsync()
    {
        Abort();
        if (closed.Task.IsCompleted)
        {
            return;
        }

        // A body that does not hear of cancellation is torn away from its reader.
        using var enough = new CancellationTokenSource();
        if (await Task.WhenAny(closed.Task, Task.Delay(LongestCancellation, enough.Token)).ConfigureAwait(false) == closed.Task)
        {
            enough.Cancel();
        }
        else
        {
            response.Dispose();
        }
    }

    /// <summary>Why nothing can be read any more.</summary>
    public Exception Ended(Exception? cause = null)
        => idle.HasFired ? new StreamBrokenException(StreamEnd.IdleTimeout, cause) : new OperationCanceledException(cause?.Message, cause);

    /// <summary>Reads what there is.</summary>
    /// <returns>The number of bytes; 0 at the end.</returns>
    /// <exception cref="StreamBrokenException">The connection broke, or was silent for too long.</exception>
    /// <exception cref="OperationCanceledException">The stream was given up.</exception>
#if NET
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
#endif
    public async ValueTask<int> ReadAsync(ArraySegment<byte> room)
    {
        EnterRead();
        try
        {
#if NET
            return await content.ReadAsync(room, abort.Token).ConfigureAwait(false);
#else
            return await content.ReadAsync(room.Array!, room.Offset, room.Count, abort.Token).ConfigureAwait(false);
#endif
        }
        catch (Exception exception) when (IsOfTransport(exception))
        {
            throw isAborted ? Ended(exception) : new StreamBrokenException(StreamEnd.ConnectionLost, exception);
        }
        finally
        {
            LeaveRead();
        }
    }

#if NET
    private static readonly TimeSpan LongestCancellation = TimeSpan.FromSeconds(1);
#else
    // Not every platform below this framework can cancel a read; there disposing of the body has to do.
    private static readonly TimeSpan LongestCancellation = TimeSpan.FromMilliseconds(50);
#endif

    private static bool IsOfTransport(Exception exception)
        => exception is ObjectDisposedException || ConnectionFailure.IsOfTransport(exception);

    private void EnterRead()
    {
        lock (gate)
        {
            if (isAborted)
            {
                throw Ended();
            }

            isReading = true;
        }

        idle.Begin();
    }

    private void LeaveRead()
    {
        idle.End();
        lock (gate)
        {
            isReading = false;
            if (!isAborted)
            {
                return;
            }
        }

        _ = CloseOnceAsync();
    }

    // Runs once: when the stream is given up while nobody reads, or when the read has ended that was pending then.
    private async Task CloseOnceAsync()
    {
        idle.Dispose();
        try
        {
            // A broken connection is to be closed, too; it would stay open until memory is collected.
            using (response)
            using (content)
            {
                await BreakConnectionAsync().ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (IsOfTransport(exception) || exception is InvalidOperationException)
        {
            // It was broken before.
        }
        finally
        {
            closed.TrySetResult(true);
        }
    }

    // Disposing of a body that is not at its end makes the platform read on for up to two seconds in the hope of keeping the connection.
    // A read that is cancelled while it waits closes it instead; what has come already is read first, up to what the platform would read as
    // well.
    private async Task BreakConnectionAsync()
    {
        const int MostReads = 64;
        var scratch = new byte[16 * 1024];
        for (var i = 0; i < MostReads; i++)
        {
            using var now = new CancellationTokenSource();
            var read = content.ReadAsync(scratch, 0, scratch.Length, now.Token);
            var waited = !read.IsCompleted;
            now.Cancel();
#if !NET
            if (await Task.WhenAny(read, Task.Delay(LongestCancellation)).ConfigureAwait(false) != read)
            {
                return;
            }
#endif
            if (await read.ConfigureAwait(false) == 0 || waited)
            {
                return;
            }
        }
    }
}
