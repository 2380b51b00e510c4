using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using WireMock;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace Dify.Generated.Tests.Clients;

/// <summary>A client on a stub server of its own.</summary>
internal sealed class ClientSession : IAsyncDisposable
{
    public const string Key = "app-KeyOfTheSession012345";

    private readonly CancellationTokenSource bound = new(TimeSpan.FromSeconds(30));

    public ClientSession(Action<DifyClientOptions>? configure = null)
    {
        Server = WireMockServer.Start();
        Options = new DifyClientOptions { ApiKey = Key, BaseAddress = new Uri(Server.Url + "/v1") };
        configure?.Invoke(Options);
        Client = new DifyWorkflowClient(Options);
    }

    public WireMockServer Server { get; }

    public DifyClientOptions Options { get; }

    public DifyWorkflowClient Client { get; }

    /// <summary>Ends everything that a test waits for.</summary>
    public CancellationToken Bound => bound.Token;

    /// <summary>What the server has received, in order.</summary>
    public IReadOnlyList<IRequestMessage> Requests => [.. Server.LogEntries.Select(entry => entry.RequestMessage!)];

    /// <summary>Answers every request in the same way.</summary>
    public void AnswerAll(int status, string contentType, string body) =>
        AnswerAll(Response.Create().WithStatusCode(status).WithHeader("Content-Type", contentType).WithBody(body));

    public void AnswerAll(IResponseBuilder answer) => Server.Given(Request.Create()).RespondWith(answer);

    /// <summary>Answers every request with JSON and 200.</summary>
    public void AnswerJson(string json) => AnswerAll(200, "application/json", json);

    /// <summary>Stops a task, which is the simplest call with a body.</summary>
    public Task<SuccessResult> StopAsync(string taskId = "task-1") =>
        Client.StopWorkflowTaskGenerationAsync(taskId, new StopWorkflowTaskGenerationRequest { User = "user-1" }, Bound);

    /// <summary>A client with a key of its own on the same server.</summary>
    public DifyWorkflowClient CreateClient(string key, HttpClient httpClient) =>
        new(new DifyClientOptions { ApiKey = key, BaseAddress = Options.BaseAddress }, httpClient);

    public ValueTask DisposeAsync()
    {
        Client.Dispose();
        Server.Stop();
        Server.Dispose();
        bound.Dispose();
        return ValueTask.CompletedTask;
    }
}
