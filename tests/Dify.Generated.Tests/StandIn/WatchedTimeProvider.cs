using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Time.Testing;

namespace Dify.Generated.Tests.StandIn;

/// <summary>A clock that stands still and tells when somebody sets a timer by it, so that a test does not run ahead of whom it
/// tests.</summary>
internal sealed class WatchedTimeProvider : FakeTimeProvider
{
    private readonly SemaphoreSlim timers = new(0);

    /// <summary>Waits until one more timer was set.</summary>
    public Task WaitForTimerAsync(CancellationToken cancellationToken) => timers.WaitAsync(cancellationToken);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        timers.Release();
        return timer;
    }
}
