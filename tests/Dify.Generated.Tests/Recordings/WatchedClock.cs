using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Time.Testing;

namespace Dify.Generated.Tests.Recordings;

/// <summary>
/// A clock that a test sets forward, and that knows whether anybody waits for it: a busy client must not be taken for one that waits.
/// </summary>
internal sealed class WatchedClock : FakeTimeProvider
{
    // Longer bounds, those of a silent stream or of a whole call, are no waits: they are there in case nothing happens.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(40);

    private int waits;

    public bool IsAwaited => Volatile.Read(ref waits) > 0;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime <= TimeSpan.Zero || dueTime > LongestWait)
        {
            return base.CreateTimer(callback, state, dueTime, period);
        }

        var wait = new Wait(this);
        wait.Timer = base.CreateTimer(
            given =>
            {
                wait.End();
                callback(given);
            },
            state,
            dueTime,
            period);
        return wait;
    }

    private sealed class Wait : ITimer
    {
        private readonly WatchedClock clock;
        private int isOver;

        public Wait(WatchedClock clock)
        {
            this.clock = clock;
            Interlocked.Increment(ref clock.waits);
        }

        public ITimer? Timer { get; set; }

        public void End()
        {
            if (Interlocked.Exchange(ref isOver, 1) == 0)
            {
                Interlocked.Decrement(ref clock.waits);
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => Timer!.Change(dueTime, period);

        public void Dispose()
        {
            End();
            Timer?.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            End();
            return Timer?.DisposeAsync() ?? ValueTask.CompletedTask;
        }
    }
}
