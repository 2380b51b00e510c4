using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Documents;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.DependencyInjection;

/// <summary>A name with a typing error is told at the start, and not answered with Dify's cloud.</summary>
public sealed class ConfigurationNamesTests
{
    private const string Value = "canary-of-the-configuration";

    [Theory]
    [InlineData("BaseUrl", "BaseAddress")]
    [InlineData("Timout", "Timeout")]
    [InlineData("MaxRetrys", "Retry:MaxRetries")]
    [InlineData("MaxRetries", "Retry:MaxRetries")]
    [InlineData("Apikeys", "ApiKey")]
    [InlineData("Retry:MaxRetrys", "Retry:MaxRetries")]
    [InlineData("Retry:BaseDelays", "Retry:BaseDelay")]
    [InlineData("Retries:Budget", "Retry")]
    public void An_unknown_name_is_refused_with_the_nearest_one(string name, string nearest)
    {
        OptionsValidationException refusal = Refusal(new() { ["Dify:ApiKey"] = "app-good", [$"Dify:{name}"] = Value });

        string failure = Assert.Single(refusal.Failures);
        Assert.StartsWith("translator: ", failure, StringComparison.Ordinal);
        Assert.Contains($"Dify:{name.Split(':')[0]}", failure, StringComparison.Ordinal);
        Assert.Contains($"{nearest}?", failure, StringComparison.Ordinal);
        Assert.DoesNotContain(Value, failure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_like_none_is_refused_without_a_guess()
    {
        string failure = Assert.Single(Refusal(new() { ["Dify:ApiKey"] = "app-good", ["Dify:Whatever"] = Value }).Failures);

        Assert.Contains("Dify:Whatever. The options are ApiKey, ", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("?", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_mistake_is_told_at_once()
        => Assert.Equal(3, Refusal(
            new() { ["Dify:BaseUrl"] = "https://dify.example.com/v1", ["Dify:Timout"] = "00:00:01", ["Dify:Retry:Budget"] = "many" })
            .Failures.Count());

    [Theory]
    [InlineData("Timeout", "30")]
    [InlineData("IdleTimeout", "0.5")]
    [InlineData("Retry:BaseDelay", "1")]
    public void A_time_that_is_a_number_alone_is_refused_with_the_form_to_write(string name, string value)
    {
        string failure = Assert.Single(Refusal(new() { ["Dify:ApiKey"] = "app-good", [$"Dify:{name}"] = value }).Failures);

        Assert.Contains($"Dify:{name} ", failure, StringComparison.Ordinal);
        Assert.Contains("00:00:30", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void The_check_of_inputs_is_switched_on_by_a_word_and_by_no_other_text()
    {
        Assert.True(Options(new() { ["Dify:ApiKey"] = "app-good", ["Dify:CheckInputs"] = "true" }).CheckInputs);
        string failure = Assert.Single(Refusal(new() { ["Dify:ApiKey"] = "app-good", ["Dify:CheckInputs"] = "always" }).Failures);

        Assert.Contains("Dify:CheckInputs ", failure, StringComparison.Ordinal);
        Assert.Contains("Boolean", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_may_be_infinite()
        => Assert.Equal(Timeout.InfiniteTimeSpan, Options(new() { ["Dify:ApiKey"] = "app-good", ["Dify:Timeout"] = "Infinite" }).Timeout);

    [Fact]
    public void The_sections_of_named_clients_may_lie_within_that_of_the_one_client()
        => Assert.Equal("app-good", Options(new() { ["Dify:ApiKey"] = "app-good", ["Dify:Summary:ApiKey"] = "app-other" }).ApiKey);

    [Fact]
    public void Headers_and_the_id_of_the_app_are_taken()
    {
        DifyClientOptions options = Options(
            new() { ["Dify:ApiKey"] = "sk-good", ["Dify:AppId"] = "app-1", ["Dify:Headers:X-Gateway"] = "token" });

        Assert.Equal(("app-1", "token"), (options.AppId, options.Headers["x-gateway"]));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_host_does_not_start_with_an_unknown_name()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([new("Dify:ApiKey", "app-good"), new("Dify:BaseUrl", "https://dify.example.com/v1")]);
        builder.Services.AddDifyWorkflowClient(builder.Configuration.GetSection("Dify"));
        using IHost host = builder.Build();

        OptionsValidationException refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains("BaseAddress", refusal.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task One_call_takes_what_the_surroundings_say()
    {
        StubHandler handler = StubHandler.Json(Samples.Answer);
        IServiceCollection services = new ServiceCollection()
            .AddSingleton(Configuration(
            new() { ["DIFY_API_KEY"] = "app-of-the-variable", ["DIFY_BASE_URL"] = "https://dify.example.com/v1" }));
        services.AddDifyWorkflowClient().ConfigurePrimaryHttpMessageHandler(() => handler);
        await using ServiceProvider provider = services.BuildServiceProvider();

        DifyClientOptions options = provider.GetRequiredService<IOptionsMonitor<DifyClientOptions>>().CurrentValue;
        await provider.GetRequiredService<IDifyWorkflowClient>().GetWorkflowAppInfoAsync();

        Assert.Equal(new Uri("https://dify.example.com/v1"), options.BaseAddress);
        Assert.Equal(["Bearer app-of-the-variable"], handler.Authorizations);
    }

    [Fact]
    public void The_section_wins_over_the_variables()
    {
        IServiceCollection services = new ServiceCollection().AddSingleton(Configuration(new()
        {
            ["DIFY_API_KEY"] = "app-of-the-variable",
            ["DIFY_BASE_URL"] = "https://elsewhere.example.com/v1",
            ["Dify:ApiKey"] = "app-of-the-section",
            ["Dify:BaseAddress"] = "https://dify.example.com/v1",
        }));
        services.AddDifyWorkflowClient();
        using ServiceProvider provider = services.BuildServiceProvider();

        DifyClientOptions options = provider.GetRequiredService<IOptionsMonitor<DifyClientOptions>>().CurrentValue;

        Assert.Equal(("app-of-the-section", new Uri("https://dify.example.com/v1")), (options.ApiKey, options.BaseAddress));
    }

    [Fact]
    public void The_schema_that_editors_get_knows_every_option_and_its_default()
    {
        var schema = JObject.Parse(File.ReadAllText(RepositoryFolder.File("src", "Dify.Generated", "Package", "ConfigurationSchema.json")));
        JToken section = schema.SelectToken("properties.Dify.properties")!;
        var defaults = new DifyClientOptions { ApiKey = "app-good" };
        var configured = new Dictionary<string, string?> { ["Dify:ApiKey"] = "app-good" };
        foreach (JProperty option in section.Children<JProperty>().SelectMany(Leaves))
        {
            string name = option.Path["properties.Dify.properties.".Length..].Replace(".properties.", ":", StringComparison.Ordinal);
            configured[$"Dify:{name}"] = (string?)option.Value["default"] ?? configured.GetValueOrDefault($"Dify:{name}") ?? "x";
        }

        DifyClientOptions options = Options(configured);

        Assert.Equal(Plain(typeof(DifyClientOptions)).Order(), section.Children<JProperty>().Select(option => option.Name).Order());
        Assert.Equal(Plain(typeof(DifyRetryOptions)).Order(), section["Retry"]!["properties"]!.Children<JProperty>()
            .Select(option => option.Name).Order());
        Assert.Equal(Values(defaults), Values(options));
    }

    // Callbacks, clocks and loggers are set in code; the name of a client is that of its registration.
    private static IEnumerable<string> Plain(Type type) => type.GetProperties().Where(property =>
        !typeof(Delegate).IsAssignableFrom(property.PropertyType) && property.PropertyType != typeof(TimeProvider)
            && property.Name is not ("LoggerFactory" or "Name")).Select(property => property.Name);

    private static IEnumerable<JProperty> Leaves(JProperty option)
        => option.Value["properties"] is { } inner ? inner.Children<JProperty>().SelectMany(Leaves) : option.Name == "Headers" ? []
            : [option];

    private static string Values(DifyClientOptions options) => string.Join(
        ';',
        options.BaseAddress, options.AllowInsecureHttp, options.Timeout, options.IdleTimeout, options.MaxResponseBytes,
            options.MaxErrorBytes, options.MaxEventBytes, options.CheckInputs, options.ExpectContinue, options.Retry.MaxRetries,
        options.Retry.BaseDelay, options.Retry.MaxDelay, options.Retry.MaxRetryAfter, options.Retry.Budget,
            options.Retry.RepeatUnsafeCalls);

    private static IConfiguration Configuration(Dictionary<string, string?> values)
        => new ConfigurationBuilder().AddInMemoryCollection(values).Build();

    private static DifyClientOptions Options(Dictionary<string, string?> values)
    {
        var services = new ServiceCollection();
        services.AddDifyWorkflowClient("translator", Configuration(values).GetSection("Dify"));
        using ServiceProvider provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptionsMonitor<DifyClientOptions>>().Get("translator");
    }

    private static OptionsValidationException Refusal(Dictionary<string, string?> values)
    {
        var services = new ServiceCollection();
        services.AddDifyWorkflowClient("translator", Configuration(values).GetSection("Dify"));
        using ServiceProvider provider = services.BuildServiceProvider();
        return Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());
    }
}
