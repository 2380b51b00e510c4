using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>
/// A body read into pooled pieces, up to a bound, so that no server can make a client hold more than it wants to. In pieces, because a
/// buffer that grows is held once more while it is copied.
/// </summary>
internal sealed class BoundedBody : IDisposable
{
    private const int FirstPiece = 4096;
    private const int LargestPiece = 1 << 20;

    private List<byte[]>? full;
    private byte[] last = [];
    private int lastLength;
    private long length;

    private BoundedBody()
    {
    }

    /// <summary>Whether the body went on beyond the bound.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Reads a body to its end or its bound, whichever comes first; throws if the connection breaks before.</summary>
    public static Task<BoundedBody> ReadAsync(HttpContent? content, long bound, CancellationToken cancellationToken)
        => ReadAsync(content, bound, keepBrokenOff: false, cancellationToken);

    /// <summary>Reads as much of a body as comes: of a failed answer, the status alone says more than that the connection broke after
    /// it.</summary>
    public static Task<BoundedBody> ReadWhatComesAsync(HttpContent? content, long bound, CancellationToken cancellationToken)
        => ReadAsync(content, bound, keepBrokenOff: true, cancellationToken);

    private static async Task<BoundedBody> ReadAsync(
        HttpContent? content, long bound, bool keepBrokenOff, CancellationToken cancellationToken)
    {
        var body = new BoundedBody();
        if (content is null)
        {
            return body;
        }

        try
        {
            using var stream = await AnswerContent.OpenAsync(content, cancellationToken).ConfigureAwait(false);
#if NETSTANDARD2_0
            using var abort = cancellationToken.Register(static state => ((Stream)state!).Dispose(), stream);
#endif
            // A byte more than announced, to see the end.
            var next = (int)Math.Max(FirstPiece, Math.Min(content.Headers.ContentLength ?? 0, Math.Min(bound, LargestPiece - 1)) + 1);
            while (true)
            {
                if (body.lastLength == body.last.Length)
                {
                    body.AddPiece(next);
                    next = Math.Min(next * 2, LargestPiece);
                }

                var room = (int)Math.Min(body.last.Length - body.lastLength, bound + 1 - body.length);
                var count = await stream.ReadAsync(body.last, body.lastLength, room, cancellationToken).ConfigureAwait(false);
                if (count == 0)
                {
                    return body;
                }

                body.lastLength += count;
                body.length += count;
                if (body.length > bound)
                {
                    body.IsCut = true;
                    body.lastLength--;
                    return body;
                }
            }
        }
        catch (Exception exception) when (keepBrokenOff
            && exception is not OperationCanceledException
            && !cancellationToken.IsCancellationRequested
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

    /// <summary>
    /// The text of what was read: UTF-8, as JSON is, unless the answer names something else or begins with the mark of UTF-16.
    /// </summary>
    /// <param name="named">What the answer names; null if that is UTF-8 or nothing.</param>
    public DecodedText Decode(Encoding? named)
    {
        var encoding = DecodedText.MarkedEncoding((full is null ? last : full[0]).AsSpan(0, full is null ? lastLength : full[0].Length))
            ?? named;
        return full is null && encoding is null
            ? new DecodedText(last.AsSpan(0, lastLength))
            : new DecodedText(
                [.. full?.ConvertAll(static piece => new ArraySegment<byte>(piece)) ?? [], new ArraySegment<byte>(last, 0, lastLength)],
                encoding ?? Encoding.UTF8);
    }

    public void Dispose()
    {
        full?.ForEach(Return);
        Return(last);
        full = null;
        last = [];
        lastLength = 0;
    }

    private static void Return(byte[] piece)
    {
        if (piece.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    private void AddPiece(int size)
    {
        if (last.Length > 0)
        {
            (full ??= []).Add(last);
        }

        last = ArrayPool<byte>.Shared.Rent(size);
        lastLength = 0;
    }
}
