using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Goals;
using Dify.Generated.Tests.Wire;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json.Linq;
using Xunit;
using Xunit.Abstractions;

namespace Dify.Generated.Tests.Security;

/// <summary>Redirects: never followed by the client's own handler; when the caller's handler follows one, neither the key nor a body goes
/// along, and it is noticed.</summary>
[Trait(Goal.Trait, "C3")]
public sealed class RedirectTests(ITestOutputHelper output)
{
    private const string Key = "app-RedirectedKey71";
    private const string Input = "redirected-input-71";

    private static readonly int[] Codes = [301, 302, 303, 307, 308];

    private static readonly Dictionary<string, Func<DifyWorkflowClient, Task>> Calls = new()
    {
        ["GET"] = client => client.GetWorkflowAppInfoAsync(),
        ["POST"] = client => client.ExecuteWorkflowAsync(Run()),
        ["GET of events"] = async client => await client.StreamWorkflowEventsAsync(SampleId.Run, Input)
            .GetAsyncEnumerator()
            .MoveNextAsync(),
        ["POST for events"] = async client => await client.ExecuteWorkflowStreamingAsync(Run()).GetAsyncEnumerator().MoveNextAsync(),
        ["POST that starts a run"] = client => client.StartWorkflowAsync(Run()),
        ["POST of a small file"] = client => client.UploadWorkflowFileAsync(File(1), "user-1"),
        ["POST of a large file, with a question before"] = client => client.UploadWorkflowFileAsync(File(100_000), "user-1"),
    };

    [Fact(Timeout = 120_000)]
    public async Task No_redirect_is_followed()
    {
        string[] targets = ["same origin", "other host", "other port", "https to http", "http to https", "loop", "relative", "none"];
        using X509Certificate2 certificate = WireCertificate.SelfSigned();
        int told = 0;
        foreach (string target in targets)
        {
            foreach (int code in Codes)
            {
                foreach ((string name, Func<DifyWorkflowClient, Task> call) in Calls)
                {
                    await AssertNotFollowedAsync(certificate, target, code, name, call);
                    told++;
                }
            }
        }

        Assert.Equal(targets.Length * Codes.Length * Calls.Count, told);
        output.Report(
            "C3",
            $"{told:N0} redirects ({Codes.Length} codes × {targets.Length} targets × {Calls.Count} kinds of call): 0 followed, 0 connections to the other origin");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_handler_that_follows_takes_neither_key_nor_body_along_and_is_noticed()
    {
        int noticed = 0, asked = 0;
        foreach (int code in Codes)
        {
            foreach ((string name, Func<DifyWorkflowClient, Task> call) in Calls)
            {
                foreach (string host in new[] { "127.0.0.1", "localhost" })
                {
                    await using var other = WireServer.Start(WireScript.Request.Json(200, """{"result":"success"}"""));
                    await using var server = WireServer.Start(WireScript.Nothing.ReadHead()
                        .Head(code, $"Location: http://{host}:{other.Port}/v1", "Content-Length: 0", "Connection: close")
                        .Fin());
                    using var following = new HttpClient(
                        new SocketsHttpHandler { AllowAutoRedirect = true, Expect100ContinueTimeout = TimeSpan.FromMilliseconds(50) });
                    using var client = new DifyWorkflowClient(Options(server), following);

                    DifyProtocolException failure = await Assert.ThrowsAsync<DifyProtocolException>(() => call(client));

                    Assert.Contains("DifyHttpHandler", failure.Message, StringComparison.Ordinal);
                    Assert.False(failure.IsTransient);
                    Assert.Contains(Key, Assert.Single(server.Requests).HeadText, StringComparison.Ordinal);
                    AssertNothingToldTo(other, $"{code}, {name}, {host}");
                    noticed++;
                    asked += other.Requests.Count;
                }
            }
        }

        Assert.True(asked > 0, "No handler has followed.");
        output.Report(
            "C3",
            $"{noticed:N0} redirects through handlers that follow: {noticed:N0} noticed, 0 keys and 0 bodies in the {asked:N0} requests that the other origin got");
    }

    [Fact(Timeout = 30_000)]
    public async Task A_registered_client_with_another_primary_handler_sends_no_body_along()
    {
        await using var other = WireServer.Start(WireScript.Request.Json(200, "{}"));
        await using var server = WireServer.Start(WireScript.Request.Head(307, $"Location: {other.BaseAddress}", "Content-Length: 0"));
        var services = new ServiceCollection();
        services.AddDifyWorkflowClient(options =>
        {
            options.ApiKey = Key;
            options.BaseAddress = server.BaseAddress;
        }).ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { AllowAutoRedirect = true });
        await using ServiceProvider provider = services.BuildServiceProvider();

        await Assert.ThrowsAsync<DifyProtocolException>(
            () => provider.GetRequiredService<IDifyWorkflowClient>().ExecuteWorkflowAsync(Run()));

        AssertNothingToldTo(other, "registered");
    }

    [Fact(Timeout = 30_000)]
    public async Task A_handler_that_knows_the_server_by_another_address_may_send_the_body_there()
    {
        await using var server = WireServer.Start(
            WireScript.Request.Json(404, """{"code":"not_found"}""").ThenRequest().Json(404, """{"code":"not_found"}"""));
        using var httpClient = new HttpClient(
            new Relocation(server.Port) { InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false } });
        using var client = new DifyWorkflowClient(
            new DifyClientOptions { ApiKey = Key, BaseAddress = new Uri("http://localhost:1/v1") }, httpClient);

        await Assert.ThrowsAsync<DifyNotFoundException>(() => client.ExecuteWorkflowAsync(Run()));
        await Assert.ThrowsAsync<DifyNotFoundException>(() => client.UploadWorkflowFileAsync(File(1)));

        Assert.All(server.Requests, request => Assert.Contains(Input, request.BodyText, StringComparison.Ordinal));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_POST_that_becomes_a_GET_of_the_same_address_is_noticed()
    {
        await using var server = WireServer.Start(
            WireScript.Request.Head(302, "Location: /v1/workflows/tasks/t/stop", "Content-Length: 0")
                .ThenRequest()
                .Json(200, """{"result":"success"}"""));
        using var following = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = true });
        using var client = new DifyWorkflowClient(Options(server), following);

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

    private static async Task AssertNotFollowedAsync(
        X509Certificate2 certificate, string target, int code, string name, Func<DifyWorkflowClient, Task> call)
    {
        await using var other = WireServer.Start(WireScript.Request.Json(200, "{}"));
        string[] location = target switch
        {
            "same origin" => ["Location: /v1/elsewhere"],
            "other host" => [$"Location: http://localhost:{other.Port}/v1"],
            "other port" or "https to http" => [$"Location: {other.BaseAddress}"],
            "http to https" => [$"Location: https://127.0.0.1:{other.Port}/v1"],
            "loop" => ["Location: /v1/info"],
            "relative" => ["Location: ../x"],
            _ => [],
        };
        WireScript script = WireScript.Nothing.ReadHead().Head(code, [.. location, "Content-Length: 0", "Connection: close"]).Fin();
        bool isSecure = target == "https to http";
        await using var server = isSecure ? WireServer.StartSecure(certificate, script) : WireServer.Start(script);
        using HttpClient? trusting = isSecure ? Trusting(certificate) : null;
        using DifyWorkflowClient client = trusting is null
            ? new DifyWorkflowClient(Options(server))
            : new DifyWorkflowClient(Options(server), trusting);

        Exception? failure = await Record.ExceptionAsync(() => call(client));

        string what = $"{target}, {code}, {name}: {failure}";
        Assert.True(failure is DifyProtocolException { IsTransient: false } told && told.StatusCode == code, what);
        Assert.True(failure.Message.Contains("base address", StringComparison.OrdinalIgnoreCase), what);
        Assert.True(server.Requests.Count == 1, what);
        Assert.True(other.Connections.Count == 0, what);
    }

    private static void AssertNothingToldTo(WireServer other, string what) => Assert.All(other.Requests, request =>
    {
        Assert.False(request.HeadText.Contains("Authorization", StringComparison.OrdinalIgnoreCase), $"{what}: {request.HeadText}");
        Assert.False((request.HeadText + request.BodyText).Contains(Key, StringComparison.Ordinal), $"{what}: {request.HeadText}");
        Assert.True(request.Body.Length == 0, $"{what}: {request.BodyText}");
    });

    private static DifyClientOptions Options(WireServer server) => new() { ApiKey = Key, BaseAddress = server.BaseAddress };

    private static WorkflowExecutionRequest Run() => new() { Inputs = new JObject { ["text"] = Input }, User = "user-1" };

    private static FileUpload File(int repetitions) =>
        FileUpload.FromBytes(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Input, repetitions))), "a.txt");

    /// <summary>Settings like the client's own, and one certificate that they trust.</summary>
    private static HttpClient Trusting(X509Certificate2 certificate) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        SslOptions =
        {
            RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == certificate.GetCertHashString(),
        },
    });

    /// <summary>Sends to another port, as service discovery does.</summary>
    private sealed class Relocation(int port) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, System.Threading.CancellationToken cancellationToken)
        {
            Uri asked = request.RequestUri!;
            request.RequestUri = new UriBuilder(asked) { Host = "127.0.0.1", Port = port }.Uri;
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            finally
            {
                request.RequestUri = asked;
            }
        }
    }
}
