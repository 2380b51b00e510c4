using System;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>
/// The bytes of one event stream: read with an idle timeout and a size limit, closed at once when they are no longer wanted. Any byte, a ping's too, counts as a sign of life.
/// </summary>
internal sealed class EventConnection : Stream
{
    private readonly HttpResponseMessage response;
    private readonly Stream content;
    private readonly TimeSpan idleTimeout;
    private readonly CancellationTokenSource abort = new();
    private readonly ITimer idleTimer;
    private EventSizeGuard guard;
    private volatile bool isIdle;
    private int closed;
    private int reading;

    public EventConnection(HttpResponseMessage response, Stream content, long maxEventBytes, TimeSpan idleTimeout, TimeProvider clock)
    {
        this.response = response;
        this.content = content;
        this.idleTimeout = idleTimeout;
        guard = new EventSizeGuard(maxEventBytes);
        idleTimer = clock.CreateTimer(static state => ((EventConnection)state!).OnIdle(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether the last bytes belong to an event that has not been ended.</summary>
    public bool IsInsideEvent => guard.IsInsideEvent;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Ends the stream from any thread: a pending read ends and closes the connection, and if there is none the connection is closed here.</summary>
    public void Abort()
    {
        try
        {
            abort.Cancel();
        }
        catch (ObjectDisposedException)
        {
            return;
        }

        if (Interlocked.CompareExchange(ref reading, 1, 0) == 0)
        {
            _ = CloseAsync();
        }
    }

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        EnterRead(cancellationToken);
        try
        {
            var read = content.ReadAsync(buffer, offset, count, abort.Token);
            var length = read.Status == TaskStatus.RanToCompletion ? read.Result : await WaitAsync(read).ConfigureAwait(false);
            guard.Follow(buffer.AsSpan(offset, length));
            return length;
        }
        catch (Exception exception) when (IsOfTransport(exception))
        {
            throw Broken(exception, cancellationToken);
        }
        finally
        {
            Volatile.Write(ref reading, 0);
        }
    }

#if NET
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        EnterRead(cancellationToken);
        try
        {
            var read = content.ReadAsync(buffer, abort.Token);
            var length = read.IsCompletedSuccessfully ? read.Result : await WaitAsync(read.AsTask()).ConfigureAwait(false);
            guard.Follow(buffer.Span.Slice(0, length));
            return length;
        }
        catch (Exception exception) when (IsOfTransport(exception))
        {
            throw Broken(exception, cancellationToken);
        }
        finally
        {
            Volatile.Write(ref reading, 0);
        }
    }
#endif

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Closes the connection at once.</summary>
    public async Task CloseAsync()
    {
        if (Interlocked.Exchange(ref closed, 1) != 0)
        {
            return;
        }

        idleTimer.Dispose();
        await BreakConnectionAsync().ConfigureAwait(false);
        content.Dispose();
        response.Dispose();
        abort.Dispose();
    }

    protected override void Dispose(bool disposing)
    {
        // The parser disposes of its stream; the connection is closed by CloseAsync, which does not wait for the rest of the body.
    }

    // Disposing of a body that is not at its end makes the platform read on for up to two seconds in the hope of keeping the connection.
    // A read that is cancelled while it waits closes it instead.
    private async Task BreakConnectionAsync()
    {
        const int MostReads = 64;
        var scratch = new byte[4096];
        try
        {
            for (var i = 0; i < MostReads; i++)
            {
                using var now = new CancellationTokenSource();
                var read = content.ReadAsync(scratch, 0, scratch.Length, now.Token);
                var waited = !read.IsCompleted;
                now.Cancel();
#if NETSTANDARD2_0
                // Not every platform below this framework can cancel a read; there disposing of the stream has to do.
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
        catch (Exception exception) when (IsOfTransport(exception) || exception is InvalidOperationException)
        {
            // Closed, as intended, or broken before.
        }
    }

#if NETSTANDARD2_0
    private static readonly TimeSpan LongestCancellation = TimeSpan.FromMilliseconds(50);
#endif

    private void EnterRead(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref closed) != 0 || abort.IsCancellationRequested || Interlocked.CompareExchange(ref reading, 1, 0) != 0)
        {
            throw isIdle ? new StreamBrokenException(StreamEnd.IdleTimeout) : new OperationCanceledException(cancellationToken);
        }
    }

    private static bool IsOfTransport(Exception exception)
        => exception is OperationCanceledException or IOException or HttpRequestException or ObjectDisposedException;

    private async Task<int> WaitAsync(Task<int> read)
    {
        idleTimer.Change(idleTimeout, Timeout.InfiniteTimeSpan);
        try
        {
            return await read.ConfigureAwait(false);
        }
        finally
        {
            idleTimer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private void OnIdle()
    {
        isIdle = true;
        Abort();
    }

    private Exception Broken(Exception exception, CancellationToken cancellationToken)
    {
        if (isIdle)
        {
            return new StreamBrokenException(StreamEnd.IdleTimeout, exception);
        }

        return abort.IsCancellationRequested
            ? new OperationCanceledException(exception.Message, exception, cancellationToken)
            : new StreamBrokenException(StreamEnd.ConnectionLost, exception);
    }
}
