using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Goals;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xunit;

namespace Dify.Generated.Tests.DependencyInjection;

/// <summary>Clients from the container: configured by code or by configuration, checked at the start, and never with another's
/// key.</summary>
public sealed class RegistrationTests
{
    [Fact(Timeout = 30_000)]
    public async Task The_one_client_is_injected()
    {
        StubHandler handler = StubHandler.Json(Samples.Answer);
        var services = new ServiceCollection();
        services.AddDifyWorkflowClient(options => options.ApiKey = "app-one").ConfigurePrimaryHttpMessageHandler(() => handler);
        await using ServiceProvider provider = services.BuildServiceProvider();

        await provider.GetRequiredService<IDifyWorkflowClient>().GetWorkflowAppInfoAsync();

        Assert.Equal(["Bearer app-one"], handler.Authorizations);
    }

    [Fact(Timeout = 60_000)]
    public async Task Names_never_mix_their_keys()
    {
        var handlers = new Dictionary<string, StubHandler>();
        var services = new ServiceCollection();
        string[] names = ["translator", "Translator", "summary", ""];
        foreach (string name in names)
        {
            handlers[name] = StubHandler.Json(Samples.Answer);
            services.AddDifyWorkflowClient(name, options => options.ApiKey = "app-of-" + name.Length + name)
                .ConfigurePrimaryHttpMessageHandler(() => handlers[name]);
        }

        await using ServiceProvider provider = services.BuildServiceProvider();
        await Parallel.ForEachAsync(Enumerable.Range(0, 400), async (call, token) =>
        {
            string name = names[call % names.Length];
            IDifyWorkflowClient client = name.Length == 0
                ? provider.GetRequiredService<IDifyWorkflowClient>()
                : provider.GetRequiredKeyedService<IDifyWorkflowClient>(name);
            await client.GetWorkflowAppInfoAsync(token);
        });

        Assert.All(names, name =>
        {
            Assert.Equal(100, handlers[name].Count);
            Assert.All(handlers[name].Authorizations, key => Assert.Equal("Bearer app-of-" + name.Length + name, key));
        });
    }

    [Fact(Timeout = 30_000)]
    public async Task Configuration_sets_every_plain_option()
    {
        IConfiguration configuration = Configuration(new()
        {
            ["Dify:Translator:ApiKey"] = "app-configured",
            ["Dify:Translator:BaseAddress"] = "https://dify.example.com/v1",
            ["Dify:Translator:Timeout"] = "00:00:30",
            ["Dify:Translator:IdleTimeout"] = "00:01:00",
            ["Dify:Translator:MaxResponseBytes"] = "1000000",
            ["Dify:Translator:AllowInsecureHttp"] = "true",
            ["Dify:Translator:Retry:MaxRetries"] = "5",
            ["Dify:Translator:Retry:BaseDelay"] = "00:00:01",
        });
        var services = new ServiceCollection();
        services.AddDifyWorkflowClient("translator", configuration.GetSection("Dify:Translator"));
        await using ServiceProvider provider = services.BuildServiceProvider();

        DifyClientOptions options = provider.GetRequiredService<IOptionsMonitor<DifyClientOptions>>().Get("translator");

        Assert.Equal("app-configured", options.ApiKey);
        Assert.Equal(new Uri("https://dify.example.com/v1"), options.BaseAddress);
        Assert.Equal(TimeSpan.FromSeconds(30), options.Timeout);
        Assert.Equal(TimeSpan.FromMinutes(1), options.IdleTimeout);
        Assert.Equal(1_000_000, options.MaxResponseBytes);
        Assert.True(options.AllowInsecureHttp);
        Assert.Equal(5, options.Retry.MaxRetries);
        Assert.Equal(TimeSpan.FromSeconds(1), options.Retry.BaseDelay);
        Assert.NotNull(provider.GetRequiredKeyedService<IDifyWorkflowClient>("translator"));
    }

    [Theory]
    [InlineData("Timeout", "half an hour", "TimeSpan")]
    [InlineData("MaxErrorBytes", "99999999999", "Int32")]
    [InlineData("AllowInsecureHttp", "perhaps", "Boolean")]
    [InlineData("Retry:Budget", "many", "Int32")]
    public void A_configured_value_of_another_kind_is_named_without_being_repeated(string name, string value, string kind)
    {
        var services = new ServiceCollection();
        services.AddDifyWorkflowClient(
            "translator", Configuration(new() { ["Dify:ApiKey"] = "app-good", [$"Dify:{name}"] = value }).GetSection("Dify"));
        using ServiceProvider provider = services.BuildServiceProvider();

        OptionsValidationException refusal = Assert.Throws<OptionsValidationException>(
            () => provider.GetRequiredService<IStartupValidator>().Validate());

        string failure = Assert.Single(refusal.Failures);
        Assert.StartsWith("translator: ", failure, StringComparison.Ordinal);
        Assert.Contains($"Dify:{name} ", failure, StringComparison.Ordinal);
        Assert.Contains(kind, failure, StringComparison.Ordinal);
        Assert.DoesNotContain(value, failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Mistakes_are_told_at_the_start_with_the_name_of_the_client()
    {
        var services = new ServiceCollection();
        services.AddDifyWorkflowClient("translator", Configuration(new() { ["BaseAddress"] = "not-an-address", ["Timeout"] = "00:00:00" }));
        services.AddDifyWorkflowClient("summary", options => options.ApiKey = "app-good");
        using ServiceProvider provider = services.BuildServiceProvider();

        OptionsValidationException refusal = Assert.Throws<OptionsValidationException>(
            () => provider.GetRequiredService<IStartupValidator>().Validate());

        Assert.Equal("translator", refusal.OptionsName);
        Assert.Equal(3, refusal.Failures.Count());
        Assert.All(refusal.Failures, failure => Assert.StartsWith("translator: ", failure, StringComparison.Ordinal));
        foreach (string option in new[] { "ApiKey", "BaseAddress", "Timeout" })
        {
            Assert.Contains(option, refusal.Message, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("not-an-address", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_is_wrong_is_not_repeated()
    {
        var services = new ServiceCollection();
        services.AddDifyWorkflowClient(options => options.ApiKey = "app-secret\n");
        using ServiceProvider provider = services.BuildServiceProvider();

        OptionsValidationException refusal = Assert.Throws<OptionsValidationException>(
            () => provider.GetRequiredService<IDifyWorkflowClient>());

        Assert.Contains("ApiKey", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("app-secret", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task The_builder_takes_handlers_and_the_last_settings_win()
    {
        StubHandler handler = StubHandler.Json(Samples.Answer);
        var services = new ServiceCollection();
        services.AddTransient<MarkingHandler>();
        services.AddDifyWorkflowClient(options => options.ApiKey = "app-one")
            .AddHttpMessageHandler<MarkingHandler>()
            .ConfigurePrimaryHttpMessageHandler(() => handler)
            .ConfigureHttpClient(client => client.Timeout = TimeSpan.FromSeconds(3));
        await using ServiceProvider provider = services.BuildServiceProvider();

        await provider.GetRequiredService<IDifyWorkflowClient>().GetWorkflowAppInfoAsync();

        Assert.Equal(["Bearer app-one marked"], handler.Authorizations);
    }

    [Fact]
    public void The_handler_follows_no_redirects_and_keeps_no_cookies()
    {
#if NETSTANDARD_BUILD
        var handler = Assert.IsType<HttpClientHandler>(DifyHttpHandler.Create());
#else
        var handler = Assert.IsType<SocketsHttpHandler>(DifyHttpHandler.Create());
#endif

        Assert.False(handler.AllowAutoRedirect);
        Assert.False(handler.UseCookies);
#if !NETSTANDARD_BUILD
        Assert.NotEqual(Timeout.InfiniteTimeSpan, handler.ConnectTimeout);
        Assert.NotEqual(Timeout.InfiniteTimeSpan, handler.PooledConnectionLifetime);
#endif
    }

    [Fact(Timeout = 30_000)]
    public async Task The_clients_of_one_name_share_one_budget_of_repetitions()
    {
        const int Calls = 300;
        var handler = new StubHandler((_, _) => Task.FromResult(StubHandler.Problem(503, "unknown")));
        var services = new ServiceCollection();
        services.AddDifyWorkflowClient("translator", options =>
        {
            options.ApiKey = "app-one";
            new ScriptedClock().Use(options);
        }).ConfigurePrimaryHttpMessageHandler(() => handler);
        await using ServiceProvider provider = services.BuildServiceProvider();

        for (int call = 0; call < Calls; call++)
        {
            IDifyWorkflowClient client = provider.GetRequiredKeyedService<IDifyWorkflowClient>("translator");
            await Assert.ThrowsAsync<DifyServerException>(() => client.GetWorkflowAppInfoAsync());
        }

        Assert.InRange(handler.Count, Calls + 1, Calls * 1.1);
    }

    [Fact(Timeout = 30_000)]
    [Trait(Goal.Trait, "C1")]
    [Trait(Goal.Trait, "C2")]
    public async Task The_logs_of_the_container_hold_neither_key_nor_body()
    {
        const string Secret = "app-CANARYkey";
        var logs = new LogCollector();
        var handler = new StubHandler((_, _) => Task.FromResult(StubHandler.Problem(400, "CANARYcode")));
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(logs).SetMinimumLevel(LogLevel.Trace));
        services.AddDifyWorkflowClient(options => options.ApiKey = Secret).ConfigurePrimaryHttpMessageHandler(() => handler);
        await using ServiceProvider provider = services.BuildServiceProvider();

        await Assert.ThrowsAsync<DifyInvalidRequestException>(
            () => provider.GetRequiredService<IDifyWorkflowClient>()
                .ExecuteWorkflowAsync(new WorkflowExecutionRequest { Inputs = new() { ["text"] = "CANARYbody" }, User = "CANARYuser" }));

        Assert.Contains(logs.Entries, entry => entry.Contains("executeWorkflow failed", StringComparison.Ordinal));
        Assert.Contains(logs.Entries, entry => entry.Contains("Authorization", StringComparison.Ordinal));
        Assert.All(logs.Entries, entry => Assert.DoesNotContain("CANARY", entry, StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_at_all_is_refused()
    {
        var services = new ServiceCollection();

        Assert.Equal(
            "configure",
            Assert.Throws<ArgumentNullException>(() => services.AddDifyWorkflowClient((Action<DifyClientOptions>)null!)).ParamName);
        Assert.Equal(
            "section", Assert.Throws<ArgumentNullException>(() => services.AddDifyWorkflowClient((IConfiguration)null!)).ParamName);
        Assert.Equal("name", Assert.Throws<ArgumentNullException>(() => services.AddDifyWorkflowClient(null!, _ => { })).ParamName);
        Assert.Equal(
            "services", Assert.Throws<ArgumentNullException>(() => ((IServiceCollection)null!).AddDifyWorkflowClient(_ => { })).ParamName);
    }

    private static IConfiguration Configuration(Dictionary<string, string?> values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values).Build();

    private sealed class MarkingHandler : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Authorization = new(request.Headers.Authorization!.Scheme, request.Headers.Authorization.Parameter + " marked");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
