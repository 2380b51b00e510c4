using System;

namespace Dify.Generated;

/// <summary>The call is one too many (HTTP 429, or 400 from servers that disguise it).</summary>
public sealed class DifyRateLimitException : DifyApiException
{
    /// <summary>Makes an exception from what is known of a failure, for instance in a test double.</summary>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="failure">The facts of the failure.</param>
    /// <param name="innerException">The exception that caused it, if any.</param>
    /// <exception cref="ArgumentNullException"><paramref name="failure"/> is null.</exception>
    public DifyRateLimitException(string message, DifyFailure failure, Exception? innerException = null)
        : base(message, failure, innerException)
    {
    }

    /// <summary>What ran out: a retry helps against <see cref="RateLimitKind.Concurrency"/>, not against
    /// <see cref="RateLimitKind.Quota"/>.</summary>
    public RateLimitKind Kind =>
        Failure.Problem is { } problem ? RateLimit.KindOf(problem) ?? RateLimitKind.Unknown : RateLimitKind.Unknown;
}
