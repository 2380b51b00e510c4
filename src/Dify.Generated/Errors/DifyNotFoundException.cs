using System;

namespace Dify.Generated;

/// <summary>What the call names does not exist, or belongs to another app or user (HTTP 404). Without a code, the base address is the
/// likely mistake.</summary>
public sealed class DifyNotFoundException : DifyApiException
{
    /// <summary>Makes an exception from what is known of a failure, for instance in a test double.</summary>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="failure">The facts of the failure.</param>
    /// <param name="innerException">The exception that caused it, if any.</param>
    /// <exception cref="ArgumentNullException"><paramref name="failure"/> is null.</exception>
    public DifyNotFoundException(string message, DifyFailure failure, Exception? innerException = null)
        : base(message, failure, innerException)
    {
    }
}
