using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Generated;
using Generated.Workflows.Tasks.Item.Stop;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;

/// <summary>Drives the client that Kiota makes of the vendored document, as its documentation shows. Compiled with it.</summary>
public static class KiotaDriver
{
    private static readonly Dictionary<Uri, Client> Known = [];

    public static async Task<long> CallAsync(Uri server, int times)
    {
        Client client = ClientOf(server);
        for (int i = 0; i < times; i++)
        {
            StopPostResponse? answer = await client.Workflows.Tasks[Guid.Empty].Stop.PostAsync(new StopPostRequestBody { User = "user-1" });
            ArgumentNullException.ThrowIfNull(answer?.Result);
        }

        return times;
    }

    public static async Task<long> LogsAsync(Uri server, int times)
    {
        Client client = ClientOf(server);
        for (int i = 0; i < times; i++)
        {
            var page = await client.Workflows.Logs.GetAsync();
            ArgumentNullException.ThrowIfNull(page?.Data?[0].WorkflowRun?.Id);
        }

        return times;
    }

    private static Client ClientOf(Uri server)
    {
        if (!Known.TryGetValue(server, out Client? client))
        {
            client = Known[server] = new Client(new HttpClientRequestAdapter(new Key()) { BaseUrl = server.AbsoluteUri });
        }

        return client;
    }

    // Kiota's own sends no key without TLS, not even to this machine.
    private sealed class Key : IAuthenticationProvider
    {
        public Task AuthenticateRequestAsync(
            RequestInformation request,
            Dictionary<string, object>? additionalAuthenticationContext = null,
            CancellationToken cancellationToken = default)
        {
            request.Headers.Add("Authorization", "Bearer app-benchmark");
            return Task.CompletedTask;
        }
    }
}
