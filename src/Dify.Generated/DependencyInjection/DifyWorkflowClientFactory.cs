using System;
using System.Collections.Concurrent;
using System.Net.Http;
using Dify.Generated;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Makes clients over the one named HTTP client, whose handler has the connections. Those of one server share their repetitions
/// and what they know of each app, however often they are made.</summary>
internal sealed class DifyWorkflowClientFactory(IHttpClientFactory httpClients, IOptionsMonitor<DifyClientOptions> options,
    IServiceProvider provider) : IDifyWorkflowClientFactory
{
    public const string Name = nameof(DifyWorkflowClientFactory);

    private readonly ConcurrentDictionary<string, ClientShare> shares = new(StringComparer.Ordinal);

    public IDifyWorkflowClient CreateClient(Action<DifyClientOptions> configure)
    {
        var own = options.Get(Name).Clone();
        (configure ?? throw new ArgumentNullException(nameof(configure)))(own);
        DifyClientOptionsValidator.ThrowIfInvalid(own, nameof(configure));
        own.LoggerFactory ??= provider.GetService<ILoggerFactory>();
        return new DifyWorkflowClient(own, httpClients.CreateClient(Name),
            shares.GetOrAdd(own.BaseAddress.Authority, _ => new ClientShare(own.Retry.Budget)));
    }
}
