using System;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Goals;
using Dify.Generated.Tests.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Dify.Generated.Tests.Security;

/// <summary>A server that cannot prove who it is gets nothing: no key, no body, no second try.</summary>
[Trait(Goal.Trait, "C9")]
public sealed class SecureConnectionTests(ITestOutputHelper output)
{
    [Fact(Timeout = 60_000)]
    public async Task A_bad_certificate_is_refused_before_anything_is_sent()
    {
        (string Fault, Func<X509Certificate2> Make)[] faults =
        [
            ("self-signed", () => WireCertificate.SelfSigned()),
            ("wrong host", () => WireCertificate.SelfSigned("elsewhere.example.com")),
            ("expired", () => WireCertificate.SelfSigned(notAfter: DateTimeOffset.UtcNow.AddDays(-1))),
        ];
        int refused = 0;
        foreach ((string fault, Func<X509Certificate2> make) in faults)
        {
            using X509Certificate2 certificate = make();
            await using var server = WireServer.StartSecure(certificate, WireScript.Request.Json(200, Samples.Answer));
            var clock = new ScriptedClock();
            var options = new DifyClientOptions { ApiKey = ClientSession.Key, BaseAddress = server.BaseAddress };
            clock.Use(options);
            using var client = new DifyWorkflowClient(options);

            foreach (ClientOperation operation in ClientOperation.All)
            {
                DifyConnectionException failure = await Assert.ThrowsAsync<DifyConnectionException>(
                    () => operation.CallAsync(client, "text", default));
                Assert.False(failure.MayHaveReachedServer, $"{fault}, {operation.Name}");
                Assert.False(failure.IsTransient);
                Assert.Contains("certificate", failure.Message, StringComparison.Ordinal);
                refused++;
            }

            Assert.Empty(clock.Waits);
            Assert.Empty(server.Requests);
            Assert.Equal(ClientOperation.All.Count, server.Connections.Count);
        }

        output.Report(
            "C9",
            $"certificates self-signed, of another host and expired × {ClientOperation.All.Count} operations: {refused} of {refused} refused, 0 requests and 0 Authorization bytes, 0 second tries");
    }

    [Fact(Timeout = 30_000)]
    public async Task A_server_that_speaks_no_TLS_gets_nothing()
    {
        await using var server = WireServer.Start(WireScript.Nothing.Write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"));
        using var client = new DifyWorkflowClient(
            new DifyClientOptions { ApiKey = ClientSession.Key, BaseAddress = new Uri($"https://127.0.0.1:{server.Port}/v1") });

        DifyConnectionException failure = await Assert.ThrowsAsync<DifyConnectionException>(
            () => client.ExecuteWorkflowAsync(Samples.Run()));

        Assert.False(failure.MayHaveReachedServer);
        Assert.Single(server.Connections);
    }

    [Fact]
    public void Plain_http_is_for_this_machine_alone_whatever_it_looks_like()
    {
        (string Address, bool IsHere)[] addresses =
        [
            ("http://localhost/v1", true),
            ("http://LOCALHOST:5001/v1", true),
            ("http://127.0.0.1/v1", true),
            ("http://127.255.255.254/v1", true),
            ("http://127.1/v1", true),
            ("http://2130706433/v1", true),
            ("http://0x7f.1/v1", true),
            ("http://[::1]/v1", true),
            ("http://[::ffff:127.0.0.1]/v1", true),
            ("http://dify.example.com/v1", false),
            ("http://localhost.example.com/v1", false),
            ("http://127.0.0.1.example.com/v1", false),
            ("http://localhost./v1", false),
            ("http://127.0.0.1./v1", false),
            ("http://0.0.0.0/v1", false),
            ("http://[::]/v1", false),
            ("http://[::ffff:192.0.2.1]/v1", false),
            ("http://128.0.0.1/v1", false),
            ("http://10.0.0.1/v1", false),
            ("http://169.254.169.254/v1", false),
            ("http://\u24DBocalhost/v1", false),
            ("http://127\u30020\u30020\u30021/v1", false),
            ("http://localhost@example.com/v1", false),
            ("http://user:secret@127.0.0.1/v1", false),
            ("http://example.com#@127.0.0.1", false),
            ("http://example.com?@127.0.0.1", false),
        ];
        foreach ((string address, bool isHere) in addresses)
        {
            var options = new DifyClientOptions { ApiKey = ClientSession.Key, BaseAddress = new Uri(address) };
            Exception? refusal = Record.Exception(() => new DifyWorkflowClient(options).Dispose());

            Assert.True(isHere ? refusal is null : refusal is ArgumentException { ParamName: "options" }, $"{address}: {refusal}");
        }

        output.Report(
            "C9",
            $"{addresses.Length} plain http addresses: {addresses.Count(row => row.IsHere)} of this machine accepted, {addresses.Count(row => !row.IsHere)} others refused, among them look-alikes, user information and 0.0.0.0");
    }

    [Fact(Timeout = 30_000)]
    public async Task Plain_http_beyond_this_machine_needs_to_be_allowed()
    {
        var options = new DifyClientOptions { ApiKey = ClientSession.Key, BaseAddress = new Uri("http://dify.example.com/v1") };
        Assert.Contains(
            "AllowInsecureHttp", Assert.Throws<ArgumentException>(() => new DifyWorkflowClient(options)).Message, StringComparison.Ordinal);

        StubHandler handler = StubHandler.Json(Samples.Answer);
        using DifyWorkflowClient client = handler.CreateClient(allowed =>
        {
            allowed.BaseAddress = options.BaseAddress;
            allowed.AllowInsecureHttp = true;
        });
        await client.GetWorkflowAppInfoAsync();
        Assert.Equal(1, handler.Count);
    }
}
