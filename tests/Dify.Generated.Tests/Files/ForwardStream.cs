using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated.Tests.Files;

/// <summary>A stream that can only be read forwards, as one from a network, and that can fail at its end.</summary>
internal sealed class ForwardStream(byte[] bytes, Exception? failure = null) : Stream
{
    private int position;

    public bool IsDisposed { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int length = Math.Min(count, bytes.Length - position);
        if (length == 0 && failure is not null)
        {
            throw failure;
        }

        Array.Copy(bytes, position, buffer, offset, length);
        position += length;
        return length;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult(Read(buffer, offset, count));
        }
        catch (Exception exception)
        {
            return Task.FromException<int>(exception);
        }
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
