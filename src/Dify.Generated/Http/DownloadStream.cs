using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>The bytes of a download as they come. A read that gets none for longer than the idle timeout fails.</summary>
internal sealed class DownloadStream(Stream source, string operation, TimeSpan idleTimeout, TimeProvider clock) : ReadOnlyStream
{
    private ReadOnlyMemory<byte> ahead;

    /// <summary>The first bytes, fewer than asked for only where the download ends; they are read again later.</summary>
    public async Task<ReadOnlyMemory<byte>> PeekAsync(int count, CancellationToken cancellationToken)
    {
        var start = new byte[count];
        var filled = 0;
        int read;
        while (filled < count && (read = await ReadAsync(start, filled, count - filled, cancellationToken).ConfigureAwait(false)) > 0)
        {
            filled += read;
        }

        return ahead = start.AsMemory(0, filled);
    }

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        if (!ahead.IsEmpty && count > 0)
        {
            var again = ahead.Slice(0, Math.Min(count, ahead.Length));
            again.CopyTo(buffer.AsMemory(offset));
            ahead = ahead.Slice(again.Length);
            return again.Length;
        }

        cancellationToken.ThrowIfCancellationRequested();
        using var idle = Clock.CancelAfter(clock, idleTimeout);
        using var caller = cancellationToken.Register(static source => ((CancellationTokenSource)source!).Cancel(), idle);
        try
        {
            return await source.ReadAsync(buffer, offset, count, idle.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (cancellationToken.IsCancellationRequested && ConnectionFailure.IsOfTransport(exception))
        {
            throw new OperationCanceledException(exception.Message, exception, cancellationToken);
        }
        catch (Exception exception) when (idle.IsCancellationRequested && ConnectionFailure.IsOfTransport(exception))
        {
            throw new IOException(ClientText.Format("DownloadIdle", operation, nameof(DifyClientOptions.IdleTimeout)), exception);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            source.Dispose();
        }

        base.Dispose(disposing);
    }
}
