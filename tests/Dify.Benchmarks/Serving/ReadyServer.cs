using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Benchmarks.Serving;

/// <summary>
/// Answers every request with bytes that lie ready. It allocates nothing while it does, so that a measurement of the process is one of the
/// client. A thread for each connection, as the loopback of a benchmark needs them.
/// </summary>
internal sealed class ReadyServer : IDisposable, IAsyncDisposable
{
    private const int BufferBytes = 64 * 1024;

    private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Action<Socket> answer;

    /// <param name="answer">Writes one whole answer.</param>
    public ReadyServer(Action<Socket> answer)
    {
        this.answer = answer;
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(4096);
        new Thread(Accept) { IsBackground = true }.Start();
    }

    public ReadyServer(byte[] answer)
        : this(socket => Send(socket, answer))
    {
    }

    public Uri BaseAddress => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndPoint!).Port}/v1");

    public static void Send(Socket socket, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[socket.Send(bytes)..];
        }
    }

    public void Dispose() => listener.Dispose();

    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    private void Accept()
    {
        try
        {
            while (true)
            {
                Socket socket = listener.Accept();
                socket.NoDelay = true;
                new Thread(() => Serve(socket), maxStackSize: 256 * 1024) { IsBackground = true }.Start();
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The server is being disposed.
        }
    }

    private void Serve(Socket socket)
    {
        var buffer = new byte[BufferBytes];
        using (socket)
        {
            try
            {
                while (RequestReader.Read(socket, buffer))
                {
                    answer(socket);
                }
            }
            catch (SocketException)
            {
                // The client has closed.
            }
        }
    }
}
