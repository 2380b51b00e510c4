using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Dify.Generated.Tests.Retries;
using Dify.Generated.Tests.Wire;
using Xunit;

namespace Dify.Generated.Tests.Faults;

/// <summary>Answers that are none of success, or only look like it.</summary>
internal static class AnswerFaults
{
    private const string Page = "<html>Sign in</html>";

    private static readonly FaultCall[] Unsafe = [.. FaultCall.All.Where(call => !call.IsSafe)];
    private static readonly FaultCall[] Safe = [.. FaultCall.All.Where(call => call.IsSafe)];

    private static readonly (int Status, string Code, FaultOutcome Right)[] Refusals =
    [
        (400, "invalid_param", FaultOutcome.Of<DifyInvalidRequestException>(400, "invalid_param")),
        (401, "unauthorized", FaultOutcome.Of<DifyAuthenticationException>(401, "unauthorized")),
        (403, "forbidden", FaultOutcome.Of<DifyPermissionException>(403, "forbidden")),
        (404, "not_found", FaultOutcome.Of<DifyNotFoundException>(404, "not_found")),
        (409, "conflict", FaultOutcome.Of<DifyInvalidRequestException>(409, "conflict")),
        (413, "file_too_large", FaultOutcome.Of<DifyInvalidRequestException>(413, "file_too_large")),
        (415, "unsupported_media_type", FaultOutcome.Of<DifyInvalidRequestException>(415, "unsupported_media_type")),
    ];

    public static IReadOnlyList<Fault> Rows { get; } =
    [
        new(
            9, "too many requests at once",
            [
                .. FaultCall.All.Select(call => Limited(call, "2", [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2)]).At("told to wait")),
                .. FaultCall.All.Select(call => Limited(call, "120", [TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(120)])
                    .At("told to wait as long as the cap")),
                .. FaultCall.All.Select(call => Limited(call, "121", []).At("told to wait longer than the cap")),
                .. FaultCall.All.Select(call => LimitedOnce(call).At("once")),
            ]),
        new(10, "quota used up", [.. FaultCall.All.Select(
            call => Answered(call, 429, "rate_limit_error", FaultOutcome.Of<DifyRateLimitException>(429, "rate_limit_error")).At(""))]),
        new(
            11, "server error on a call that may be repeated",
            [.. from status in new[] { 500, 502, 503, 504 }
                from call in Safe select Answered(call, status, "", ServerError(status, call.CallsUntilGivenUp)).At($"{status}")]),
        new(
            12, "server error on a call that has effects",
            [
                .. from status in new[] { 500, 502, 503, 504 }
                    from call in Unsafe select Answered(call, status, "", ServerError(status, calls: 1)).At($"{status}"),
                .. Unsafe.Select(call => (Answered(call, 503, "", ServerError(503, calls: 3)) with
                {
                    Configure = options => options.Retry.RepeatUnsafeCalls = true,
                }).At("503, repeated by choice")),
            ]),
        new(13, "refusal", [.. from refusal in Refusals
            from call in FaultCall.All select Answered(call, refusal.Status, refusal.Code, refusal.Right).At($"{refusal.Status}")]),
        new(14, "a page with status 200", [.. FaultCall.All.Select(
            call => Odd(call, WireScript.Request.Answer(200, "text/html", Page, "Connection: close").Fin(), 200).At(""))]),
        new(
            15, "a problem with status 200",
            [
                .. FaultCall.All.Select(call => Hidden(
                    call,
                    400,
                    "invalid_param",
                    FaultOutcome.Of<DifyInvalidRequestException>(200, "invalid_param")).At("invalid parameter")),
                .. FaultCall.All.Select(call => Hidden(
                    call, 401, "unauthorized", FaultOutcome.Of<DifyAuthenticationException>(200, "unauthorized")).At("unauthorized")),
            ]),
        new(
            16,
            "no content",
            [.. FaultCall.All.Select(call => Odd(call, WireScript.Request.Head(204, "Connection: close").Fin(), 204).At(""))]),
    ];

    private static FaultPlay Answered(FaultCall call, int status, string code, FaultOutcome right)
        => new(call, right, RetrySession.Answer(status, code))
        {
            Time = FaultTime.Instant,
            Also = (session, _) =>
            {
                Assert.Equal(right.Calls - 1, session.Waits.Waits.Count);
                return Task.CompletedTask;
            },
        };

    private static FaultOutcome ServerError(int status, int calls)
        => FaultOutcome.Of<DifyServerException>(status, isTransient: true, calls: calls);

    // The server refused it, so it has not carried it out: every call may be repeated.
    private static FaultPlay Limited(FaultCall call, string retryAfter, TimeSpan[] waits)
        => new(
            call,
            FaultOutcome.Of<DifyRateLimitException>(429, "too_many_requests", isTransient: true, calls: waits.Length + 1),
            WireScript.Request.Json(
                429,
                """{"code":"too_many_requests","message":"m","status":429}""",
                $"Retry-After: {retryAfter}",
                "Connection: close").Fin())
        {
            Time = FaultTime.Instant,
            Also = (session, failure) =>
            {
                Assert.Equal(waits, session.Waits.Waits);
                Assert.Equal(retryAfter, $"{((DifyRateLimitException)failure!).RetryAfter?.TotalSeconds}");
                Assert.Equal(RateLimitKind.Concurrency, ((DifyRateLimitException)failure).Kind);
                return Task.CompletedTask;
            },
        };

    private static FaultPlay LimitedOnce(FaultCall call)
    {
        bool isStream = FaultCall.OfEvents.Contains(call);
        return new(
            call,
            FaultOutcome.Success(isStream ? FaultRun.Events.Count : 0) with { Calls = 2 },
            RetrySession.Answer(429, "too_many_requests"),
            isStream ? FaultRun.Again : WireScript.Request.Json(200, Clients.Samples.Answer, "Connection: close"));
    }

    private static FaultPlay Hidden(FaultCall call, int status, string code, FaultOutcome right)
        => new(call, right, WireScript.Request.Json(200, $$"""{"code":"{{code}}","message":"m","status":{{status}}}""", "Connection: close")
            .Fin())
        { Time = FaultTime.Instant };

    private static FaultPlay Odd(FaultCall call, WireScript script, int status)
        => new(call, FaultOutcome.Of<DifyProtocolException>(status), script) { Time = FaultTime.Instant };
}
