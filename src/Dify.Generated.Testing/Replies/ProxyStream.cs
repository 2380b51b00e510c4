using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace Dify.Generated.Testing;

/// <summary>
/// The body of an answer as a proxy passes it on. Nothing of the answer leaves while it is held, its headers neither, because those leave
/// with the first byte.
/// </summary>
internal sealed class ProxyStream : Stream
{
    private readonly HttpResponse response;
    private readonly Stream target;
    private readonly ReplyPassage passage;
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly MemoryStream held = new();
    private readonly List<Stream> encoders = [];
    private bool isOpen;
    private bool isBegun;

    public ProxyStream(HttpResponse response, ReplyPassage passage)
    {
        this.response = response;
        this.passage = passage;
        target = response.Body;
        isOpen = passage.Hold == ReplyHold.None;
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    private Stream Outlet => encoders.Count > 0 ? encoders[0] : target;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            held.Write(buffer.Span);
            isOpen |= passage.Hold == ReplyHold.UntilEvent && held.ToArray().AsSpan().IndexOf("data:"u8) >= 0;
            await PassOnAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // What is passed on is sent off at once.
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Lets through what has come, and from now on everything.</summary>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            isOpen = true;
            await PassOnAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Lets the rest through, and what a compressor writes at its end.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        await ReleaseAsync(cancellationToken).ConfigureAwait(false);
        foreach (Stream encoder in passage.IsEncodingCut ? [] : encoders)
        {
            await encoder.DisposeAsync().ConfigureAwait(false);
        }

        await target.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            gate.Dispose();
            held.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task PassOnAsync(CancellationToken cancellationToken)
    {
        if (!isOpen || held.Length == 0)
        {
            return;
        }

        if (!isBegun)
        {
            isBegun = true;
            BeginEncoding();
        }

        await Outlet.WriteAsync(held.ToArray(), cancellationToken).ConfigureAwait(false);
        held.SetLength(0);
        foreach (Stream encoder in encoders)
        {
            await encoder.FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        await target.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private void BeginEncoding()
    {
        if (passage.Encodings.Count == 0)
        {
            return;
        }

        // The length was that of the content.
        response.ContentLength = null;
        response.Headers.ContentEncoding = string.Join(", ", passage.Encodings.Select(NameOf));

        // The first coding is written to first; the last one stands on the connection.
        foreach (ReplyEncoding encoding in passage.Encodings.Reverse())
        {
            encoders.Insert(0, Encode(Outlet, encoding));
        }
    }

    private static string NameOf(ReplyEncoding encoding) => encoding switch
    {
        ReplyEncoding.Gzip => "gzip",
        ReplyEncoding.Brotli => "br",
        _ => "deflate",
    };

    private static Stream Encode(Stream target, ReplyEncoding encoding) => encoding switch
    {
        ReplyEncoding.Gzip => new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true),
        ReplyEncoding.Brotli => new BrotliStream(target, CompressionLevel.Fastest, leaveOpen: true),
        ReplyEncoding.Deflate => new ZLibStream(target, CompressionLevel.Fastest, leaveOpen: true),
        _ => new DeflateStream(target, CompressionLevel.Fastest, leaveOpen: true),
    };
}
