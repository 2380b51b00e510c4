using System;

namespace Dify.Generated;

/// <summary>The app, its API or its workspace is switched off, or the plan does not allow the call (HTTP 403).</summary>
public sealed class DifyPermissionException : DifyApiException
{
    /// <summary>Makes an exception from what is known of a failure, for instance in a test double.</summary>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="failure">The facts of the failure.</param>
    /// <param name="innerException">The exception that caused it, if any.</param>
    /// <exception cref="ArgumentNullException"><paramref name="failure"/> is null.</exception>
    public DifyPermissionException(string message, DifyFailure failure, Exception? innerException = null)
        : base(message, failure, innerException)
    {
    }
}
