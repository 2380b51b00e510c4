using System;
using System.Collections.Generic;

namespace Dify.Live.Tests.Recording;

/// <summary>An exchange as it went over the wire.</summary>
public sealed class RecordedExchange
{
    public required string Method { get; init; }

    /// <summary>The path with its query.</summary>
    public required string Path { get; init; }

    public string? Body { get; init; }

    public required int Status { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>When the request went out, since the recording began.</summary>
    public required TimeSpan SentAt { get; init; }

    /// <summary>When the server ended the body, since the recording began; null if the reader left first.</summary>
    public TimeSpan? ClosedAt { get; set; }

    /// <summary>When the reader left or the server ended; null while it goes on.</summary>
    public TimeSpan? LeftAt { get; set; }

    /// <summary>The pieces of the body with the times at which they came, since the recording began.</summary>
    public List<(TimeSpan At, byte[] Bytes)> Pieces { get; } = [];
}
