using System;

namespace Dify.Generated;

/// <summary>There was no complete answer in time. A cancellation by the caller is an <see cref="OperationCanceledException"/>
/// instead.</summary>
public class DifyTimeoutException : DifyConnectionException
{
    /// <summary>Makes an exception from what is known of a failure, for instance in a test double.</summary>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="failure">The facts of the failure.</param>
    /// <param name="innerException">The exception that caused it, if any.</param>
    /// <exception cref="ArgumentNullException"><paramref name="failure"/> is null.</exception>
    public DifyTimeoutException(string message, DifyFailure failure, Exception? innerException = null)
        : base(message, failure, innerException)
    {
    }
}
