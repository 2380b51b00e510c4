namespace Dify.OpenApi.Writing;

/// <summary>The exception that a documented failure becomes: what <c>Http/ProblemMapper</c> of the library makes of its status and
/// code.</summary>
internal static class ThrownException
{
    /// <param name="status">The status, or a range such as <c>4XX</c>.</param>
    /// <param name="code">The problem code; empty if none is documented.</param>
    public static string Of(string status, string code) => (status, code) switch
    {
        (_, "too_many_requests" or "rate_limit_error") or ("429", _) => "DifyRateLimitException",
        ("401", _) => "DifyAuthenticationException",
        ("403", _) => "DifyPermissionException",
        ("404", _) => "DifyNotFoundException",
        ("417", _) => "DifyProtocolException",
        (['4', not 'X', ..], _) => "DifyInvalidRequestException",
        (['5', ..], _) => "DifyServerException",
        _ => "DifyApiException",
    };
}
