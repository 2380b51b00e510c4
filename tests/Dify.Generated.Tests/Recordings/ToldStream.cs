using System;
using System.Collections.Generic;
using System.Linq;

namespace Dify.Generated.Tests.Recordings;

/// <summary>A recorded stream as it is told to the client, who may leave it before its end.</summary>
/// <param name="Exchange">The stream.</param>
/// <param name="Body">What was and will be told of it.</param>
/// <param name="Began">When it was opened.</param>
internal sealed record ToldStream(RecordedExchange Exchange, RecordedBody Body, DateTimeOffset Began)
{
    /// <summary>Whether nothing but pings can come any more.</summary>
    public bool HasToldAll => Body.HasToldAll || Coming.Count == 0;

    // An event that came in part comes again, whole.
    private int Start => Exchange.BodyBytes.AsSpan(0, Body.Taken).LastIndexOf("\n\n"u8) is >= 0 and int last ? last + 2 : 0;

    private IReadOnlyList<RecordedEvent> Coming
        => RecordedEvent.Of(Exchange with { Pieces = [new RecordedPiece(TimeSpan.Zero, Exchange.BodyBytes.AsMemory(Start))] });

    /// <summary>The stream that a client gets who left this one: the record of the run, and what was still to come.</summary>
    public RecordedExchange Rest(RecordedRun run, DateTimeOffset now)
    {
        int start = Start;
        int end = 0;
        var pieces = new List<RecordedPiece>();
        pieces.AddRange(RecordedSnapshot.Of(run, run.Log.Count - Coming.Count)
            .Select(row => new RecordedPiece(TimeSpan.Zero, ComputedAnswers.Frame(row))));
        foreach (RecordedPiece piece in Exchange.Pieces)
        {
            end += piece.Bytes.Length;
            if (end > start)
            {
                pieces.Add(new RecordedPiece(Left(piece.After), piece.Bytes[^Math.Min(piece.Bytes.Length, end - start)..]));
            }
        }

        return Exchange with { Pieces = pieces, Closes = Exchange.Closes is { } closes ? Left(closes) : null };

        TimeSpan Left(TimeSpan after) => Began + after > now ? Began + after - now : TimeSpan.Zero;
    }
}
