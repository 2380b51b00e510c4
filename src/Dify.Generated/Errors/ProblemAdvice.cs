using System.Globalization;

namespace Dify.Generated;

/// <summary>What a caller can do about a failure, by its status and code.</summary>
internal static class ProblemAdvice
{
    public static string For(DifyProblem problem, CultureInfo? culture = null) => ClientText.Get(Name(problem), culture);

    private static string Name(DifyProblem problem) => problem switch
    {
        _ when RateLimit.KindOf(problem) == RateLimitKind.Concurrency => "AdviceConcurrency",
        _ when RateLimit.KindOf(problem) == RateLimitKind.Quota => "AdviceQuota",
        { Status: >= 300 and < 400 } => "AdviceRedirect",
        { Status: 401 } => "AdviceAuthentication",
        { Status: 403 } => "AdvicePermission",
        { Status: 404, Code.IsEmpty: true } or { Status: 405, Code.IsEmpty: true } => "AdviceWrongAddress",
        { Status: 404 } => "AdviceNotFound",
        { Status: >= 500 } => "AdviceServer",
        _ => "AdviceInvalidRequest",
    };
}
