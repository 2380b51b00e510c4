using System;
using System.Globalization;
using System.Net.Http;

namespace Dify.Generated;

/// <summary>
/// Reads <c>Retry-After</c>, seconds or a date, or what some gateways send beside it, <c>retry-after-ms</c>, in the invariant culture. What
/// makes no sense counts as absent.
/// </summary>
internal static class RetryAfterHeader
{
    private const string Name = "Retry-After";
    private const string NameOfMilliseconds = "retry-after-ms";

    private const double ShortestWait = 0.001;

    // The one form that is written today, and the two that readers still have to know (RFC 9110, section 5.6.7).
    private static readonly string[] DateForms = ["r", "dddd, dd-MMM-yy HH:mm:ss 'GMT'", "ddd MMM d HH:mm:ss yyyy"];

    public static TimeSpan? Read(HttpResponseMessage response, TimeProvider clock)
        => Number(Value(response, NameOfMilliseconds)) is { } milliseconds && Wait(milliseconds / 1000) is { } exact
            ? exact
            : Parse(Value(response, Name), clock);

    private static string? Value(HttpResponseMessage response, string name)
    {
        if (response.Headers.TryGetValues(name, out var values))
        {
            foreach (var value in values)
            {
                return value.Trim();
            }
        }

        return null;
    }

    private static double? Number(string? value)
        => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    // NaN fails both comparisons; a wait beyond what a TimeSpan holds is no wait that anyone meant.
    private static TimeSpan? Wait(double seconds)
        => seconds >= ShortestWait && seconds < TimeSpan.MaxValue.TotalSeconds / 2 ? TimeSpan.FromSeconds(seconds) : null;

    private static TimeSpan? Parse(string? value, TimeProvider clock)
    {
        if (Number(value) is { } seconds)
        {
            return Wait(seconds);
        }

        if (DateTimeOffset.TryParseExact(
            value, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowInnerWhite, out var date))
        {
            var wait = date - clock.GetUtcNow();
            return wait > TimeSpan.Zero ? wait : null;
        }

        return null;
    }
}
