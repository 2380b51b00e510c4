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

/// <summary>Registers Dify clients. One app has one key and so one name; two names never share a key.</summary>
public static class DifyServiceCollectionExtensions
{
    private const string SectionName = "Dify";

    /// <summary>
    /// Registers the one client of a program by what its surroundings say: the section <c>Dify</c> of the host's configuration and, for
    /// what is not there, the variables <c>DIFY_API_KEY</c> and
    /// <c>DIFY_BASE_URL</c>, of the configuration or of the environment. <see cref="IDifyWorkflowClient"/> is injected.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <returns>A builder for the HTTP client below it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    public static IHttpClientBuilder AddDifyWorkflowClient(this IServiceCollection services)
    {
        ThrowIfNull(services, nameof(services));
        var name = Options.Options.DefaultName;
        return Add(services, name, services.AddOptions<DifyClientOptions>(name).Configure<IServiceProvider>(static (options, provider) =>
        {
            var configuration = provider.GetService<IConfiguration>();
            var section = configuration?.GetSection(SectionName);
            if (section is not null)
            {
                new DifyClientOptionsSection(string.Empty, section).Apply(options);
            }

            DifyEnvironment.Apply(
                options,
                hasAddress: !string.IsNullOrEmpty(section?[nameof(options.BaseAddress)]),
                variable => configuration?[variable] ?? Environment.GetEnvironmentVariable(variable));
        }));
    }

    /// <summary>Registers the one client of a program; <see cref="IDifyWorkflowClient"/> is injected.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options. They are checked when the host starts.</param>
    /// <returns>A builder for the HTTP client below it.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IHttpClientBuilder AddDifyWorkflowClient(this IServiceCollection services, Action<DifyClientOptions> configure)
        => services.AddDifyWorkflowClient(Options.Options.DefaultName, configure);

    /// <summary>Registers the one client of a program; <see cref="IDifyWorkflowClient"/> is injected.</summary>
    /// <param name="services">The services.</param>
    /// <param name="section">The configuration of the options, such as <c>configuration.GetSection("Dify")</c>. It is checked when the host starts.</param>
    /// <returns>A builder for the HTTP client below it.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IHttpClientBuilder AddDifyWorkflowClient(this IServiceCollection services, IConfiguration section)
        => services.AddDifyWorkflowClient(Options.Options.DefaultName, section);

    /// <summary>Registers one of several clients. It is injected as a keyed service with its name as the key.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The name of the client.</param>
    /// <param name="configure">Sets the options of this client. They are checked when the host starts.</param>
    /// <returns>A builder for the HTTP client below it.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IHttpClientBuilder AddDifyWorkflowClient(this IServiceCollection services, string name, Action<DifyClientOptions> configure)
    {
        ThrowIfNull(services, nameof(services));
        ThrowIfNull(name, nameof(name));
        ThrowIfNull(configure, nameof(configure));
        return Add(services, name, services.AddOptions<DifyClientOptions>(name).Configure(configure));
    }

    /// <summary>Registers one of several clients. It is injected as a keyed service with its name as the key.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The name of the client.</param>
    /// <param name="section">The configuration of this client, such as <c>configuration.GetSection("Dify:Translator")</c>. It is checked when the host starts.</param>
    /// <returns>A builder for the HTTP client below it.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IHttpClientBuilder AddDifyWorkflowClient(this IServiceCollection services, string name, IConfiguration section)
    {
        ThrowIfNull(services, nameof(services));
        ThrowIfNull(name, nameof(name));
        ThrowIfNull(section, nameof(section));
        return Add(services, name, services.AddOptions<DifyClientOptions>(name).Configure(new DifyClientOptionsSection(name, section).Apply));
    }

    /// <summary>Registers <see cref="IDifyWorkflowClientFactory"/>, for clients whose keys are known only at run time.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets what all of its clients have in common, such as the address; null for nothing. It need not hold a
    /// key.</param>
    /// <returns>A builder for the one HTTP client below all of them.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    public static IHttpClientBuilder AddDifyWorkflowClientFactory(this IServiceCollection services,
        Action<DifyClientOptions>? configure = null)
    {
        ThrowIfNull(services, nameof(services));
        services.AddOptions<DifyClientOptions>(DifyWorkflowClientFactory.Name).Configure(configure ?? (static _ => { }));
        services.TryAddSingleton<IDifyWorkflowClientFactory, DifyWorkflowClientFactory>();
        return AddHttpClient(services, DifyWorkflowClientFactory.Name);
    }

    private static IHttpClientBuilder Add(IServiceCollection services, string name, OptionsBuilder<DifyClientOptions> options)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DifyClientOptions>, DifyClientOptionsValidation>());
        options.ValidateOnStart();

        var httpClientName = HttpClientName(name);
        services.TryAddKeyedSingleton(httpClientName, (provider, _) => new ClientShare(OptionsOf(provider, name).Retry.Budget));
        if (name.Length == 0)
        {
            services.TryAddTransient(provider => Create(provider, name));
        }
        else
        {
            services.AddKeyedTransient(name, (provider, _) => Create(provider, name));
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

    private static IDifyWorkflowClient Create(IServiceProvider provider, string name)
    {
        var httpClientName = HttpClientName(name);
        var options = OptionsOf(provider, name).Clone();
        options.Name ??= name.Length == 0 ? null : name;
        options.LoggerFactory ??= provider.GetService<ILoggerFactory>();
        return new DifyWorkflowClient(
            options,
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(httpClientName),
            provider.GetRequiredKeyedService<ClientShare>(httpClientName));
    }

    private static DifyClientOptions OptionsOf(IServiceProvider provider, string name) => provider.GetRequiredService<IOptionsMonitor<DifyClientOptions>>().Get(name);

    private static string HttpClientName(string name) => name.Length == 0 ? nameof(DifyWorkflowClient) : nameof(DifyWorkflowClient) + ":" + name;

    private static void ThrowIfNull(object? argument, string name)
    {
        if (argument is null)
        {
            throw new ArgumentNullException(name);
        }
    }
}
