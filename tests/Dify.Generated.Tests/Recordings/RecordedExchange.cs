using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Dify.Generated.Tests.Recordings;

/// <summary>A piece of a recorded body.</summary>
/// <param name="After">When it came, counted from the request that it answers.</param>
/// <param name="Bytes">What came.</param>
internal sealed record RecordedPiece(TimeSpan After, ReadOnlyMemory<byte> Bytes);

/// <summary>A request and what a real server answered to it.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Target">The path, with <c>/v1</c> and the query.</param>
/// <param name="Body">What was sent; null if nothing was, or if it was not written down.</param>
/// <param name="Status">The status code of the answer.</param>
/// <param name="Headers">The headers of the answer.</param>
/// <param name="Begins">When the request was sent, counted from the first one; null if it followed the exchange before.</param>
/// <param name="Pieces">The body.</param>
/// <param name="Closes">When the body ended, counted from the request; null if it did not.</param>
/// <param name="End">How it ended.</param>
internal sealed record RecordedExchange(
    string Method,
    string Target,
    string? Body,
    int Status,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    TimeSpan? Begins,
    IReadOnlyList<RecordedPiece> Pieces,
    TimeSpan? Closes,
    RecordedEnd End)
{
    /// <summary>The path without <c>/v1</c> and the query.</summary>
    public string Path => Target.Split('?')[0] is var path && path.StartsWith("/v1/", StringComparison.Ordinal) ? path[3..] : path;

    public bool IsEventStream => Header("Content-Type")?.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase) == true;

    public byte[] BodyBytes => [.. Pieces.SelectMany(piece => piece.Bytes.ToArray())];

    public string BodyText => Encoding.UTF8.GetString(BodyBytes);

    public string? Header(string name)
        => Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    public override string ToString() => $"{Method} {Target} -> {Status}";
}
