using System;
using System.Globalization;
using System.Net.Http;

namespace Dify.Generated;

/// <summary>Reads <c>Retry-After</c>, seconds or a date, in the invariant culture. What makes no sense counts as absent.</summary>
internal static class RetryAfterHeader
{
    private const string Name = "Retry-After";

    private const double ShortestWait = 0.001;

    // The one form that is written today, and the two that readers still have to know (RFC 9110, section 5.6.7).
    private static readonly string[] DateForms = ["r", "dddd, dd-MMM-yy HH:mm:ss 'GMT'", "ddd MMM d HH:mm:ss yyyy"];

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
            return seconds >= ShortestWait && seconds < TimeSpan.MaxValue.TotalSeconds / 2 ? TimeSpan.FromSeconds(seconds) : null;
        }

        if (DateTimeOffset.TryParseExact(value, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowInnerWhite, out var date))
        {
            var wait = date - clock.GetUtcNow();
            return wait > TimeSpan.Zero ? wait : null;
        }

        return null;
    }
}
