using System;
using Dify.Generated;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

public static partial class DifyServiceCollectionExtensions
{
    private static ClientKind<IDifyKnowledgeClient> Knowledge => new(
        nameof(DifyKnowledgeClient), "Knowledge", "DIFY_KNOWLEDGE_API_KEY", KeyKind.Knowledge, static connection => new DifyKnowledgeClient(connection));

    /// <summary>
    /// Registers the one client of a program by what its surroundings say: the section <c>Dify:Knowledge</c> of the host's configuration and, for
    /// what is not there, the variables <c>DIFY_KNOWLEDGE_API_KEY</c> and
    /// <c>DIFY_BASE_URL</c>, of the configuration or of the environment. <see cref="IDifyKnowledgeClient"/> is injected.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <returns>A builder for the HTTP client below it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    public static IHttpClientBuilder AddDifyKnowledgeClient(this IServiceCollection services) => ClientRegistration.Add(services, Knowledge);

    /// <summary>Registers the one client of a program; <see cref="IDifyKnowledgeClient"/> is injected.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options. They are checked when the host starts.</param>
    /// <returns>A builder for the HTTP client below it.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IHttpClientBuilder AddDifyKnowledgeClient(this IServiceCollection services, Action<DifyClientOptions> configure)
        => services.AddDifyKnowledgeClient(Options.Options.DefaultName, configure);

    /// <summary>Registers the one client of a program; <see cref="IDifyKnowledgeClient"/> is injected.</summary>
    /// <param name="services">The services.</param>
    /// <param name="section">The configuration of the options. It is checked when the host starts.</param>
    /// <returns>A builder for the HTTP client below it.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IHttpClientBuilder AddDifyKnowledgeClient(this IServiceCollection services, IConfiguration section)
        => services.AddDifyKnowledgeClient(Options.Options.DefaultName, section);

    /// <summary>Registers one of several clients. It is injected as a keyed service with its name as the key.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The name of the client.</param>
    /// <param name="configure">Sets the options of this client. They are checked when the host starts.</param>
    /// <returns>A builder for the HTTP client below it.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IHttpClientBuilder AddDifyKnowledgeClient(this IServiceCollection services, string name, Action<DifyClientOptions> configure)
        => ClientRegistration.Add(services, Knowledge, name, configure);

    /// <summary>Registers one of several clients. It is injected as a keyed service with its name as the key.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The name of the client.</param>
    /// <param name="section">The configuration of this client. It is checked when the host starts.</param>
    /// <returns>A builder for the HTTP client below it.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IHttpClientBuilder AddDifyKnowledgeClient(this IServiceCollection services, string name, IConfiguration section)
        => ClientRegistration.Add(services, Knowledge, name, section);

    /// <summary>Registers <see cref="IDifyClientFactory{TClient}"/> of <see cref="IDifyKnowledgeClient"/>, for clients whose keys are known only at run time.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets what all of its clients have in common, such as the address; null for nothing. It need not hold a key.</param>
    /// <returns>A builder for the one HTTP client below all of them.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    public static IHttpClientBuilder AddDifyKnowledgeClientFactory(this IServiceCollection services, Action<DifyClientOptions>? configure = null)
    {
        var builder = ClientRegistration.AddFactory(services, Knowledge, configure);
        services.TryAddSingleton<IDifyClientFactory<IDifyKnowledgeClient>>(static provider => provider.GetRequiredService<ClientMaker<IDifyKnowledgeClient>>());
        return builder;
    }
}
