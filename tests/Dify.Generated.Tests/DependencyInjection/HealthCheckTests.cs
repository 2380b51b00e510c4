using System;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Xunit;

namespace Dify.Generated.Tests.DependencyInjection;

public sealed class HealthCheckTests
{
    [Theory(Timeout = 30_000)]
    [InlineData(200, HealthStatus.Healthy)]
    [InlineData(401, HealthStatus.Unhealthy)]
    public async Task The_check_asks_for_the_name_of_the_app(int status, HealthStatus expected)
    {
        string? path = null;
        var handler = new StubHandler((request, _) =>
        {
            path = request.RequestUri!.AbsolutePath;
            return Task.FromResult(status == 200 ? StubHandler.Answer(200, "application/json", Samples.AnswerBytes)
                : StubHandler.Problem(status, "CANARY"));
        });
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddDifyWorkflowClient("translator", options => options.ApiKey = "app-one")
            .ConfigurePrimaryHttpMessageHandler(() => handler);
        services.AddHealthChecks().Add(DifyHealthCheck.Of("translator"));
        await using ServiceProvider provider = services.BuildServiceProvider();

        HealthReport report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync();

        Assert.Equal(expected, report.Entries["dify-translator"].Status);
        Assert.EndsWith("/info", path, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", report.Entries["dify-translator"].Description ?? "", StringComparison.Ordinal);
    }
}
