using System;
using System.Net;
using System.Net.Sockets;

namespace Dify.Generated.Tests.Wire;

/// <summary>A loopback port that refuses every connection for as long as this lives: it is taken, and nobody listens.</summary>
internal sealed class UnheardPort : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public UnheardPort() => socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    /// <summary>The address for a client, with the path <c>/v1</c>.</summary>
    public Uri BaseAddress => new($"http://127.0.0.1:{((IPEndPoint)socket.LocalEndPoint!).Port}/v1");

    public void Dispose() => socket.Dispose();
}
