using System;

namespace Dify.Generated;

/// <summary>The answer is not what the API sends: an HTML page, JSON of another shape, a redirect, or more than the limit. The base address
/// is the likely mistake.</summary>
public sealed class DifyProtocolException : DifyApiException
{
    /// <summary>Makes an exception from what is known of a failure, for instance in a test double.</summary>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="failure">The facts of the failure.</param>
    /// <param name="innerException">The exception that caused it, if any.</param>
    /// <exception cref="ArgumentNullException"><paramref name="failure"/> is null.</exception>
    public DifyProtocolException(string message, DifyFailure failure, Exception? innerException = null)
        : base(message, failure, innerException)
    {
    }
}
