using System;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Wire;
using Xunit;

namespace Dify.Generated.Tests.Security;

/// <summary>Redirects: never followed by the client's own handler, and noticed when the caller's handler follows them.</summary>
public sealed class RedirectTests
{
    private static readonly int[] Codes = [301, 302, 303, 307, 308];

    public static TheoryData<int, string, bool> Matrix()
    {
        var rows = new TheoryData<int, string, bool>();
        foreach (int code in Codes)
        {
            foreach (string target in new[] { "same origin", "other port", "other host", "loop", "https", "relative", "none" })
            {
                rows.Add(code, target, true);
                rows.Add(code, target, false);
            }
        }

        return rows;
    }

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Matrix))]
    public async Task A_redirect_is_told_and_not_followed(int code, string target, bool isPost)
    {
        await using var other = WireServer.Start(WireScript.Request.Json(200, "{}"));
        string[] headers = target switch
        {
            "same origin" => ["Location: /v1/elsewhere"],
            "other port" => [$"Location: {other.BaseAddress}"],
            "other host" => [$"Location: http://localhost:{other.Port}/v1"],
            "loop" => ["Location: /v1/info"],
            "https" => [$"Location: https://127.0.0.1:{other.Port}/v1"],
            "relative" => ["Location: ../x"],
            _ => [],
        };
        await using var server = WireServer.Start(WireScript.Request.Head(code, [.. headers, "Content-Length: 0"]).ThenRequest().Json(200, "{}"));
        using var client = new DifyWorkflowClient(new DifyClientOptions { ApiKey = ClientSession.Key, BaseAddress = server.BaseAddress });

        DifyProtocolException failure = await Assert.ThrowsAsync<DifyProtocolException>(() => CallAsync(client, isPost));

        Assert.Equal(code, failure.StatusCode);
        Assert.False(failure.IsTransient);
        Assert.Contains("base address", failure.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Single(server.Requests);
        Assert.Empty(other.Connections);
    }

    public static TheoryData<int, bool> Followed()
    {
        var rows = new TheoryData<int, bool>();
        foreach (int code in Codes)
        {
            rows.Add(code, true);
            rows.Add(code, false);
        }

        return rows;
    }

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Followed))]
    public async Task A_handler_that_follows_is_noticed(int code, bool isPost)
    {
        await using var other = WireServer.Start(WireScript.Request.Json(200, """{"result":"success"}"""));
        await using var server = WireServer.Start(WireScript.Request.Head(code, $"Location: {other.BaseAddress}", "Content-Length: 0"));
        using var following = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = true });
        using var client = new DifyWorkflowClient(new DifyClientOptions { ApiKey = ClientSession.Key, BaseAddress = server.BaseAddress }, following);

        DifyProtocolException failure = await Assert.ThrowsAsync<DifyProtocolException>(() => CallAsync(client, isPost));

        Assert.Contains("DifyHttpHandler", failure.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
        Assert.Null(Assert.Single(other.Requests).Header("Authorization"));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_POST_that_becomes_a_GET_of_the_same_address_is_noticed()
    {
        await using var server = WireServer.Start(
            WireScript.Request.Head(302, "Location: /v1/workflows/tasks/t/stop", "Content-Length: 0").ThenRequest().Json(200, """{"result":"success"}"""));
        using var following = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = true });
        using var client = new DifyWorkflowClient(new DifyClientOptions { ApiKey = ClientSession.Key, BaseAddress = server.BaseAddress }, following);

        await Assert.ThrowsAsync<DifyProtocolException>(() => client.StopWorkflowTaskGenerationAsync("t", Samples.Stop));

        Assert.Equal(["POST", "GET"], server.Requests.Select(request => request.Method));
    }

    [Fact(Timeout = 60_000)]
    public async Task Every_operation_refuses_a_redirect()
    {
        foreach (ClientOperation operation in ClientOperation.All)
        {
            var handler = new StubHandler((_, _) =>
            {
                HttpResponseMessage answer = StubHandler.Answer(307, null, []);
                answer.Headers.Location = new Uri("https://elsewhere.example.com/");
                return Task.FromResult(answer);
            });
            using DifyWorkflowClient client = handler.CreateClient();

            await Assert.ThrowsAsync<DifyProtocolException>(() => operation.CallAsync(client, "text", default));
            Assert.Equal(1, handler.Count);
        }
    }

    private static Task CallAsync(DifyWorkflowClient client, bool isPost) =>
        isPost ? client.ExecuteWorkflowAsync(Samples.Run()) : client.GetWorkflowAppInfoAsync();
}
