using System;
using System.Buffers;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>The bytes of an upload: sent through one pooled buffer, with progress, and with failures of the source told apart from those of
/// the wire.</summary>
internal sealed class UploadContent : HttpContent
{
    private const int BufferSize = 128 * 1024;

    private readonly Stream source;
    private readonly bool disposeSource;
    private readonly long? length;
    private readonly IProgress<long>? progress;

    public UploadContent(Stream source, bool disposeSource, long? length, IProgress<long>? progress)
    {
        this.source = source;
        this.disposeSource = disposeSource;
        this.length = length;
        this.progress = progress;
    }

    /// <summary>What the caller's stream, or the caller's progress, threw while it was sent; null if it did not.</summary>
    public Exception? SourceFailure { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => CopyAsync(stream, CancellationToken.None);

#if NET
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        CopyAsync(stream, cancellationToken);
#endif

    protected override bool TryComputeLength(out long length)
    {
        length = this.length ?? 0;
        return this.length is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && disposeSource)
        {
            source.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task CopyAsync(Stream target, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long sent = 0;
            while (await ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is var count and > 0)
            {
                await target.WriteAsync(buffer, 0, count, cancellationToken).ConfigureAwait(false);
                sent += count;
                Report(sent);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<int> ReadAsync(byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await source.ReadAsync(buffer, 0, buffer.Length, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            SourceFailure = exception;
            throw;
        }
    }

    private void Report(long sent)
    {
        try
        {
            progress?.Report(sent);
        }
        catch (Exception exception)
        {
            SourceFailure = exception;
            throw;
        }
    }
}
