using System;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated.Testing;

/// <summary>
/// The waits of one answer. They all begin before anybody can see its request, so that a test which has seen what the request does, and
/// then sets its clock forward, is never ahead of them.
/// </summary>
internal sealed class ReplyTimes : IDisposable
{
    private readonly CancellationTokenSource end;
    private readonly TimeProvider time;

    public ReplyTimes(DifyTestServerOptions options, TestReply? own, CancellationToken cancellationToken)
    {
        time = options.TimeProvider;
        end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        TimeSpan before = options.Latency + (own?.Delay ?? TimeSpan.Zero);
        Latency = Wait(options.Latency);
        Delay = Wait(before);
        Hold = Wait(before + (own?.Passage.HoldTime ?? TimeSpan.Zero));
        Cut = Wait(own?.Passage.CutAfter is { } life ? before + life : Timeout.InfiniteTimeSpan);
    }

    /// <summary>Ends when the server begins to look at the request.</summary>
    public Task Latency { get; }

    /// <summary>Ends when the server begins to answer.</summary>
    public Task Delay { get; }

    /// <summary>Ends when a proxy that holds the answer back for some time lets it through.</summary>
    public Task Hold { get; }

    /// <summary>Ends when a gateway cuts the connection, or never.</summary>
    public Task Cut { get; }

    public void Dispose()
    {
        end.Cancel();
        end.Dispose();
    }

    private Task Wait(TimeSpan wait) => Task.Delay(wait, time, end.Token);
}
