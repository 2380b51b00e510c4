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
    private const int LongestKeyword = 30;

    // A workflow's version is when it was published.
    private readonly string version = app.Time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    public IEnumerable<Route> All => [Route.Get("/workflows/logs", Logs)];

    private Reply Logs(RouteRequest request)
    {
        if (Filter(request, "status") is { } status && status is not ("succeeded" or "failed" or "stopped"))
        {
            return Problem.InvalidParameter("status: it must be one of succeeded, failed, stopped.");
        }

        if (Filter(request, "created_by_account") is { } account)
        {
            return Problem.InvalidParameter($"Account not found: {account}");
        }

        if (!TryNumber(request, "page", 1, LastPage, out int page) || !TryNumber(request, "limit", 20, LargestPage, out int limit))
        {
            return Problem.InvalidParameter($"page must be a number from 1 to {LastPage}, limit one from 1 to {LargestPage}.");
        }

        if (!TryDate(request, "created_at__before", out DateTimeOffset? before)
            || !TryDate(request, "created_at__after", out DateTimeOffset? after))
        {
            return Problem.InvalidParameter("created_at__before and created_at__after must be dates in ISO 8601.");
        }

        List<TestRun> found =
        [
            .. Sorted(page).Where(run => (Filter(request, "status") is not { } wanted || run.Status == wanted)
                && (before is null || run.CreatedAt <= before)
                && (after is null || run.CreatedAt >= after)
                && (Filter(request, "created_by_end_user_session_id") is not { } session || run.User == session)
                && (Filter(request, "keyword") is not { } keyword || Contains(run, keyword))),
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

    // An empty value counts as absent.
    private static string? Filter(RouteRequest request, string name) => request.Query(name) is { Length: > 0 } value ? value : null;

    // The server sorts by whole seconds and leaves the order within one to chance, which need not fall the same way for two pages.
    private IEnumerable<TestRun> Sorted(int page)
    {
        bool turnsSeconds = app.Options.LogPagesOverlap && page % 2 == 0;
        IEnumerable<TestRun> runs = turnsSeconds ? app.Runs.Snapshot() : app.Runs.Snapshot().Reverse();
        return runs.OrderByDescending(run => run.CreatedAt.ToUnixTimeSeconds());
    }

    // The search goes through JSON in which everything but ASCII is escaped, so that such a keyword is found nowhere.
    private static bool Contains(TestRun run, string keyword)
    {
        string part = keyword[..Math.Min(keyword.Length, LongestKeyword)];
        return (Guid.TryParse(keyword, out Guid id) && run.RunId == id.ToString())
            || new[] { JsonText.Spaced(run.RecordedInputs()), JsonText.Spaced(run.Outputs), run.User }
                .Any(text => text.Contains(part, StringComparison.OrdinalIgnoreCase));
    }

    private static bool TryNumber(RouteRequest request, string name, int otherwise, int largest, out int number)
    {
        number = otherwise;
        return Filter(request, name) is not { } text
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1 && number <= largest);
    }

    private static bool TryDate(RouteRequest request, string name, out DateTimeOffset? date)
    {
        date = null;
        if (Filter(request, name) is { } text)
        {
            if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset parsed))
            {
                return false;
            }

            date = parsed;
        }

        return true;
    }

    private JObject Entry(TestRun run) => new()
    {
        ["id"] = run.LogId,
        ["workflow_run"] = new JObject
        {
            ["id"] = run.RunId,
            ["version"] = version,
            ["status"] = run.Status,
            ["triggered_from"] = "app-run",
            ["error"] = run.Error,
            ["elapsed_time"] = run.ElapsedSeconds,
            ["total_tokens"] = run.TotalTokens,
            ["total_steps"] = run.RecordedSteps,
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
