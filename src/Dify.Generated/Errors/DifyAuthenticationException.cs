using System;

namespace Dify.Generated;

/// <summary>The API key is missing, ill-formed or unknown (HTTP 401).</summary>
public sealed class DifyAuthenticationException : DifyApiException
{
    /// <summary>Makes an exception from what is known of a failure, for instance in a test double.</summary>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="failure">The facts of the failure.</param>
    /// <param name="innerException">The exception that caused it, if any.</param>
    /// <exception cref="ArgumentNullException"><paramref name="failure"/> is null.</exception>
    public DifyAuthenticationException(string message, DifyFailure failure, Exception? innerException = null)
        : base(message, failure, innerException)
    {
    }
}
