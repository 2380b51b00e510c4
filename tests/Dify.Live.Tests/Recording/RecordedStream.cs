using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Live.Tests.Recording;

/// <summary>The body of an answer, whose pieces are kept on their way to the reader.</summary>
internal sealed class RecordedStream(Stream inner, RecordedExchange exchange, Func<TimeSpan> now) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        if (count > 0)
        {
            exchange.Pieces.Add((now(), buffer[..count].ToArray()));
        }
        else if (buffer.Length > 0)
        {
            exchange.ClosedAt ??= now();
        }

        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("The client does not block.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            exchange.LeftAt ??= now();
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
