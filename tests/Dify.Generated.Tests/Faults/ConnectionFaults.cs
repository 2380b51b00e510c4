using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Tasks;
using Dify.Generated.Tests.Wire;
using Xunit;

namespace Dify.Generated.Tests.Faults;

/// <summary>What goes wrong before an answer is there.</summary>
internal static class ConnectionFaults
{
    private static readonly UnheardPort Unheard = new();

    private static readonly X509Certificate2 SelfSigned = WireCertificate.SelfSigned();
    private static readonly X509Certificate2 OfAnotherHost = WireCertificate.SelfSigned("elsewhere.example.com");
    private static readonly X509Certificate2 Expired = WireCertificate.SelfSigned(notAfter: DateTimeOffset.UtcNow.AddDays(-1));

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(7);

    public static IReadOnlyList<Fault> Rows { get; } =
    [
        new(
            1,
            "connection refused",
            [.. FaultCall.All.Select(call => Unreached(call, options => options.BaseAddress = Unheard.BaseAddress, null).At(""))]),
        new(
            2, "name does not resolve",
            [
                .. FaultCall.All.Select(call => Unreached(call, null, () => Failing(SocketError.HostNotFound)).At("no such host")),
                .. FaultCall.All.Select(call => Unreached(call, null, () => Failing(SocketError.TryAgain)).At("no name server")),
            ]),
        new(
            3, "bad certificate",
            [
                .. FaultCall.All.Select(call => Insecure(call, SelfSigned).At("self-signed")),
                .. FaultCall.All.Select(call => Insecure(call, OfAnotherHost).At("of another host")),
                .. FaultCall.All.Select(call => Insecure(call, Expired).At("expired")),
            ]),
        new(
            4,
            "empty response",
            [.. FaultCall.All.Select(call => (Broken(call, WireScript.Request.Fin()) with { PlatformMayAskAgain = call.IsSafe }).At(""))]),
        new(
            5, "reset before the headers are complete",
            [
                .. FaultCall.All.Select(call => Broken(call, WireScript.Request.Reset()).At("before the headers")),
                .. FaultCall.All.Select(
                    call => Broken(call, WireScript.Request.Write("HTTP/1.1 200 OK\r\nContent-Ty").Fin()).At("inside the headers, closed")),
            ]),
        new(6, "random data instead of an answer", [.. FaultCall.All.Select(
            call => Broken(call, WireScript.Request.Write("lskdu018973t09sylgasjkfg1][]'./.sdlv\r\n\r\n").Fin()).At(""))]),
        new(7, "silence before the headers", [.. FaultCall.All.Select(call => Silent(call).At(""))]),
        new(8, "a header of 100 MB", [.. FaultCall.All.Select(call => EndlessHeader(call).At(""))]),
    ];

    private static FaultPlay Unreached(FaultCall call, Action<DifyClientOptions>? configure, Func<HttpMessageHandler>? handler)
        => new(call, FaultOutcome.Connection(mayHaveReachedServer: false, isTransient: true, calls: 0), WireScript.Request)
        {
            Time = FaultTime.Instant,
            Configure = configure,
            Handler = handler,
            Also = (session, _) =>
            {
                // Two repetitions, the second after twice the wait.
                Assert.Collection(
                    session.Waits.Waits,
                    wait => Assert.InRange(wait, TimeSpan.FromSeconds(0.375), TimeSpan.FromSeconds(0.5)),
                    wait => Assert.InRange(wait, TimeSpan.FromSeconds(0.75), TimeSpan.FromSeconds(1)));
                return Task.CompletedTask;
            },
        };

    private static SocketsHttpHandler Failing(SocketError error) =>
        new() { ConnectCallback = (_, _) => throw new SocketException((int)error) };

    private static FaultPlay Insecure(FaultCall call, X509Certificate2 certificate)
        => new(call, FaultOutcome.Connection(mayHaveReachedServer: false, isTransient: false, calls: 0), WireScript.Request)
        {
            Time = FaultTime.Instant,
            Certificate = certificate,
            Also = (session, _) =>
            {
                Assert.Empty(session.Server.Requests);
                Assert.Single(session.Server.Connections);
                Assert.Empty(session.Waits.Waits);
                return Task.CompletedTask;
            },
        };

    private static FaultPlay Broken(FaultCall call, WireScript script)
        => new(call, FaultOutcome.Connection(mayHaveReachedServer: true, isTransient: true, calls: call.CallsUntilGivenUp), script)
        {
            Time = FaultTime.Instant,
        };

    private static FaultPlay Silent(FaultCall call)
        => new(call, FaultOutcome.Of<DifyTimeoutException>(isTransient: true) with { MayHaveReachedServer = true }, turn =>
            [WireScript.Request.PauseUntil(turn)])
        {
            Time = FaultTime.Fake,
            After = FaultPlay.Never,
            Configure = options => options.Timeout = Limit,
            Meanwhile = async session =>
            {
                await session.Turn.WaitUntilReachedAsync(session.Bound);
                session.Clock.Advance(Limit * 0.95);
                Assert.False(session.Watch.IsCancelled, "It was given up too early.");
                session.Clock.Advance(Limit * 0.1);
                Assert.True(session.Watch.IsCancelled, "It was not given up in time.");
            },
        };

    private static FaultPlay EndlessHeader(FaultCall call)
    {
        byte[] piece = Encoding.ASCII.GetBytes(new string('x', 1 << 20));
        return new(
            call,
            FaultOutcome.Connection(mayHaveReachedServer: true, isTransient: false, calls: 1),
            WireScript.Request.Write("HTTP/1.1 200 OK\r\nX-Long: ").WriteRepeatedly(piece, 100 << 20))
        {
            Time = FaultTime.Instant,
            Also = async (session, _) =>
            {
                await session.WaitForCloseAsync();
                Assert.InRange(session.Server.Connections[0].BytesWritten, 0, 50 << 20);
            },
        };
    }
}
