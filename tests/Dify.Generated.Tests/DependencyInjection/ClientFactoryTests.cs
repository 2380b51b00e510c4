using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Dify.Generated.Tests.DependencyInjection;

/// <summary>Clients whose keys are known only at run time: one pool of connections, and never another's key.</summary>
public sealed class ClientFactoryTests
{
    [Fact(Timeout = 60_000)]
    public async Task Tenants_share_connections_and_never_a_key()
    {
        int handlers = 0;
        var pairs = new ConcurrentBag<(string User, string Key)>();
        var stub = new StubHandler((request, _) =>
        {
            pairs.Add((request.RequestUri!.Query, request.Headers.Authorization!.Parameter!));
            return Task.FromResult(StubHandler.Answer(200, "application/json", "{\"data\":[]}"u8.ToArray()));
        });
        await using ServiceProvider provider = Provider(
            options => options.BaseAddress = new Uri("https://dify.example.com/v1"),
            () =>
            {
                Interlocked.Increment(ref handlers);
                return stub;
            });
        var factory = provider.GetRequiredService<IDifyWorkflowClientFactory>();

        await Parallel.ForEachAsync(Enumerable.Range(0, 400), async (call, token) =>
        {
            string tenant = "tenant" + (call % 20);
            IDifyWorkflowClient client = factory.CreateClient(options => options.ApiKey = "app-" + tenant);
            await client.GetWorkflowLogsAsync(new WorkflowLogQuery { Keyword = tenant }, token);
        });

        Assert.Equal(1, handlers);
        Assert.Equal(400, pairs.Count);
        Assert.All(pairs, pair => Assert.Contains("keyword=" + pair.Key["app-".Length..], pair.User, StringComparison.Ordinal));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_factory_needs_no_key_beside_clients_that_do()
    {
        StubHandler handler = StubHandler.Json(Samples.Answer);
        var services = new ServiceCollection();
        services.AddDifyWorkflowClient(options => options.ApiKey = "app-of-the-program").ConfigurePrimaryHttpMessageHandler(() => handler);
        services.AddDifyWorkflowClientFactory().ConfigurePrimaryHttpMessageHandler(() => handler);
        await using ServiceProvider provider = services.BuildServiceProvider();
        provider.GetRequiredService<IStartupValidator>().Validate();

        await provider.GetRequiredService<IDifyWorkflowClientFactory>()
            .CreateClient(options => options.ApiKey = "app-one")
            .GetWorkflowAppInfoAsync();

        Assert.Equal(["Bearer app-one"], handler.Authorizations);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_tenants_changes_are_its_own()
    {
        StubHandler handler = StubHandler.Json(Samples.Answer);
        await using ServiceProvider provider = Provider(options => options.BaseAddress = new Uri("https://dify.example.com/v1"), ()
            => handler);
        var factory = provider.GetRequiredService<IDifyWorkflowClientFactory>();

        factory.CreateClient(options =>
        {
            options.ApiKey = "app-one";
            options.BaseAddress = new Uri("https://other.example.com/v1");
            options.Headers["X-One"] = "1";
            options.Retry.MaxRetries = 9;
        });
        DifyClientOptions? seen = null;
        factory.CreateClient(options => (seen = options).ApiKey = "app-two");

        Assert.Equal((new Uri("https://dify.example.com/v1"), 2), (seen!.BaseAddress, seen.Retry.MaxRetries));
        Assert.Empty(seen.Headers);
    }

    [Fact]
    public async Task A_tenant_without_a_key_is_refused_by_the_name_of_the_option()
    {
        await using ServiceProvider provider = Provider(null, () => StubHandler.Json(Samples.Answer));
        provider.GetService<IStartupValidator>()?.Validate();

        ArgumentException refusal = Assert.Throws<ArgumentException>(() => provider.GetRequiredService<IDifyWorkflowClientFactory>()
            .CreateClient(_ => { }));

        Assert.Contains("ApiKey", refusal.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task Clients_that_are_made_for_each_request_share_one_budget_of_repetitions()
    {
        const int Calls = 300;
        var handler = new StubHandler((_, _) => Task.FromResult(StubHandler.Problem(503, "unknown")));
        await using ServiceProvider provider = Provider(options => new ScriptedClock().Use(options), () => handler);
        var factory = provider.GetRequiredService<IDifyWorkflowClientFactory>();

        for (int call = 0; call < Calls; call++)
        {
            IDifyWorkflowClient client = factory.CreateClient(options => options.ApiKey = "app-one");
            await Assert.ThrowsAsync<DifyServerException>(() => client.GetWorkflowAppInfoAsync());
        }

        Assert.InRange(handler.Count, Calls + 1, Calls * 1.1);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_key_of_several_apps_names_its_app()
    {
        string? app = null;
        var handler = new StubHandler((request, _) =>
        {
            app = request.Headers.GetValues("X-Dify-App-ID").Single();
            return Task.FromResult(StubHandler.Answer(200, "application/json", Samples.AnswerBytes));
        });
        await using ServiceProvider provider = Provider(null, () => handler);

        await provider.GetRequiredService<IDifyWorkflowClientFactory>().CreateClient(options =>
        {
            options.ApiKey = "sk-of-all";
            options.AppId = "9f0c";
        }).GetWorkflowAppInfoAsync();

        Assert.Equal("9f0c", app);
        Assert.Throws<ArgumentException>(() => new DifyWorkflowClient(new DifyClientOptions { ApiKey = "sk-of-all", AppId = "a\r\nb" }));
    }

    private static ServiceProvider Provider(Action<DifyClientOptions>? configure, Func<HttpMessageHandler> handler)
    {
        var services = new ServiceCollection();
        services.AddDifyWorkflowClientFactory(configure).ConfigurePrimaryHttpMessageHandler(handler);
        return services.BuildServiceProvider();
    }
}
