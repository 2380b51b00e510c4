using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Time.Testing;

namespace Dify.Generated.Tests.Recordings;

/// <summary>
/// A clock by which a wait is over as soon as the client has nothing else to do: what it reads has not come yet, or it reads nothing. So a
/// client waits as long as it has to by its own clock, and not at all by ours.
/// </summary>
/// <param name="isIdle">Whether the client waits for the server, or asks it nothing.</param>
internal sealed class IdleClock(Func<bool> isIdle) : FakeTimeProvider
{
    // Longer bounds, those of a silent stream or of a whole call, are no waits: they are there in case nothing happens.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(40);

    // How often the client is given the processor before it is taken to be idle.
    private const int Turns = 3;

    // What has come may also wait for something else than the reader.
    private const int MostTurns = 200;

    private readonly List<Wait> waits = [];
    private int isLooking;

    private DateTimeOffset? NextDue
    {
        get
        {
            lock (waits)
            {
                return waits.Count == 0 ? null : waits.Min(wait => wait.Due);
            }
        }
    }

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
                Forget(wait);
                callback(given);
            },
            state,
            dueTime,
            period);
        Expect(wait, dueTime);
        return wait;
    }

    // Only now is it certain when the timer is due, at the latest: the clock may have gone on while it was made.
    private void Expect(Wait wait, TimeSpan dueTime)
    {
        lock (waits)
        {
            waits.Remove(wait);
            if (!wait.IsOver && dueTime >= TimeSpan.Zero)
            {
                wait.Due = GetUtcNow() + dueTime;
                waits.Add(wait);
            }
        }

        Look();
    }

    private void Forget(Wait wait)
    {
        lock (waits)
        {
            wait.IsOver = true;
            waits.Remove(wait);
        }
    }

    private void Look()
    {
        if (NextDue is not null && Interlocked.Exchange(ref isLooking, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static clock => _ = clock.LookAsync(), this, preferLocal: false);
        }
    }

    private async Task LookAsync()
    {
        while (NextDue is not null)
        {
            for (int turn = 0; turn < (isIdle() ? Turns : MostTurns); turn++)
            {
                await Task.Yield();
            }

            if (NextDue is { } due)
            {
                TimeSpan left = due - GetUtcNow();
                Advance(left > TimeSpan.Zero ? left : TimeSpan.Zero);
            }
        }

        Volatile.Write(ref isLooking, 0);

        // What was begun since the last look was told to nobody.
        Look();
    }

    private sealed class Wait(IdleClock clock) : ITimer
    {
        public DateTimeOffset Due { get; set; }

        public bool IsOver { get; set; }

        public ITimer? Timer { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            IsOver = false;
            bool isChanged = Timer!.Change(dueTime, period);
            clock.Expect(this, dueTime);
            return isChanged;
        }

        public void Dispose()
        {
            clock.Forget(this);
            Timer?.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            clock.Forget(this);
            return Timer?.DisposeAsync() ?? ValueTask.CompletedTask;
        }
    }
}
