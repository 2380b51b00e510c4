using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace Dify.Generated.Testing;

/// <summary>An answer that goes through a proxy: late, compressed or cut.</summary>
internal sealed class ProxiedReply(Reply inner, ReplyPassage passage, ReplyTimes times, TimeProvider time) : Reply
{
    public override async Task WriteAsync(HttpContext context, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var stream = new ProxyStream(context.Response, passage);
        context.Response.Body = stream;
        Task passing = PassAsync(context, stream, end.Token);
        bool isCut = await Task.WhenAny(passing, times.Cut).ConfigureAwait(false) == times.Cut
            && !cancellationToken.IsCancellationRequested;
        await end.CancelAsync().ConfigureAwait(false);
        try
        {
            await passing.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (isCut)
        {
            // What was still to come does not come any more.
        }

        if (isCut)
        {
            await ConnectionCut.CutAsync(context, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task PassAsync(HttpContext context, ProxyStream stream, CancellationToken cancellationToken)
    {
        Task hold = HoldAsync(stream, cancellationToken);
        await inner.WriteAsync(context, cancellationToken).ConfigureAwait(false);
        await hold.ConfigureAwait(false);
        await stream.FinishAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task HoldAsync(ProxyStream stream, CancellationToken cancellationToken)
    {
        if (passage.Hold == ReplyHold.ForTime)
        {
            await times.Hold.WaitAsync(cancellationToken).ConfigureAwait(false);
            await stream.ReleaseAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
