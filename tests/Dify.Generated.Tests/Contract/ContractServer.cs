using System;
using System.Linq;
using WireMock;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace Dify.Generated.Tests.Contract;

/// <summary>A WireMock server for the tests of one operation, and a client that talks to it.</summary>
public sealed class ContractServer : IDisposable
{
    public const string ApiKey = "app-contract";

    private readonly WireMockServer server = WireMockServer.Start();

    public ContractServer()
        => Client = new DifyWorkflowClient(new DifyClientOptions
        {
            ApiKey = ApiKey,
            BaseAddress = new Uri(server.Url + "/v1"),
            Timeout = TimeSpan.FromSeconds(20),
            Retry = new DifyRetryOptions { MaxRetries = 0 },
        });

    internal DifyWorkflowClient Client { get; }

    public void Dispose()
    {
        Client.Dispose();
        server.Stop();
        server.Dispose();
    }

    /// <summary>Gives one answer to whatever comes, and forgets what came before.</summary>
    internal void Answer(IResponseBuilder answer)
    {
        server.Reset();
        server.Given(Request.Create()).RespondWith(answer);
    }

    /// <summary>The one request that came.</summary>
    internal IRequestMessage SingleRequest() => server.LogEntries.Single().RequestMessage!;
}
