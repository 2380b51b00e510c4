using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Wire;

namespace Dify.Generated.Tests.Recordings;

/// <summary>
/// A body whose pieces come at their times. Nothing comes by itself: <see cref="Release"/> hands out what is due, at once and before it
/// returns.
/// </summary>
internal sealed class RecordedBody : ForwardOnlyStream
{
    private readonly object gate = new();
    private readonly Queue<(DateTimeOffset Due, ReadOnlyMemory<byte> Bytes)> coming = new();
    private readonly DateTimeOffset? closes;
    private readonly bool isBroken;
    private readonly TimeSpan? pingsEvery;
    private ReadOnlyMemory<byte> rest;
    private DateTimeOffset now;
    private DateTimeOffset nextPing;
    private Memory<byte> room;
    private TaskCompletionSource<int>? waiting;
    private bool isDisposed;
    private int taken;

    /// <param name="pieces">What comes, in order.</param>
    /// <param name="closes">When the body ends; null if it stays open.</param>
    /// <param name="isBroken">Whether it ends by a broken connection.</param>
    /// <param name="pingsEvery">For a stream that stays open: how often the server shows that it is still there.</param>
    /// <param name="now">The time of the request.</param>
    public RecordedBody(
        IEnumerable<(DateTimeOffset Due, ReadOnlyMemory<byte> Bytes)> pieces,
        DateTimeOffset? closes,
        bool isBroken,
        TimeSpan? pingsEvery,
        DateTimeOffset now)
    {
        this.closes = closes;
        this.isBroken = isBroken;
        this.pingsEvery = closes is null ? pingsEvery : null;
        this.now = nextPing = now;
        foreach ((DateTimeOffset due, ReadOnlyMemory<byte> bytes) in pieces)
        {
            coming.Enqueue((due, bytes));
            nextPing = due;
        }

        nextPing += pingsEvery ?? TimeSpan.Zero;
    }

    /// <summary>Whether the client waits for bytes that are not due yet.</summary>
    public bool IsAwaited
    {
        get
        {
            lock (gate)
            {
                return waiting is not null;
            }
        }
    }

    /// <summary>Whether nothing but pings can come any more.</summary>
    public bool HasToldAll
    {
        get
        {
            lock (gate)
            {
                return coming.Count == 0;
            }
        }
    }

    /// <summary>How many bytes of the pieces were handed out.</summary>
    public int Taken => Volatile.Read(ref taken);

    public bool IsDisposed => Volatile.Read(ref isDisposed);

    /// <summary>When the next thing happens on this stream; null if nothing will.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (gate)
            {
                return coming.TryPeek(out var next) ? next.Due : closes > now ? closes : pingsEvery is null ? null : nextPing;
            }
        }
    }

    public void Release(DateTimeOffset time)
    {
        TaskCompletionSource<int>? reader;
        int count;
        lock (gate)
        {
            now = time;
            if (waiting is null || TryTake(room.Span) is not { } taken)
            {
                return;
            }

            reader = waiting;
            waiting = null;
            count = taken;
        }

        Complete(reader, count);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<int>(cancellationToken);
        }

        lock (gate)
        {
            if (TryTake(buffer.Span) is { } count)
            {
                return count < 0 ? ValueTask.FromException<int>(Broken()) : ValueTask.FromResult(count);
            }

            room = buffer;
            waiting = new TaskCompletionSource<int>();
            TaskCompletionSource<int> reader = waiting;
            CancellationTokenRegistration registration = cancellationToken.Register(() => Cancel(reader, cancellationToken));
            return new ValueTask<int>(AwaitAsync(reader.Task, registration));
        }
    }

    protected override void Dispose(bool disposing)
    {
        Volatile.Write(ref isDisposed, true);
        base.Dispose(disposing);
    }

    private static async Task<int> AwaitAsync(Task<int> read, CancellationTokenRegistration registration)
    {
        try
        {
            return await read.ConfigureAwait(false);
        }
        finally
        {
            await registration.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static void Complete(TaskCompletionSource<int> reader, int count)
    {
        if (count < 0)
        {
            reader.TrySetException(Broken());
        }
        else
        {
            reader.TrySetResult(count);
        }
    }

    private static IOException Broken() => new("The connection broke.");

    private void Cancel(TaskCompletionSource<int> reader, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            waiting = waiting == reader ? null : waiting;
        }

        reader.TrySetCanceled(cancellationToken);
    }

    // How many bytes were taken: 0 at the end, -1 where the connection broke, null while nothing is due.
    private int? TryTake(Span<byte> buffer)
    {
        if (rest.IsEmpty && coming.TryPeek(out var next) && next.Due <= now)
        {
            rest = coming.Dequeue().Bytes;
        }

        if (!rest.IsEmpty)
        {
            int length = Math.Min(buffer.Length, rest.Length);
            rest[..length].Span.CopyTo(buffer);
            rest = rest[length..];
            taken += length;
            return length;
        }

        if (coming.Count > 0)
        {
            return null;
        }

        if (closes <= now)
        {
            return isBroken ? -1 : 0;
        }

        if (pingsEvery is { } interval && nextPing <= now)
        {
            nextPing += interval;
            ReadOnlySpan<byte> ping = "event: ping\n\n"u8;
            ping.CopyTo(buffer);
            return ping.Length;
        }

        return null;
    }
}
