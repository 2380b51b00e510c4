using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using Dify.Generated.Tests.Wire;

namespace Dify.Benchmarks.Serving;

/// <summary>
/// Serves many streams side by side, one event to each in turn, and the next when the client says on a connection to <see cref="Pace"/>
/// that it has read them all: were it behind, it would read several at once, and the more work it had, the less that work would cost. The
/// streams of a wave begin when the last of them is there.
/// </summary>
internal sealed class WaveServer : IDisposable
{
    private static readonly byte[] Begin =
    [
        .. "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"u8,
        .. Chunk(DifyFrames.Started),
    ];

    private static readonly byte[] Middle = Chunk(DifyFrames.Text(" word of an 00000"));
    private static readonly byte[] End = [.. Chunk(DifyFrames.Finished), .. "0\r\n\r\n"u8];

    private readonly Socket listener = Listen();
    private readonly Socket pace = Listen();
    private readonly IReadOnlyList<int> waves;
    private readonly int events;

    /// <param name="waves">How many streams there are in each wave.</param>
    /// <param name="events">How many events each stream has.</param>
    public WaveServer(IReadOnlyList<int> waves, int events)
    {
        this.waves = waves;
        this.events = events;
        new Thread(Serve) { IsBackground = true }.Start();
    }

    public Uri BaseAddress => new($"http://{listener.LocalEndPoint}/v1");

    public IPEndPoint Pace => (IPEndPoint)pace.LocalEndPoint!;

    public void Dispose()
    {
        listener.Dispose();
        pace.Dispose();
    }

    private void Serve()
    {
        try
        {
            foreach (int streams in waves)
            {
                ServeWave(streams);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The client or this server has been closed; whoever counts events sees it.
        }
    }

    private void ServeWave(int streams)
    {
        var buffer = new byte[64 * 1024];
        var sockets = new List<Socket>();
        while (sockets.Count < streams)
        {
            Socket socket = listener.Accept();
            socket.NoDelay = true;
            RequestReader.Read(socket, buffer);
            sockets.Add(socket);
        }

        using Socket reader = pace.Accept();
        for (int number = 0; number < events; number++)
        {
            byte[] next = number == 0 ? Begin : number < events - 1 ? Middle : End;
            sockets.ForEach(socket => ReadyServer.Send(socket, next));
            reader.Receive(buffer, 1, SocketFlags.None);
        }

        sockets.ForEach(socket => socket.Dispose());
    }

    private static Socket Listen()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen(4096);
        return socket;
    }

    private static byte[] Chunk(string frame) => WireScript.Chunked(Encoding.UTF8.GetBytes(frame));
}
