using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Dify.Generated.Tests.Service;

/// <summary>Each kind of client in a host: injected by its interface, by name, by a factory, with a key of its own.</summary>
public sealed class ServiceRegistrationTests
{
    private readonly StubHandler handler = StubHandler.Json("""{"name":"n","data":[]}""");

    [Fact(Timeout = 30_000)]
    public async Task Each_kind_has_its_own_key_though_none_has_a_name()
    {
        ServiceCollection services = new();
        services.AddDifyWorkflowClient(options => options.ApiKey = "app-workflow").ConfigurePrimaryHttpMessageHandler(() => handler);
        services.AddDifyChatClient(options => options.ApiKey = "app-chat").ConfigurePrimaryHttpMessageHandler(() => handler);
        services.AddDifyCompletionClient(options => options.ApiKey = "app-completion").ConfigurePrimaryHttpMessageHandler(() => handler);
        services.AddDifyKnowledgeClient(options => options.ApiKey = "dataset-knowledge").ConfigurePrimaryHttpMessageHandler(() => handler);
        await using ServiceProvider provider = services.BuildServiceProvider();

        await provider.GetRequiredService<IDifyWorkflowClient>().GetWorkflowAppInfoAsync();
        await provider.GetRequiredService<IDifyChatClient>().GetAppInfoAsync();
        await provider.GetRequiredService<IDifyCompletionClient>().GetAppInfoAsync();
        await provider.GetRequiredService<IDifyKnowledgeClient>().ListDatasetsAsync();

        Assert.Equal(
            ["Bearer app-workflow", "Bearer app-chat", "Bearer app-completion", "Bearer dataset-knowledge"], handler.Authorizations);
    }

    [Fact(Timeout = 30_000)]
    public async Task Named_ones_are_keyed_services_and_a_name_may_stand_for_one_of_each_kind()
    {
        ServiceCollection services = new();
        services.AddDifyChatClient("shop", options => options.ApiKey = "app-chat").ConfigurePrimaryHttpMessageHandler(() => handler);
        services.AddDifyCompletionClient("shop", Section(("ApiKey", "app-completion"))).ConfigurePrimaryHttpMessageHandler(() => handler);
        services.AddDifyKnowledgeClient("shop", options => options.ApiKey = "dataset-knowledge")
            .ConfigurePrimaryHttpMessageHandler(() => handler);
        await using ServiceProvider provider = services.BuildServiceProvider();

        await provider.GetRequiredKeyedService<IDifyChatClient>("shop").GetAppInfoAsync();
        await provider.GetRequiredKeyedService<IDifyCompletionClient>("shop").GetAppInfoAsync();
        await provider.GetRequiredKeyedService<IDifyKnowledgeClient>("shop").ListDatasetsAsync();

        Assert.Equal(["Bearer app-chat", "Bearer app-completion", "Bearer dataset-knowledge"], handler.Authorizations);
    }

    [Fact(Timeout = 30_000)]
    public async Task Their_surroundings_say_the_key_and_the_server()
    {
        ServiceCollection services = new();
        services.AddSingleton(Section(
            ("Dify:Chat:ApiKey", "app-chat"),
            ("DIFY_COMPLETION_API_KEY", "app-completion"),
            ("DIFY_KNOWLEDGE_API_KEY", "dataset-knowledge")));
        services.AddDifyChatClient().ConfigurePrimaryHttpMessageHandler(() => handler);
        services.AddDifyCompletionClient().ConfigurePrimaryHttpMessageHandler(() => handler);
        services.AddDifyKnowledgeClient().ConfigurePrimaryHttpMessageHandler(() => handler);
        await using ServiceProvider provider = services.BuildServiceProvider();

        await provider.GetRequiredService<IDifyChatClient>().GetAppInfoAsync();
        await provider.GetRequiredService<IDifyCompletionClient>().GetAppInfoAsync();
        await provider.GetRequiredService<IDifyKnowledgeClient>().ListDatasetsAsync();

        Assert.Equal(["Bearer app-chat", "Bearer app-completion", "Bearer dataset-knowledge"], handler.Authorizations);
    }

    [Fact(Timeout = 30_000)]
    public async Task Factories_make_clients_of_any_key_of_the_right_kind()
    {
        ServiceCollection services = new();
        services.AddDifyChatClientFactory().ConfigurePrimaryHttpMessageHandler(() => handler);
        services.AddDifyCompletionClientFactory().ConfigurePrimaryHttpMessageHandler(() => handler);
        services.AddDifyKnowledgeClientFactory().ConfigurePrimaryHttpMessageHandler(() => handler);
        await using ServiceProvider provider = services.BuildServiceProvider();

        await provider.GetRequiredService<IDifyClientFactory<IDifyChatClient>>()
            .CreateClient(options => options.ApiKey = "app-1")
            .GetAppInfoAsync();
        await provider.GetRequiredService<IDifyClientFactory<IDifyCompletionClient>>()
            .CreateClient(options => options.ApiKey = "app-2")
            .GetAppInfoAsync();
        await provider.GetRequiredService<IDifyClientFactory<IDifyKnowledgeClient>>()
            .CreateClient(options => options.ApiKey = "dataset-3")
            .ListDatasetsAsync();

        Assert.Equal(["Bearer app-1", "Bearer app-2", "Bearer dataset-3"], handler.Authorizations);
        Assert.Throws<ArgumentException>(() => provider.GetRequiredService<IDifyClientFactory<IDifyKnowledgeClient>>()
            .CreateClient(options => options.ApiKey = "app-4"));
    }

    [Fact]
    public void A_key_of_another_kind_is_told_when_the_host_starts_with_the_client_that_has_it()
    {
        ServiceCollection services = new();
        services.AddDifyKnowledgeClient(options => options.ApiKey = "app-secret");
        using ServiceProvider provider = services.BuildServiceProvider();

        var refused = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IDifyKnowledgeClient>());
        Assert.StartsWith("DifyKnowledgeClient: ApiKey", Assert.Single(refused.Failures), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    private static IConfiguration Section(params (string Name, string Value)[] values)
    {
        var builder = new ConfigurationBuilder();
        var pairs = new List<KeyValuePair<string, string?>>();
        foreach ((string name, string value) in values)
        {
            pairs.Add(new(name, value));
        }

        return builder.AddInMemoryCollection(pairs).Build();
    }
}
