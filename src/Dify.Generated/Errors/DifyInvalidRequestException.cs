using System;

namespace Dify.Generated;

/// <summary>The request itself is wrong, too large or of a type that the server does not take (HTTP 4xx, most often 400, 413 and 415):
/// sending it again unchanged fails again.</summary>
public sealed class DifyInvalidRequestException : DifyApiException
{
    /// <summary>Makes an exception from what is known of a failure, for instance in a test double.</summary>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="failure">The facts of the failure.</param>
    /// <param name="innerException">The exception that caused it, if any.</param>
    /// <exception cref="ArgumentNullException"><paramref name="failure"/> is null.</exception>
    public DifyInvalidRequestException(string message, DifyFailure failure, Exception? innerException = null)
        : base(message, failure, innerException)
    {
    }
}
