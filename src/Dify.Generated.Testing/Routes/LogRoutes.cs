using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>The log of runs, newest first, with filters and pages.</summary>
internal sealed class LogRoutes(DifyApp app)
{
    private const int LastPage = 99_999;
    private const int LargestPage = 100;

    public IEnumerable<Route> All => [Route.Get("/workflows/logs", Logs)];

    private Reply Logs(RouteRequest request)
    {
        if (request.Query("status") is { } status && status is not ("succeeded" or "failed" or "stopped"))
        {
            return Problem.InvalidParameter("status: it must be one of succeeded, failed, stopped.");
        }

        if (request.Query("created_by_account") is { } account)
        {
            return Problem.InvalidParameter($"created_by_account: there is no account '{account}'.");
        }

        if (!TryNumber(request, "page", 1, LastPage, out int page) || !TryNumber(request, "limit", 20, LargestPage, out int limit))
        {
            return Problem.InvalidParameter($"page must be a number from 1 to {LastPage}, limit one from 1 to {LargestPage}.");
        }

        if (!TryDate(request, "created_at__before", out DateTimeOffset? before) || !TryDate(request, "created_at__after", out DateTimeOffset? after))
        {
            return Problem.InvalidParameter("created_at__before and created_at__after must be dates in ISO 8601.");
        }

        List<TestRun> found =
        [
            .. app.Runs.Snapshot().Reverse().Where(run => (request.Query("status") is not { } wanted || run.Status == wanted)
                && (before is null || run.CreatedAt <= before)
                && (after is null || run.CreatedAt >= after)
                && (request.Query("created_by_end_user_session_id") is not { } session || run.User == session)
                && (request.Query("keyword") is not { } keyword || Contains(run, keyword))),
        ];
        return ContentReply.Json(200, new JObject
        {
            ["page"] = page,
            ["limit"] = limit,
            ["total"] = found.Count,
            ["has_more"] = found.Count > (long)page * limit,
            ["data"] = new JArray(found.Skip((int)Math.Min((page - 1L) * limit, int.MaxValue)).Take(limit).Select(Entry)),
        });
    }

    private static bool Contains(TestRun run, string keyword) =>
        new[] { run.InputsJson, JsonText.Compact(run.Outputs), run.User }.Any(text => text.Contains(keyword, StringComparison.OrdinalIgnoreCase));

    private static bool TryNumber(RouteRequest request, string name, int otherwise, int largest, out int number)
    {
        number = otherwise;
        return request.Query(name) is not { } text
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1 && number <= largest);
    }

    private static bool TryDate(RouteRequest request, string name, out DateTimeOffset? date)
    {
        date = null;
        if (request.Query(name) is { } text)
        {
            if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset parsed))
            {
                return false;
            }

            date = parsed;
        }

        return true;
    }

    private static JObject Entry(TestRun run) => new()
    {
        ["id"] = run.LogId,
        ["workflow_run"] = new JObject
        {
            ["id"] = run.RunId,
            ["version"] = run.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
            ["status"] = run.Status,
            ["triggered_from"] = "app-run",
            ["error"] = run.Error,
            ["elapsed_time"] = run.ElapsedSeconds,
            ["total_tokens"] = run.TotalTokens,
            ["total_steps"] = run.TotalSteps,
            ["created_at"] = run.CreatedAt.ToUnixTimeSeconds(),
            ["finished_at"] = run.FinishedAt?.ToUnixTimeSeconds(),
            ["exceptions_count"] = run.ExceptionsCount,
        },
        ["details"] = null,
        ["created_from"] = "service-api",
        ["created_by_role"] = "end_user",
        ["created_by_account"] = null,
        ["created_by_end_user"] = new JObject
        {
            ["id"] = run.EndUser.Id,
            ["type"] = EndUser.ApiType,
            ["is_anonymous"] = false,
            ["session_id"] = run.User,
        },
        ["created_at"] = run.CreatedAt.ToUnixTimeSeconds(),
    };
}
