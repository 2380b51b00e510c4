using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Dify.Generated.Tests.Diagnostics;

/// <summary>Where several clients are in one process, telemetry says which one it was.</summary>
public sealed class ClientNameTests
{
    private const string Name = "dify.client.name";

    [Fact(Timeout = 30_000)]
    public async Task Spans_measurements_and_logs_say_the_registered_name()
    {
        using var probe = new TelemetryProbe();
        var logs = new LogCollector();
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(logs).SetMinimumLevel(LogLevel.Debug));
        foreach (string name in new[] { "translator", "" })
        {
            services.AddDifyWorkflowClient(name, options => options.ApiKey = "app-" + name)
                .ConfigurePrimaryHttpMessageHandler(() => StubHandler.Json(Samples.Answer));
        }

        await using ServiceProvider provider = services.BuildServiceProvider();

        await provider.GetRequiredKeyedService<IDifyWorkflowClient>("translator").GetWorkflowAppInfoAsync();
        Assert.Contains(logs.Entries, entry => entry == $"[{Name}, translator]");
        logs.Entries.Clear();
        await provider.GetRequiredService<IDifyWorkflowClient>().GetWorkflowAppInfoAsync();

        Assert.Equal(["translator", null], probe.Spans.Select(span => (string?)TelemetryProbe.Tags(span).GetValueOrDefault(Name)));
        Assert.Equal(["translator", null], probe.Measurements.Select(measured => (string?)measured.Tags.GetValueOrDefault(Name)));
        Assert.DoesNotContain(logs.Entries, entry => entry.Contains(Name, System.StringComparison.Ordinal));
    }
}
