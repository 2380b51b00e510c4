using System;

namespace Dify.Generated;

/// <summary>Tells Dify's two refusals apart, which mean opposite things for a retry.</summary>
internal static class RateLimit
{
    // Servers whose handler for value errors comes first answer 400 invalid_param where others answer 429; a stream gives no code.
    // Only the sentence is the same.
    private const string DisguisedMessage = "Too many requests.";

    public static RateLimitKind? KindOf(DifyProblem problem)
    {
        if (problem.Code == "too_many_requests"
            || (MayDisguise(problem) && problem.Message?.StartsWith(DisguisedMessage, StringComparison.OrdinalIgnoreCase) == true))
        {
            return RateLimitKind.Concurrency;
        }

        if (problem.Code == "rate_limit_error")
        {
            return RateLimitKind.Quota;
        }

        return problem.Status == 429 ? RateLimitKind.Unknown : null;
    }

    private static bool MayDisguise(DifyProblem problem)
        => problem is { Status: 400, Code.Value: "invalid_param" } or { Status: not 429, Code.IsEmpty: true };
}
