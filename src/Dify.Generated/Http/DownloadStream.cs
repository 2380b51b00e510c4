using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>The bytes of a download as they come. A read that gets none for longer than the idle timeout fails.</summary>
internal sealed class DownloadStream(Stream source, string operation, TimeSpan idleTimeout, TimeProvider clock) : ReadOnlyStream
{
    private readonly byte[] first = new byte[1];
    private int firstCount;

    /// <summary>Whether there is a byte; it is read again later.</summary>
    public async Task<bool> HasAnyAsync(CancellationToken cancellationToken)
    {
        firstCount = await ReadAsync(first, 0, 1, cancellationToken).ConfigureAwait(false);
        return firstCount > 0;
    }

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        if (firstCount > 0 && count > 0)
        {
            firstCount = 0;
            buffer[offset] = first[0];
            return 1;
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
