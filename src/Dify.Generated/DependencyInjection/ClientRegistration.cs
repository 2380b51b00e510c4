using System;
using System.Net.Http;
using System.Threading;
using Dify.Generated;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>How every kind of client is registered. A name stands for one app or one set of knowledge bases, and so for one key; two names
/// never share a key.</summary>
internal static class ClientRegistration
{
    private const string SectionName = "Dify";
    private const string FactorySuffix = "Factory";

    /// <summary>Whether options are those that the clients of a factory have in common.</summary>
    public static bool IsFactory(string optionsName)
        => optionsName.StartsWith("Dify", StringComparison.Ordinal)
            && optionsName.EndsWith("Client" + FactorySuffix, StringComparison.Ordinal);

    /// <summary>Registers the one client of its kind by what its surroundings say.</summary>
    public static IHttpClientBuilder Add<TClient>(IServiceCollection services, ClientKind<TClient> kind)
        where TClient : class
        => Add(services, kind, string.Empty, builder => builder.Configure<IServiceProvider>((options, provider) =>
        {
            var configuration = provider.GetService<IConfiguration>();
            var section = configuration?.GetSection(kind.Section.Length == 0 ? SectionName : $"{SectionName}:{kind.Section}");
            if (section is not null)
            {
                new DifyClientOptionsSection(string.Empty, section).Apply(options);
            }

            DifyEnvironment.Apply(
                options,
                kind.KeyVariable,
                hasAddress: !string.IsNullOrEmpty(section?[nameof(options.BaseAddress)]),
                variable => configuration?[variable] ?? Environment.GetEnvironmentVariable(variable));
        }));

    public static IHttpClientBuilder Add<TClient>(
        IServiceCollection services, ClientKind<TClient> kind, string name, Action<DifyClientOptions> configure)
        where TClient : class
    {
        ThrowIfNull(configure, nameof(configure));
        return Add(services, kind, name, builder => builder.Configure(configure));
    }

    public static IHttpClientBuilder Add<TClient>(
        IServiceCollection services, ClientKind<TClient> kind, string name, IConfiguration section)
        where TClient : class
    {
        ThrowIfNull(section, nameof(section));
        return Add(services, kind, name, builder => builder.Configure(new DifyClientOptionsSection(name, section).Apply));
    }

    /// <summary>Registers a factory.</summary>
    /// <param name="services">The services.</param>
    /// <param name="kind">What it makes.</param>
    /// <param name="configure">Sets what its clients have in common; null for nothing.</param>
    /// <param name="expose">Gives what makes the clients the type that callers know.</param>
    public static IHttpClientBuilder AddFactory<TClient, TFactory>(
        IServiceCollection services,
        ClientKind<TClient> kind,
        Action<DifyClientOptions>? configure,
        Func<ClientMaker<TClient>, TFactory> expose)
        where TClient : class
        where TFactory : class
    {
        ThrowIfNull(services, nameof(services));
        services.AddOptions<DifyClientOptions>(FactoryName(kind))
            .Configure(configure ?? (static _ => { }))
            .Configure(options => options.Kind = kind.Key);
        services.TryAddSingleton(provider => new ClientMaker<TClient>(
            kind, FactoryName(kind), provider.GetRequiredService<IHttpClientFactory>(),
            provider.GetRequiredService<IOptionsMonitor<DifyClientOptions>>(), provider.GetService<ILoggerFactory>()));
        services.TryAddSingleton(provider => expose(provider.GetRequiredService<ClientMaker<TClient>>()));
        return AddHttpClient(services, FactoryName(kind));
    }

    private static string FactoryName<TClient>(ClientKind<TClient> kind)
        where TClient : class
        => kind.Class + FactorySuffix;

    private static IHttpClientBuilder Add<TClient>(
        IServiceCollection services, ClientKind<TClient> kind, string name, Action<OptionsBuilder<DifyClientOptions>> configure)
        where TClient : class
    {
        ThrowIfNull(services, nameof(services));
        ThrowIfNull(name, nameof(name));
        var options = services.AddOptions<DifyClientOptions>(kind.OptionsName(name));
        configure(options);
        options.Configure(set => set.Kind = kind.Key);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DifyClientOptions>, DifyClientOptionsValidation>());
        options.ValidateOnStart();

        var httpClientName = kind.HttpClientName(name);
        services.TryAddKeyedSingleton(httpClientName, (provider, _) => new ClientShare(OptionsOf(provider, kind, name).Retry.Budget));
        if (name.Length == 0)
        {
            services.TryAddTransient(provider => Create(provider, kind, name));
        }
        else
        {
            services.AddKeyedTransient(name, (provider, _) => Create(provider, kind, name));
        }

        return AddHttpClient(services, httpClientName);
    }

    private static IHttpClientBuilder AddHttpClient(IServiceCollection services, string httpClientName)
    {
        services.AddSingleton<IHttpMessageHandlerBuilderFilter>(new SendOnceFilter(httpClientName));
        return services
            .AddHttpClient(httpClientName, static client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(DifyHttpHandler.Create)
            .ConfigureAdditionalHttpMessageHandlers(InheritedRetries.Remove);
    }

    private static TClient Create<TClient>(IServiceProvider provider, ClientKind<TClient> kind, string name)
        where TClient : class
    {
        var httpClientName = kind.HttpClientName(name);
        var options = OptionsOf(provider, kind, name).Clone();
        options.Name ??= name.Length == 0 ? null : name;
        options.LoggerFactory ??= provider.GetService<ILoggerFactory>();
        return kind.Create(new ApiConnection(
            options,
            kind.Key,
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(httpClientName),
            provider.GetRequiredKeyedService<ClientShare>(httpClientName)));
    }

    private static DifyClientOptions OptionsOf<TClient>(IServiceProvider provider, ClientKind<TClient> kind, string name)
        where TClient : class
        => provider.GetRequiredService<IOptionsMonitor<DifyClientOptions>>().Get(kind.OptionsName(name));

    private static void ThrowIfNull(object? argument, string name)
    {
        if (argument is null)
        {
            throw new ArgumentNullException(name);
        }
    }
}
