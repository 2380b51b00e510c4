using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>Makes of a failed answer the exception that callers catch.</summary>
internal static class ProblemMapper
{
    public static async Task<DifyApiException> ReadAsync(ApiCall call, HttpResponseMessage response, DifyClientOptions options, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        using var body = await BoundedBody.ReadWhatComesAsync(response.Content, options.MaxErrorBytes, cancellationToken).ConfigureAwait(false);
        using var text = body.Decode();
        var problem = ProblemReader.Read(status, text.Memory);
        return Map(call.Operation, problem, new DifyFailure(call.Operation)
        {
            StatusCode = status,
            Problem = problem,
            IsTransient = IsTransient(problem),
            RetryAfter = RetryAfterHeader.Read(response, options.TimeProvider),
            ResponseBody = text.Memory.Length == 0 ? null : text.Memory.ToString(),
        });
    }

    /// <summary>The failure that an answer with a status of success holds after all: some proxies hide the status of what they pass on. Null if it holds none.</summary>
    public static DifyApiException? FindInSuccess(ApiCall call, HttpResponseMessage response, ReadOnlyMemory<char> body)
    {
        if (!ProblemReader.MayHoldProblem(body.Span))
        {
            return null;
        }

        var status = (int)response.StatusCode;
        var problem = ProblemReader.Read(status, body);
        if (problem.Code.IsEmpty || problem.Message is null || problem.Status < 400)
        {
            return null;
        }

        return Map(call.Operation, problem, new DifyFailure(call.Operation)
        {
            StatusCode = status,
            Problem = problem,
            IsTransient = IsTransient(problem),
            ResponseBody = body.ToString(),
        });
    }

    public static DifyApiException Map(string operation, DifyProblem problem, DifyFailure failure)
    {
        var message = ClientText.Format("Failed", operation, failure.StatusCode, KnownCode(problem), ProblemAdvice.For(problem));
        if (RateLimit.KindOf(problem) is not null)
        {
            return new DifyRateLimitException(message, failure);
        }

        // Behind a status of success, the one in the body counts.
        return (failure.StatusCode is >= 200 and < 300 && problem.Status >= 400 ? problem.Status : failure.StatusCode) switch
        {
            >= 200 and < 400 => new DifyProtocolException(message, failure),
            401 => new DifyAuthenticationException(message, failure),
            403 => new DifyPermissionException(message, failure),
            404 => new DifyNotFoundException(message, failure),
            >= 400 and < 500 => new DifyInvalidRequestException(message, failure),
            >= 500 => new DifyServerException(message, failure),
            _ => new DifyApiException(message, failure),
        };
    }

    public static bool IsTransient(DifyProblem problem)
        => RateLimit.KindOf(problem) switch
        {
            RateLimitKind.Quota => false,
            not null => true,
            null => problem.Status is 408 or 500 or 502 or 503 or 504 or (>= 520 and <= 524) && problem.Code != "plugin_runtime_error",
        };

    // Only a code that the documents name: any other one is the server's text.
    private static string KnownCode(DifyProblem problem)
        => ProblemText.KnownCode(problem.Code) is { Length: > 0 } code ? " " + code : string.Empty;
}
