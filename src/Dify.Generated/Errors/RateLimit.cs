using System;

namespace Dify.Generated;

/// <summary>Tells Dify's two refusals apart, which mean opposite things for a retry.</summary>
internal static class RateLimit
{
    // Servers whose handler for value errors comes first answer 400 invalid_param where others answer 429; only the sentence is the same.
    private const string DisguisedMessage = "Too many requests.";

    public static RateLimitKind? KindOf(DifyProblem problem)
    {
        if (problem.Code == "too_many_requests"
            || (problem.Status == 400 && problem.Code == "invalid_param" && problem.Message?.StartsWith(DisguisedMessage, StringComparison.Ordinal) == true))
        {
            return RateLimitKind.Concurrency;
        }

        if (problem.Code == "rate_limit_error")
        {
            return RateLimitKind.Quota;
        }

        return problem.Status == 429 ? RateLimitKind.Unknown : null;
    }
}
