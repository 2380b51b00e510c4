using System;
using System.Buffers;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>A body read into a pooled buffer, up to a bound, so that no server can make a client hold more than it wants to.</summary>
internal sealed class BoundedBody : IDisposable
{
    private const int FirstBuffer = 4096;
    private const int LargestArray = 0x7FFFFFC7;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
    private int length;

    private BoundedBody()
    {
    }

    public ReadOnlySpan<byte> Bytes => buffer.AsSpan(0, length);

    /// <summary>Whether the body went on beyond the bound.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Reads a body to its end or its bound, whichever comes first; throws if the connection breaks before.</summary>
    public static Task<BoundedBody> ReadAsync(HttpContent? content, long bound, CancellationToken cancellationToken)
        => ReadAsync(content, bound, keepBrokenOff: false, cancellationToken);

    /// <summary>Reads as much of a body as comes: of a failed answer, the status alone says more than that the connection broke after it.</summary>
    public static Task<BoundedBody> ReadWhatComesAsync(HttpContent? content, long bound, CancellationToken cancellationToken)
        => ReadAsync(content, bound, keepBrokenOff: true, cancellationToken);

    private static async Task<BoundedBody> ReadAsync(HttpContent? content, long bound, bool keepBrokenOff, CancellationToken cancellationToken)
    {
        var body = new BoundedBody();
        if (content is null)
        {
            return body;
        }

        try
        {
#if NETSTANDARD2_0
            using var stream = await content.ReadAsStreamAsync().ConfigureAwait(false);
            using var abort = cancellationToken.Register(static state => ((Stream)state!).Dispose(), stream);
#else
            using var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
#endif
            body.Reserve((int)Math.Min(content.Headers.ContentLength ?? 0, Math.Min(bound, 1 << 20)));
            while (true)
            {
                var room = (int)Math.Min(body.buffer.Length - body.length, bound + 1 - body.length);
                if (room == 0)
                {
                    body.IsCut = true;
                    body.length--;
                    return body;
                }

                var count = await stream.ReadAsync(body.buffer, body.length, room, cancellationToken).ConfigureAwait(false);
                if (count == 0)
                {
                    return body;
                }

                body.length += count;
                if (body.length == body.buffer.Length)
                {
                    body.Reserve(body.length + 1);
                }
            }
        }
        catch (Exception exception) when (keepBrokenOff && exception is not OperationCanceledException && !cancellationToken.IsCancellationRequested
            && ConnectionFailure.IsOfTransport(exception))
        {
            return body;
        }
        catch (Exception exception)
        {
            body.Dispose();
            if (exception is ObjectDisposedException)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            throw;
        }
    }

    public void Dispose()
    {
        var rented = buffer;
        buffer = [];
        length = 0;
        if (rented.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private void Reserve(int size)
    {
        if (size <= buffer.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(size, (int)Math.Min(buffer.Length * 2L, LargestArray)));
        Bytes.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
