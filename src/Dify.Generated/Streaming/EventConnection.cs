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
/// The bytes of one event stream: read with an idle timeout and a size limit, closed at once when they are no longer wanted. Any byte, a ping's too, counts as a sign of life.
/// One reader at a time; <see cref="Abort"/> and <see cref="CloseAsync"/> from any thread and as often as one likes.
/// </summary>
internal sealed class EventConnection : Stream
{
    private const int BufferBytes = 4096;

    private readonly HttpResponseMessage response;
    private readonly Stream content;
    private readonly IdleWatch idle;
    private readonly object gate = new();
    private readonly CancellationTokenSource abort = new();
    private readonly TaskCompletionSource<bool> closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly byte[] received = new byte[BufferBytes];
    private EventSizeGuard guard;
    private int taken;
    private int length;
    private bool isReading;
    private volatile bool isAborted;

    public EventConnection(HttpResponseMessage response, Stream content, long maxEventBytes, TimeSpan idleTimeout, TimeProvider clock)
    {
        this.response = response;
        this.content = content;
        guard = new EventSizeGuard(maxEventBytes);
        idle = new IdleWatch(clock, idleTimeout, Abort);
    }

    /// <summary>Whether the last bytes belong to an event that has not been ended.</summary>
    public bool IsInsideEvent => guard.IsInsideEvent;

    /// <summary>Whether the stream was given up, so that nothing of it may be delivered any more.</summary>
    public bool IsAborted => isAborted;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

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

    // The parser asks for a kilobyte at a time. What the platform has is taken in larger pieces, so that most of its reads are a copy: no clock, no lock, no state machine.
#if NET
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        => taken < length ? new ValueTask<int>(Take(buffer)) : FillAndTakeAsync(buffer);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> FillAndTakeAsync(Memory<byte> destination)
#else
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => taken < length ? Task.FromResult(Take(buffer.AsMemory(offset, count))) : FillAndTakeAsync(buffer.AsMemory(offset, count));

    private async Task<int> FillAndTakeAsync(Memory<byte> destination)
#endif
    {
        EnterRead();
        try
        {
            taken = 0;
            length = 0;
#if NET
            length = await content.ReadAsync(received, abort.Token).ConfigureAwait(false);
#else
            length = await content.ReadAsync(received, 0, received.Length, abort.Token).ConfigureAwait(false);
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

        return length == 0 ? 0 : Take(destination);
    }

    private int Take(Memory<byte> destination)
    {
        if (isAborted)
        {
            throw Ended();
        }

        var bytes = received.AsSpan(taken, Math.Min(length - taken, destination.Length));
        bytes = bytes.Slice(0, guard.Follow(bytes));
        bytes.CopyTo(destination.Span);
        taken += bytes.Length;
        return bytes.Length;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        // The parser disposes of its stream; the connection is closed by CloseAsync, which does not wait for the rest of the body.
    }

#if NET
    private static readonly TimeSpan LongestCancellation = TimeSpan.FromSeconds(1);
#else
    // Not every platform below this framework can cancel a read; there disposing of the body has to do.
    private static readonly TimeSpan LongestCancellation = TimeSpan.FromMilliseconds(50);
#endif

    private static bool IsOfTransport(Exception exception)
        => exception is OperationCanceledException or IOException or HttpRequestException or ObjectDisposedException;

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
            await BreakConnectionAsync().ConfigureAwait(false);
            content.Dispose();
            response.Dispose();
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
    // A read that is cancelled while it waits closes it instead; what has come already is read first, up to what the platform would read as well.
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
