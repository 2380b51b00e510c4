using System.IO;
using System.Net;
using System.Net.Sockets;

namespace Dify.Generated.Testing;

/// <summary>The port that the server is to listen on.</summary>
internal static class ListeningPort
{
    /// <summary>Refuses a port that cannot be had; WireMock would notice only after ten seconds.</summary>
    /// <exception cref="IOException">The port cannot be had.</exception>
    public static void EnsureFree(string host, int port)
    {
        try
        {
            var listener = new TcpListener(IPAddress.Parse(host), port);
            listener.Start();
            listener.Stop();
        }
        catch (SocketException exception)
        {
            throw new IOException(
                $"Port {port} of {host} cannot be listened on ({exception.SocketErrorCode}); choose another one, or 0 for any free one.",
                exception);
        }
    }
}
