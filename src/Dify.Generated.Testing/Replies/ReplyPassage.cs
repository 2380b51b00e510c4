using System;
using System.Collections.Generic;

namespace Dify.Generated.Testing;

/// <summary>What becomes of an answer on its way through proxies and gateways.</summary>
internal sealed record ReplyPassage
{
    public static ReplyPassage Straight { get; } = new();

    /// <summary>When a gateway cuts the connection, from the request on; null for never.</summary>
    public TimeSpan? CutAfter { get; init; }

    /// <summary>When the headers are let through and what has come by then.</summary>
    public ReplyHold Hold { get; init; }

    /// <summary>How long they are held, if it is for a time.</summary>
    public TimeSpan HoldTime { get; init; }

    /// <summary>How the content is compressed, in the order in which it is.</summary>
    public IReadOnlyList<ReplyEncoding> Encodings { get; init; } = [];

    /// <summary>Whether the compressed content is left without its end, though the answer ends in good order.</summary>
    public bool IsEncodingCut { get; init; }
}

/// <summary>How long a proxy keeps an answer to itself, headers and all.</summary>
internal enum ReplyHold
{
    None,
    ForTime,
    UntilEvent,
    UntilEnd,
}
