using System;
using System.Collections.Generic;
using System.Threading;

namespace Dify.Generated;

/// <summary>
/// What holds for the stream of an answer: <c>message_end</c> ends it, an error is thrown as the call that waits for the whole answer
/// throws it, and an end without either is a failure.
/// </summary>
internal static class MessageStream
{
    // Apps without a workflow send no pings: a model may think for as long as this before its first word.
    private static readonly TimeSpan LongestThought = TimeSpan.FromMinutes(5);

    public static IAsyncEnumerable<DifyStreamEvent> StreamAsync(
        ApiConnection connection, ApiCall call, EventCatalog<DifyStreamEvent> catalog,
        Func<DifyStreamEvent, StreamProgress> judge, CancellationToken cancellationToken)
        => connection.StreamToEndAsync(call, catalog, Patience(connection.Options), judge, cancellationToken);

    /// <summary>How long the stream of an answer may be silent.</summary>
    public static TimeSpan Patience(DifyClientOptions options)
        => options.IdleTimeout == Timeout.InfiniteTimeSpan || options.IdleTimeout > LongestThought ? options.IdleTimeout : LongestThought;

    public static StreamProgress Judge(string operation, DifyStreamEvent next) => next switch
    {
        ErrorEvent => throw StreamFailure.OfEvent(operation, next),
        MessageEndEvent => StreamProgress.Complete,
        _ => StreamProgress.Open,
    };
}
