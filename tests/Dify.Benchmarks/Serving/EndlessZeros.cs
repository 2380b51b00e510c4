using System;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Wire;

namespace Dify.Benchmarks.Serving;

/// <summary>A stream of so many zeros, which nobody has to hold.</summary>
internal sealed class EndlessZeros(long length) : ForwardOnlyStream
{
    private long left = length;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count = (int)Math.Min(buffer.Length, left);
        buffer.Span[..count].Clear();
        left -= count;
        return new ValueTask<int>(count);
    }
}
