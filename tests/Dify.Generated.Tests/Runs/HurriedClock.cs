using System;
using System.Threading;
using Microsoft.Extensions.Time.Testing;

namespace Dify.Generated.Tests.Runs;

/// <summary>
/// A clock by which a short wait is over as soon as it has begun, and a long one never: for a client that is to be kept waiting by
/// nothing but what it reads.
/// </summary>
internal sealed class HurriedClock : FakeTimeProvider
{
    private static readonly TimeSpan LongestShortWait = TimeSpan.FromSeconds(15);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero && dueTime <= LongestShortWait)
        {
            ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
        }

        return timer;
    }
}
