using System;
using System.Buffers.Text;
using System.Net.Sockets;

namespace Dify.Benchmarks.Serving;

/// <summary>Reads requests and drops them, without allocating anything.</summary>
internal static class RequestReader
{
    /// <summary>Reads one request to its end.</summary>
    /// <returns>Whether there was one.</returns>
    public static bool Read(Socket socket, byte[] buffer)
    {
        int length = 0;
        int headLength;
        while ((headLength = HeadLength(buffer.AsSpan(0, length))) < 0)
        {
            int count = socket.Receive(buffer, length, buffer.Length - length, SocketFlags.None);
            if (count == 0)
            {
                return false;
            }

            length += count;
        }

        ReadOnlySpan<byte> head = buffer.AsSpan(0, headLength);
        ReadOnlySpan<byte> body = buffer.AsSpan(headLength, length - headLength);
        if (head.IndexOf("100-continue"u8) >= 0)
        {
            ReadyServer.Send(socket, "HTTP/1.1 100 Continue\r\n\r\n"u8);
        }

        if (head.IndexOf("chunked"u8) >= 0)
        {
            // The last chunk comes last, however the pieces are cut.
            Span<byte> tail = stackalloc byte[7];
            Follow(tail, body);
            while (!tail.SequenceEqual("\r\n0\r\n\r\n"u8))
            {
                int count = socket.Receive(buffer);
                Follow(tail, buffer.AsSpan(0, count));
            }

            return true;
        }

        for (long left = ContentLength(head) - body.Length; left > 0;)
        {
            left -= socket.Receive(buffer);
        }

        return true;
    }

    private static int HeadLength(ReadOnlySpan<byte> bytes) => bytes.IndexOf("\r\n\r\n"u8) is >= 0 and var end ? end + 4 : -1;

    private static long ContentLength(ReadOnlySpan<byte> head)
    {
        ReadOnlySpan<byte> name = "Content-Length: "u8;
        int at = head.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(head[(at + name.Length)..], out long length, out _) ? length : 0;
    }

    private static void Follow(Span<byte> tail, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= tail.Length)
        {
            bytes[^tail.Length..].CopyTo(tail);
            return;
        }

        tail[bytes.Length..].CopyTo(tail);
        bytes.CopyTo(tail[^bytes.Length..]);
    }
}
