using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated.Tests.Wire;

/// <summary>
/// A server that knows nothing of HTTP: each connection plays a script, in the order in which they are accepted, the last script again and
/// again.
/// </summary>
internal sealed class WireServer : IAsyncDisposable
{
    private readonly CancellationTokenSource end = new();
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly List<WireConnection> connections = [];
    private readonly List<Task> playing = [];
    private readonly SemaphoreSlim changed = new(0);
    private readonly IReadOnlyList<WireScript> scripts;
    private readonly X509Certificate2? certificate;
    private readonly Task accepting;

    private WireServer(IReadOnlyList<WireScript> scripts, X509Certificate2? certificate)
    {
        this.scripts = scripts;
        this.certificate = certificate;
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>The address for a client, with the path <c>/v1</c>.</summary>
    public Uri BaseAddress => new($"{(certificate is null ? "http" : "https")}://127.0.0.1:{Port}/v1");

    public IReadOnlyList<WireConnection> Connections
    {
        get
        {
            lock (connections)
            {
                return [.. connections];
            }
        }
    }

    /// <summary>The requests of all connections, connection by connection.</summary>
    public IReadOnlyList<WireRequest> Requests => [.. Connections.SelectMany(connection => connection.Requests)];

    public static WireServer Start(params WireScript[] scripts) => new(scripts, null);

    public static WireServer StartSecure(X509Certificate2 certificate, params WireScript[] scripts) => new(scripts, certificate);

    /// <summary>A loopback port on which nobody listens.</summary>
    public static int ClosedPort()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        return port;
    }

    /// <summary>Waits until this many requests were recorded. One test waits at a time.</summary>
    public async Task<IReadOnlyList<WireRequest>> WaitForRequestsAsync(int count, CancellationToken cancellationToken)
    {
        while (Requests.Count < count)
        {
            await changed.WaitAsync(cancellationToken);
        }

        return Requests;
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Stop();
        await accepting;
        Task[] last;
        lock (connections)
        {
            last = [.. playing];
        }

        await Task.WhenAll(last);
        changed.Dispose();
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket socket = await listener.AcceptSocketAsync(end.Token);
                lock (connections)
                {
                    var connection = new WireConnection(socket, scripts[Math.Min(connections.Count, scripts.Count - 1)], certificate);
                    connection.RequestRecorded += () => changed.Release();
                    connections.Add(connection);
                    playing.Add(Task.Run(() => connection.PlayAsync(end.Token)));
                }
            }
        }
        catch (Exception exception) when (
            exception is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The server is being disposed; a listener that is stopped between two connections is asked for one in vain.
        }
    }
}
