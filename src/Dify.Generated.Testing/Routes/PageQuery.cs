using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>Which part of a list a request asks for.</summary>
internal readonly record struct PageQuery(int Page, int Limit)
{
    private const int UsualLimit = 20;

    /// <summary>What the query says, or the refusal of it. An empty value counts as absent.</summary>
    public static ContentReply? Read(RouteRequest request, int largest, out PageQuery query, int lastPage = int.MaxValue)
    {
        query = default;
        if (!TryNumber(request, "page", 1, lastPage, out int page) || !TryNumber(request, "limit", UsualLimit, largest, out int limit))
        {
            return Problem.InvalidParameter($"page must be a number from 1 to {lastPage}, limit one from 1 to {largest}.");
        }

        query = new PageQuery(page, limit);
        return null;
    }

    /// <summary>The entries of the page.</summary>
    public IReadOnlyList<T> Of<T>(IEnumerable<T> all)
    {
        long skipped = (Page - 1L) * Limit;
        return [.. all.Skip((int)System.Math.Min(skipped, int.MaxValue)).Take(Limit)];
    }

    /// <summary>
    /// A page as knowledge bases and annotations answer it: there is more as soon as the page is full, also where it ends with the list.
    /// </summary>
    public JObject ToJson<T>(IReadOnlyList<T> all, System.Func<T, JToken> json)
    {
        IReadOnlyList<T> page = Of(all);
        return new JObject
        {
            ["data"] = new JArray(page.Select(json)),
            ["has_more"] = page.Count == Limit,
            ["limit"] = Limit,
            ["total"] = all.Count,
            ["page"] = Page,
        };
    }

    private static bool TryNumber(RouteRequest request, string name, int otherwise, int largest, out int number)
    {
        number = otherwise;
        return request.Query(name) is not { Length: > 0 } text
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1 && number <= largest);
    }
}
