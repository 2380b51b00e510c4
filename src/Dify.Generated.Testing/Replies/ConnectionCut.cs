using System;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Dify.Generated.Testing;

/// <summary>Cuts the connection of a request.</summary>
internal static class ConnectionCut
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Ends the server's side of the connection in the middle of the answer. What was written before arrives: a reset at once could
    /// overtake it, so the reset waits until the caller has closed its side, or does not within five seconds.
    /// </summary>
    public static async Task CutAsync(HttpContext context, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket.Shutdown(SocketShutdown.Send);
            await Task.Delay(Patience, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The caller has closed its side, or was gone already.
        }

        context.Abort();
    }
}
