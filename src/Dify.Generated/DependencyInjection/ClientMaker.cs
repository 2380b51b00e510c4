using System;
using System.Collections.Concurrent;
using System.Net.Http;
using Dify.Generated;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Makes clients over one named HTTP client, whose handler has the connections. Those of one server share their repetitions and
/// what they know of each app, however often they are made.</summary>
internal sealed class ClientMaker<TClient>(
    ClientKind<TClient> kind,
    string name,
    IHttpClientFactory httpClients,
    IOptionsMonitor<DifyClientOptions> options,
    ILoggerFactory? loggers)
    : IDifyClientFactory<TClient>
    where TClient : class
{
    private readonly ConcurrentDictionary<string, ClientShare> shares = new(StringComparer.Ordinal);

    public TClient CreateClient(Action<DifyClientOptions> configure)
    {
        var own = options.Get(name).Clone();
        (configure ?? throw new ArgumentNullException(nameof(configure)))(own);
        DifyClientOptionsValidator.ThrowIfInvalid(own, nameof(configure));
        own.LoggerFactory ??= loggers;
        var share = shares.GetOrAdd(own.BaseAddress.Authority, _ => new ClientShare(own.Retry.Budget));
        return kind.Create(new ApiConnection(own, kind.Key, httpClients.CreateClient(name), share));
    }
}
