using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Wire;

namespace Dify.Generated.Tests.Streaming;

/// <summary>Gives its pieces one for each read.</summary>
internal sealed class PieceStream(IEnumerator<ReadOnlyMemory<byte>> pieces) : ForwardOnlyStream
{
    private ReadOnlyMemory<byte> rest;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        => cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<int>(cancellationToken)
            : ValueTask.FromResult(Take(buffer.Span));

    private int Take(Span<byte> buffer)
    {
        while (rest.IsEmpty)
        {
            if (!pieces.MoveNext())
            {
                return 0;
            }

            rest = pieces.Current;
        }

        int length = Math.Min(buffer.Length, rest.Length);
        rest[..length].Span.CopyTo(buffer);
        rest = rest[length..];
        return length;
    }
}
