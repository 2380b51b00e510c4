using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated.Tests.Clients;

/// <summary>A clock that stands still and keeps what it was asked to wait: each wait is over at once, or never.</summary>
internal sealed class ScriptedClock(DateTimeOffset now, bool waitsEnd = true) : TimeProvider
{
    private readonly TaskCompletionSource firstWait = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ScriptedClock(bool waitsEnd = true)
        : this(new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero), waitsEnd)
    {
    }

    /// <summary>The waits, in order.</summary>
    public ConcurrentQueue<TimeSpan> Waits { get; } = new();

    /// <summary>Ends when somebody waits for the first time.</summary>
    public Task FirstWait => firstWait.Task;

    public override DateTimeOffset GetUtcNow() => now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            Waits.Enqueue(dueTime);
            firstWait.TrySetResult();
            if (waitsEnd)
            {
                ThreadPool.QueueUserWorkItem(_ => callback(state));
            }
        }

        return new Timer();
    }

    /// <summary>Makes a client wait by this clock alone.</summary>
    public void Use(DifyClientOptions options)
    {
        options.TimeProvider = this;
        options.Timeout = Timeout.InfiniteTimeSpan;
    }

    private sealed class Timer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
