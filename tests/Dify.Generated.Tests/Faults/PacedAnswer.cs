using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Dify.Generated.Tests.Wire;
using Xunit;

namespace Dify.Generated.Tests.Faults;

/// <summary>Bytes that come piece by piece, with time in between, which the case lets pass while the client waits.</summary>
internal sealed class PacedAnswer(IReadOnlyList<ReadOnlyMemory<byte>> pieces)
{
    private readonly WireSignal[] turns = [.. pieces.Select(_ => new WireSignal())];

    /// <summary>Pieces of the same length.</summary>
    public static PacedAnswer Of(ReadOnlyMemory<byte> bytes, int length)
        => new([.. Enumerable.Range(0, (bytes.Length + length - 1) / length)
            .Select(index => bytes[(index * length)..Math.Min((index + 1) * length, bytes.Length)])]);

    /// <summary>Sends the pieces behind what a script has done, and then nothing more.</summary>
    public WireScript Behind(WireScript script)
        => pieces.Zip(turns).Aggregate(script, (paced, piece) => paced.PauseUntil(piece.Second).Write(piece.First));

    /// <summary>Lets the pieces come, each after a pause.</summary>
    public async Task ComeAsync(FaultSession session, Func<TimeSpan> pause, long alreadyRead = 0)
    {
        for (int index = 0; index < pieces.Count; index++)
        {
            await session.Watch.WaitUntilPendingAsync(alreadyRead, session.Bound);
            session.Clock.Advance(pause());
            Assert.False(session.Watch.IsCancelled, $"It was given up before piece {index} came.");
            turns[index].Set();
            alreadyRead += pieces[index].Length;
        }
    }
}
