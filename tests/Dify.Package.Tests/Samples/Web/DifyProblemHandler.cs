using Dify.Generated;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Web;

/// <summary>Answers a failed call to Dify with an RFC 9457 problem. The server's own sentence stays behind: it may repeat what users
/// typed.</summary>
internal sealed class DifyProblemHandler(IProblemDetailsService problems) : IExceptionHandler
{
    public ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not DifyApiException failure)
        {
            return ValueTask.FromResult(false);
        }

        // The key and the app are this server's own affair, so a browser never sees their failures as its own.
        context.Response.StatusCode = failure switch
        {
            DifyRateLimitException => StatusCodes.Status429TooManyRequests,
            DifyTimeoutException => StatusCodes.Status504GatewayTimeout,
            DifyInvalidRequestException => StatusCodes.Status400BadRequest,
            _ => StatusCodes.Status502BadGateway,
        };
        if (failure.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString("0");
        }

        return problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = context,
            ProblemDetails = new ProblemDetails
            {
                Status = context.Response.StatusCode,
                Title = "The workflow could not be run.",
                Detail = failure.Explain(),
                Extensions = { ["code"] = failure.Code.Value },
            },
        });
    }
}
