using System;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// Tells whether the server answers and takes the key, by the cheapest call that there is: the name of the app. It starts no run and costs
/// no tokens. What the server said stays out of the
/// report.
/// </summary>
/// <param name="client">The client that is checked.</param>
public sealed class DifyHealthCheck(IDifyWorkflowClient client) : IHealthCheck
{
    /// <summary>Makes the registration of a check: <c>services.AddHealthChecks().Add(DifyHealthCheck.Of())</c>.</summary>
    /// <param name="clientName">The name that the client is registered under; null for the one client of a program.</param>
    /// <param name="checkName">The name of the check; null for <c>dify</c>, or <c>dify-</c> and the name of the client.</param>
    /// <param name="timeout">How long the check may take. 10 seconds unless set.</param>
    /// <returns>The registration.</returns>
    public static HealthCheckRegistration Of(string? clientName = null, string? checkName = null, TimeSpan? timeout = null)
        => new(
            checkName ?? (string.IsNullOrEmpty(clientName) ? "dify" : "dify-" + clientName),
            provider => new DifyHealthCheck(string.IsNullOrEmpty(clientName)
                ? provider.GetRequiredService<IDifyWorkflowClient>()
                : provider.GetRequiredKeyedService<IDifyWorkflowClient>(clientName)),
            failureStatus: HealthStatus.Unhealthy,
            tags: ["dify"],
            timeout ?? TimeSpan.FromSeconds(10));

    /// <summary>Asks the server.</summary>
    /// <param name="context">The registration, which says what a failure is called.</param>
    /// <param name="cancellationToken">Stops waiting for the answer.</param>
    /// <returns>Healthy, or what the registration calls a failure, with what to do about it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="context"/> is null.</exception>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (context is null)
        {
            throw new ArgumentNullException(nameof(context));
        }

        try
        {
            await client.GetWorkflowAppInfoAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            return HealthCheckResult.Healthy();
        }
        catch (DifyApiException exception)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, exception.Message, exception);
        }
    }
}
