namespace Dify.Generated;

/// <summary>What ran out when Dify refuses a call for being one too many.</summary>
public enum RateLimitKind
{
    /// <summary>The server did not say, or a proxy in front of it refused the call.</summary>
    Unknown,

    /// <summary>Too many requests of this app run at once (<c>too_many_requests</c>): waiting helps.</summary>
    Concurrency,

    /// <summary>The quota of the plan is used up (<c>rate_limit_error</c>): waiting does not help until it is renewed.</summary>
    Quota,
}
