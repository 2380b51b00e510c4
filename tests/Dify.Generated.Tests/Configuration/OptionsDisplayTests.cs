using System;
using System.Diagnostics;
using System.Reflection;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Newtonsoft.Json;
using Xunit;

namespace Dify.Generated.Tests.Configuration;

/// <summary>Options can be logged, serialized and looked at without giving the key away, and a client is deaf to what happens to them
/// afterwards.</summary>
public sealed class OptionsDisplayTests
{
    [Fact]
    public void No_text_form_holds_the_key()
    {
        var options = new DifyClientOptions { ApiKey = ClientSession.Key, BaseAddress = new Uri("https://dify.example.com/v1") };

        string[] texts =
        [
            options.ToString(),
            JsonConvert.SerializeObject(options),
#if !NETSTANDARD_BUILD
            // Its attribute would need a package below netstandard2.0.
            System.Text.Json.JsonSerializer.Serialize(options),
#endif
        ];

        Assert.All(texts, text => Assert.DoesNotContain(ClientSession.Key, text, StringComparison.Ordinal));
        Assert.All(texts, text => Assert.Contains("dify.example.com", text, StringComparison.Ordinal));
    }

    [Fact]
    public void No_text_form_holds_a_password_in_the_address() =>
        Assert.DoesNotContain(
            "secret",
            new DifyClientOptions { BaseAddress = new Uri("https://user:secret@dify.example.com/v1") }.ToString(),
            StringComparison.Ordinal);

    [Fact]
    public void The_debugger_does_not_show_the_key()
    {
        PropertyInfo key = typeof(DifyClientOptions).GetProperty(nameof(DifyClientOptions.ApiKey))!;

        Assert.Equal(DebuggerBrowsableState.Never, key.GetCustomAttribute<DebuggerBrowsableAttribute>()?.State);
        Assert.Null(typeof(DifyClientOptions).GetCustomAttribute<DebuggerDisplayAttribute>());
        Assert.Null(typeof(DifyWorkflowClient).GetCustomAttribute<DebuggerDisplayAttribute>());
    }

    [Fact(Timeout = 30_000)]
    public async Task Changes_after_the_client_was_made_have_no_effect()
    {
        StubHandler handler = StubHandler.Json(Samples.Answer);
        DifyClientOptions? kept = null;
        using DifyWorkflowClient client = handler.CreateClient(options => kept = options);
        kept!.ApiKey = "app-other";
        kept.ApiKeyProvider = _ => throw new InvalidOperationException("Not asked for.");
        kept.BaseAddress = new Uri("https://elsewhere.example.com/");
        kept.MaxResponseBytes = 1;
        kept.Timeout = TimeSpan.FromTicks(1);
        kept.Retry.MaxRetries = -1;

        await client.GetWorkflowAppInfoAsync();

        Assert.Equal(["Bearer " + ClientSession.Key], handler.Authorizations);
    }

    [Fact(Timeout = 30_000)]
    public async Task Changes_to_the_retry_options_after_the_client_was_made_have_no_effect()
    {
        var handler = new StubHandler((_, _) => Task.FromResult(StubHandler.Problem(503, "unknown")));
        DifyClientOptions? kept = null;
        using DifyWorkflowClient client = handler.CreateClient(options =>
        {
            kept = options;
            options.Retry.MaxRetries = 1;
            options.Retry.BaseDelay = TimeSpan.FromMilliseconds(1);
        });
        kept!.Retry.MaxRetries = 9;
        kept.Retry.RepeatUnsafeCalls = true;

        await Assert.ThrowsAsync<DifyServerException>(() => client.GetWorkflowAppInfoAsync());
        await Assert.ThrowsAsync<DifyServerException>(
            () => client.ExecuteWorkflowAsync(new WorkflowExecutionRequest { Inputs = [], User = "user-1" }));

        Assert.Equal(3, handler.Count);
    }
}
