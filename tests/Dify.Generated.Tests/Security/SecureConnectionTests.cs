using System;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Wire;
using Xunit;

namespace Dify.Generated.Tests.Security;

/// <summary>A server that cannot prove who it is gets nothing: no key, no body, no second try.</summary>
public sealed class SecureConnectionTests
{
    [Theory(Timeout = 30_000)]
    [InlineData("self-signed")]
    [InlineData("wrong host")]
    [InlineData("expired")]
    public async Task A_bad_certificate_is_refused_before_anything_is_sent(string fault)
    {
        using X509Certificate2 certificate = fault switch
        {
            "wrong host" => WireCertificate.SelfSigned("elsewhere.example.com"),
            "expired" => WireCertificate.SelfSigned(notAfter: DateTimeOffset.UtcNow.AddDays(-1)),
            _ => WireCertificate.SelfSigned(),
        };
        await using var server = WireServer.StartSecure(certificate, WireScript.Request.Json(200, "{}"));
        var clock = new ScriptedClock();
        var options = new DifyClientOptions { ApiKey = ClientSession.Key, BaseAddress = server.BaseAddress };
        clock.Use(options);
        using var client = new DifyWorkflowClient(options);

        foreach (Func<Task> call in (Func<Task>[])[() => client.GetWorkflowAppInfoAsync(), () => client.ExecuteWorkflowAsync(Samples.Run())])
        {
            DifyConnectionException failure = await Assert.ThrowsAsync<DifyConnectionException>(call);
            Assert.False(failure.MayHaveReachedServer);
            Assert.False(failure.IsTransient);
            Assert.Contains("certificate", failure.Message, StringComparison.Ordinal);
        }

        Assert.Empty(clock.Waits);
        Assert.Empty(server.Requests);
        Assert.Equal(2, server.Connections.Count);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_server_that_speaks_no_TLS_gets_nothing()
    {
        await using var server = WireServer.Start(WireScript.Nothing.Write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"));
        using var client = new DifyWorkflowClient(new DifyClientOptions { ApiKey = ClientSession.Key, BaseAddress = new Uri($"https://127.0.0.1:{server.Port}/v1") });

        DifyConnectionException failure = await Assert.ThrowsAsync<DifyConnectionException>(() => client.ExecuteWorkflowAsync(Samples.Run()));

        Assert.False(failure.MayHaveReachedServer);
        Assert.Single(server.Connections);
    }

    [Fact(Timeout = 30_000)]
    public async Task Plain_http_beyond_this_machine_needs_to_be_allowed()
    {
        var options = new DifyClientOptions { ApiKey = ClientSession.Key, BaseAddress = new Uri("http://dify.example.com/v1") };
        Assert.Contains("AllowInsecureHttp", Assert.Throws<ArgumentException>(() => new DifyWorkflowClient(options)).Message, StringComparison.Ordinal);

        StubHandler handler = StubHandler.Json("{}");
        using DifyWorkflowClient client = handler.CreateClient(allowed =>
        {
            allowed.BaseAddress = options.BaseAddress;
            allowed.AllowInsecureHttp = true;
        });
        await client.GetWorkflowAppInfoAsync();
        Assert.Equal(1, handler.Count);
    }
}
