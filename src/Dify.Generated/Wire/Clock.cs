using System;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>Waits and bounds by a given clock, the same on every framework.</summary>
internal static class Clock
{
    public static CancellationTokenSource CancelAfter(TimeProvider clock, TimeSpan delay)
#if NET
        => new(delay, clock);
#else
        => clock.CreateCancellationTokenSource(delay);
#endif

    public static Task DelayAsync(TimeProvider clock, TimeSpan delay, CancellationToken cancellationToken)
#if NET
        => Task.Delay(delay, clock, cancellationToken);
#else
        => clock.Delay(delay, cancellationToken);
#endif
}
