using System;

namespace Dify.Generated;

/// <summary>How a stream broke, on its way from the wire to the exception that callers see.</summary>
internal sealed class StreamBrokenException : Exception
{
    public StreamBrokenException(StreamEnd end, Exception? innerException = null)
        : base(end.ToString(), innerException)
        => End = end;

    public StreamEnd End { get; }

    /// <summary>What the server said instead of an event; null if it said nothing.</summary>
    public DifyProblem? Problem { get; init; }
}
