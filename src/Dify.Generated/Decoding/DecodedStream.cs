using System;
using System.IO;
using System.IO.Compression;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>
/// What one content coding holds, decoded as it comes: a read ends as soon as there is something. Its end is the end of the compressed
/// data, not of the connection: a body that is cut, or does not match its checksum, is a failure. So is one that grows beyond reason,
/// because nobody who reads a file bounds it otherwise.
/// </summary>
internal sealed class DecodedStream : ReadOnlyStream
{
    /// <summary>How many times larger than what came the content may be.</summary>
    public const int MostRatio = 200;

    /// <summary>Content up to this size may have any ratio.</summary>
    public const long AlwaysAllowed = 16L << 20;

    private readonly Stream body;
    private readonly CodedSource source;
    private readonly ContentCoding coding;
    private readonly string name;
    private Stream? decoder;
    private Checksum? checksum;
    private long length;
    private bool isOver;

    public DecodedStream(Stream body, ContentCoding coding, string name)
    {
        this.body = body;
        this.coding = coding;
        this.name = name;
        source = new CodedSource(body);
    }

    // Below several codings, what came over the wire counts.
    private long WireCount => body is DecodedStream inner ? inner.WireCount : source.Count;

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        if (count == 0)
        {
            return 0;
        }

        while (!isOver)
        {
            decoder ??= await BeginAsync(cancellationToken).ConfigureAwait(false);
            if (decoder is null)
            {
                await FinishAsync(cancellationToken).ConfigureAwait(false);
                break;
            }

            var read = await DecodeAsync(decoder, buffer, offset, count, cancellationToken).ConfigureAwait(false);
            if (read > 0)
            {
                return read;
            }

            await EndAsync(cancellationToken).ConfigureAwait(false);
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            isOver = true;
            decoder?.Dispose();
            source.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<int> DecodeAsync(Stream from, byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        int read;
        try
        {
            read = await from.ReadAsync(buffer, offset, count, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is InvalidDataException or (InvalidOperationException and not ObjectDisposedException))
        {
            // The platform's exceptions about damaged data differ from format to format.
            throw length == 0 ? ContentDecodingException.Untrue(name, exception) : ContentDecodingException.Broken(name, exception);
        }

        length += read;
        checksum?.Add(buffer.AsSpan(offset, read));
        return length <= AlwaysAllowed || length <= MostRatio * WireCount ? read : throw ContentDecodingException.TooLarge(name, MostRatio);
    }

    // Null if there is nothing, or nothing more.
    private async ValueTask<Stream?> BeginAsync(CancellationToken cancellationToken)
    {
        var first = await source.NextAsync(cancellationToken).ConfigureAwait(false);
        if (first < 0)
        {
            return null;
        }

        switch (coding)
        {
            case ContentCoding.Gzip:
                return await SkipGzipHeadAsync(first, cancellationToken).ConfigureAwait(false) ? Inflate(new Checksum(coding)) : null;
            case ContentCoding.Deflate:
                // The two bytes of RFC 1950 begin no data of RFC 1951, whose unused bits are zero.
                var second = await source.NextAsync(cancellationToken).ConfigureAwait(false);
                if ((first & 0x0F) == 8 && second >= 0 && ((first << 8) | second) % 31 == 0)
                {
                    return Inflate(new Checksum(coding));
                }

                source.PutBack(second < 0 ? 1 : 2);
                return Inflate(null);
            default:
                source.PutBack(1);
#if NET
                return new BrotliStream(source, CompressionMode.Decompress, leaveOpen: true);
#else
                throw ContentDecodingException.Unknown(name);
#endif
        }
    }

    private DeflateStream Inflate(Checksum? ofContent)
    {
        checksum = ofContent;
        return new DeflateStream(source, CompressionMode.Decompress, leaveOpen: true);
    }

    // A body of gzip may have several members. What follows the last one and is none, such as zeros that fill a block, is no content.
    private async ValueTask<bool> SkipGzipHeadAsync(int first, CancellationToken cancellationToken)
    {
        const int HeadCrc = 2;
        const int Extra = 4;
        const int FileName = 8;
        const int Comment = 16;
        if (first != 0x1F || await NextAsync().ConfigureAwait(false) != 0x8B || await NextAsync().ConfigureAwait(false) != 8)
        {
            return checksum is not null ? false : throw ContentDecodingException.Untrue(name);
        }

        var flags = await NextAsync().ConfigureAwait(false);
        await SkipAsync(6).ConfigureAwait(false);
        if ((flags & Extra) != 0)
        {
            await SkipAsync(await NextAsync().ConfigureAwait(false) | (await NextAsync().ConfigureAwait(false) << 8)).ConfigureAwait(false);
        }

        foreach (var text in (int[])[FileName, Comment])
        {
            while ((flags & text) != 0 && await NextAsync().ConfigureAwait(false) != 0)
            {
            }
        }

        await SkipAsync((flags & HeadCrc) != 0 ? 2 : 0).ConfigureAwait(false);
        return true;

        async ValueTask<int> NextAsync()
            => await source.NextAsync(cancellationToken).ConfigureAwait(false) is var next and >= 0
                ? next : throw ContentDecodingException.Broken(name);

        async ValueTask SkipAsync(int count)
        {
            for (var i = 0; i < count; i++)
            {
                await NextAsync().ConfigureAwait(false);
            }
        }
    }

    private async ValueTask EndAsync(CancellationToken cancellationToken)
    {
        if (source.WasAskedBehindEnd
            || (checksum is not null && !await source.SkipToBehindAsync(checksum.ToTrailer(), cancellationToken).ConfigureAwait(false)))
        {
            throw ContentDecodingException.Broken(name);
        }

        decoder?.Dispose();
        decoder = null;
        if (coding != ContentCoding.Gzip)
        {
            await FinishAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // The end of one coding is not that of the coding around it, which may be cut as well.
    private async ValueTask FinishAsync(CancellationToken cancellationToken)
    {
        while (body is DecodedStream && await source.NextAsync(cancellationToken).ConfigureAwait(false) >= 0)
        {
        }

        isOver = true;
    }
}
