using System;
using System.Threading;

namespace Dify.Generated;

/// <summary>
/// Notices that a wait lasts too long. The timer runs on from wait to wait and is set anew only when it fires, because setting one for each
/// of thousands of reads costs more than looking at the clock.
/// </summary>
internal sealed class IdleWatch : IDisposable
{
    private readonly TimeProvider clock;
    private readonly TimeSpan limit;
    private readonly Action onIdle;
    private readonly ITimer? timer;
    private long since;
    private volatile bool isWaiting;
    private volatile bool hasFired;

    public IdleWatch(TimeProvider clock, TimeSpan limit, Action onIdle)
    {
        this.clock = clock;
        this.limit = limit;
        this.onIdle = onIdle;
        if (limit != Timeout.InfiniteTimeSpan)
        {
            timer = clock.CreateTimer(static watch => ((IdleWatch)watch!).Look(), this, limit, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Whether a wait has lasted too long.</summary>
    public bool HasFired => hasFired;

    /// <summary>A wait begins.</summary>
    public void Begin()
    {
        Volatile.Write(ref since, clock.GetTimestamp());
        isWaiting = true;
    }

    /// <summary>The wait is over.</summary>
    public void End() => isWaiting = false;

    public void Dispose() => timer?.Dispose();

    private void Look()
    {
        var left = isWaiting ? limit - clock.GetElapsedTime(Volatile.Read(ref since)) : limit;
        if (left > TimeSpan.Zero)
        {
            // Timers count whole milliseconds.
            var shortest = TimeSpan.FromMilliseconds(1);
            timer?.Change(left < shortest ? shortest : left, Timeout.InfiniteTimeSpan);
            return;
        }

        hasFired = true;
        onIdle();
    }
}
