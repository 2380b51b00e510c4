using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using Dify.Generated.Tests.Wire;
using Xunit;

namespace Dify.Generated.Tests.Faults;

/// <summary>Redirects away from the server that the key is for. (Security/RedirectTests has those to other places.)</summary>
internal static class RedirectFaults
{
    private static readonly int[] Codes = [301, 302, 303, 307, 308];

    private static readonly X509Certificate2 Certificate = WireCertificate.SelfSigned();

    public static IReadOnlyList<Fault> Rows { get; } =
    [
        new(
            39, "redirect",
            [
                .. from code in Codes from call in FaultCall.All select Redirected(call, code, "localhost").At($"{code} to another host"),
                .. from code in Codes from call in FaultCall.All select (Redirected(
                    call, code, "127.0.0.1") with { Certificate = Certificate, Handler = Trusting }).At($"{code} from https to http"),
            ]),
    ];

    private static FaultPlay Redirected(FaultCall call, int code, string host)
    {
        WireServer? other = null;
        return new(
            call,
            FaultOutcome.Of<DifyProtocolException>(code),
            _ =>
            {
                other = WireServer.Start(WireScript.Request.Json(200, "{}"));
                return [WireScript.Request.Head(
                    code, $"Location: http://{host}:{other.Port}/v1{call.Path}", "Content-Length: 0", "Connection: close").Fin()];
            })
        {
            Time = FaultTime.Instant,
            Also = async (session, _) =>
            {
                await using WireServer elsewhere = other!;
                Assert.Empty(elsewhere.Connections);
                Assert.Single(session.Server.Requests);
            },
        };
    }

    // The certificate of the test's own server is trusted; redirects are not followed, as with the client's own handler.
    private static SocketsHttpHandler Trusting() => new()
    {
        AllowAutoRedirect = false,
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true },
    };
}
