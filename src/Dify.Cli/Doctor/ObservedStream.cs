using System;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Cli.Doctor;

/// <summary>The body of an answer, whose bytes are seen on their way to the reader.</summary>
internal sealed class ObservedStream : Stream
{
    private readonly Stream inner;
    private readonly StreamArrival arrival;

    private ObservedStream(Stream inner, StreamArrival arrival)
    {
        this.inner = inner;
        this.arrival = arrival;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public static async Task<HttpContent> WrapAsync(HttpContent content, StreamArrival arrival, CancellationToken cancellationToken)
    {
        var observed = new StreamContent(new ObservedStream(await content.ReadAsStreamAsync(cancellationToken), arrival));
        foreach (var header in content.Headers)
        {
            observed.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        return observed;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        if (count > 0)
        {
            arrival.Add(buffer.Span[..count]);
        }

        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = inner.Read(buffer, offset, count);
        if (read > 0)
        {
            arrival.Add(buffer.AsSpan(offset, read));
        }

        return read;
    }

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
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
