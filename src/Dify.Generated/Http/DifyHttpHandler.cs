using System;
using System.Net.Http;
using System.Threading;

namespace Dify.Generated;

/// <summary>The connection settings that the client needs: no redirects, because key and inputs would follow them; no cookies; addresses
/// looked up anew from time to time.</summary>
public static class DifyHttpHandler
{
    /// <summary>Makes a handler for an <see cref="HttpClient"/> that is given to a <see cref="DifyWorkflowClient"/>.</summary>
    /// <returns>The handler, the caller's to dispose of.</returns>
    public static HttpMessageHandler Create()
#if NET
        => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),

            // An answer that nobody wants to the end is not read on in the background: its connection is closed at once.
            ResponseDrainTimeout = TimeSpan.Zero,
        };
#else
        => new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false };
#endif

    internal static HttpClient CreateClient() => new(new SendOnceHandler(Create())) { Timeout = Timeout.InfiniteTimeSpan };
}
