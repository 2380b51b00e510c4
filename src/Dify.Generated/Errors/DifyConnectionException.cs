using System;

namespace Dify.Generated;

/// <summary>There was no complete answer: no connection, a broken one, or none in time.</summary>
public class DifyConnectionException : DifyApiException
{
    /// <summary>Makes an exception from what is known of a failure, for instance in a test double.</summary>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="failure">The facts of the failure.</param>
    /// <param name="innerException">The exception that caused it, if any.</param>
    /// <exception cref="ArgumentNullException"><paramref name="failure"/> is null.</exception>
    public DifyConnectionException(string message, DifyFailure failure, Exception? innerException = null)
        : base(message, failure, innerException)
    {
    }

    /// <summary>Whether the server may have seen, and carried out, the call. False only if it provably saw nothing of it.</summary>
    public bool MayHaveReachedServer { get; init; } = true;
}
