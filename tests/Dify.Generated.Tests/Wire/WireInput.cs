using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated.Tests.Wire;

/// <summary>Reads requests from a connection.</summary>
internal sealed class WireInput(Stream stream)
{
    private readonly byte[] buffer = new byte[64 * 1024];
    private readonly List<byte> pending = [];

    /// <summary>A whole request, or null if the other side closes before one begins.</summary>
    public async Task<WireRequest?> ReadRequestAsync(CancellationToken cancellationToken)
    {
        if (await ReadHeadAsync(cancellationToken) is not { } head)
        {
            return null;
        }

        var request = new WireRequest(head, []);
        return request with { Body = await ReadBodyAsync(request, cancellationToken) };
    }

    /// <summary>What is still to come of the body of a request.</summary>
    public async Task<byte[]> ReadBodyAsync(WireRequest request, CancellationToken cancellationToken)
    {
        if (string.Equals(request.Header("Transfer-Encoding"), "chunked", StringComparison.OrdinalIgnoreCase))
        {
            return await ReadChunksAsync(cancellationToken);
        }

        int length = int.Parse(request.Header("Content-Length") ?? "0", CultureInfo.InvariantCulture);
        return await ReadBytesAsync(length - request.Body.Length, cancellationToken);
    }

    /// <summary>The bytes up to and with the empty line, or null if the other side closes before.</summary>
    public async Task<byte[]?> ReadHeadAsync(CancellationToken cancellationToken)
    {
        int end;
        while ((end = IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (!await FillAsync(cancellationToken))
            {
                return null;
            }
        }

        return Take(end + 4);
    }

    /// <summary>What is here without waiting.</summary>
    public byte[] TakePending() => Take(pending.Count);

    /// <summary>This many bytes, or fewer if the other side closes before.</summary>
    public async Task<byte[]> ReadBytesAsync(int count, CancellationToken cancellationToken)
    {
        while (pending.Count < count && await FillAsync(cancellationToken))
        {
        }

        return Take(Math.Min(count, pending.Count));
    }

    /// <summary>Reads until the other side closes.</summary>
    public async Task ReadToCloseAsync(CancellationToken cancellationToken)
    {
        while (await FillAsync(cancellationToken))
        {
            pending.Clear();
        }
    }

    private async Task<byte[]> ReadChunksAsync(CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        while (true)
        {
            string line = await ReadLineAsync(cancellationToken);
            int length = int.Parse(line.Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            body.Write(await ReadBytesAsync(length, cancellationToken));
            await ReadLineAsync(cancellationToken);
            if (length == 0)
            {
                return body.ToArray();
            }
        }
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        int end;
        while ((end = IndexOf("\r\n"u8)) < 0)
        {
            if (!await FillAsync(cancellationToken))
            {
                throw new EndOfStreamException("The other side closed in the middle of a chunked body.");
            }
        }

        return Encoding.ASCII.GetString(Take(end + 2)).TrimEnd();
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        int count = await stream.ReadAsync(buffer, cancellationToken);
        pending.AddRange(buffer.AsSpan(0, count));
        return count > 0;
    }

    private int IndexOf(ReadOnlySpan<byte> sought) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(pending).IndexOf(sought);

    private byte[] Take(int count)
    {
        byte[] taken = [.. pending.GetRange(0, count)];
        pending.RemoveRange(0, count);
        return taken;
    }
}
