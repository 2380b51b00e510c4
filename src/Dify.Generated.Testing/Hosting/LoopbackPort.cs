using System.IO;
using System.Net;
using System.Net.Sockets;

namespace Dify.Generated.Testing;

/// <summary>The port that the server is to listen on.</summary>
internal static class LoopbackPort
{
    /// <summary>Refuses a port that cannot be had; WireMock would notice only after ten seconds.</summary>
    /// <exception cref="IOException">The port cannot be had.</exception>
    public static void EnsureFree(int port)
    {
        if (port == 0)
        {
            return;
        }

        try
        {
            var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            listener.Stop();
        }
        catch (SocketException exception)
        {
            throw new IOException($"Port {port} cannot be listened on ({exception.SocketErrorCode}); choose another one, or 0 for any free one.", exception);
        }
    }
}
