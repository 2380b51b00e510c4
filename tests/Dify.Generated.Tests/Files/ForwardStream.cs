using System;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Wire;

namespace Dify.Generated.Tests.Files;

/// <summary>A stream that can only be read forwards, as one from a network, and that can fail at its end.</summary>
internal sealed class ForwardStream(byte[] bytes, Exception? failure = null) : ForwardOnlyStream
{
    private int position;

    public bool IsDisposed { get; private set; }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int length = Math.Min(buffer.Length, bytes.Length - position);
        if (length == 0 && failure is not null)
        {
            return ValueTask.FromException<int>(failure);
        }

        bytes.AsMemory(position, length).CopyTo(buffer);
        position += length;
        return new ValueTask<int>(length);
    }

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
