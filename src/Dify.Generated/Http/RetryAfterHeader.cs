using System;
using System.Globalization;
using System.Net.Http;

namespace Dify.Generated;

/// <summary>Reads <c>Retry-After</c>, seconds or a date, in the invariant culture. What makes no sense counts as absent.</summary>
internal static class RetryAfterHeader
{
    private const string Name = "Retry-After";

    public static TimeSpan? Read(HttpResponseMessage response, TimeProvider clock)
    {
        if (!response.Headers.TryGetValues(Name, out var values))
        {
            return null;
        }

        foreach (var value in values)
        {
            return Parse(value.Trim(), clock);
        }

        return null;
    }

    private static TimeSpan? Parse(string value, TimeProvider clock)
    {
        if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
        {
            // NaN fails both comparisons; a wait beyond what a TimeSpan holds is no wait that anyone meant.
            return seconds > 0 && seconds < TimeSpan.MaxValue.TotalSeconds / 2 ? TimeSpan.FromSeconds(seconds) : null;
        }

        if (DateTimeOffset.TryParseExact(value, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
        {
            var wait = date - clock.GetUtcNow();
            return wait > TimeSpan.Zero ? wait : null;
        }

        return null;
    }
}
