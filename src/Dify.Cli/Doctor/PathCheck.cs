using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using Dify.Cli.Localization;
using Newtonsoft.Json.Linq;

namespace Dify.Cli.Doctor;

/// <summary>What stands between client and server, and whether their clocks agree, by the headers of the answers.</summary>
internal static class PathCheck
{
    private static readonly TimeSpan LargestDifference = TimeSpan.FromSeconds(30);

    private static readonly string[] HeadersOfProxies = ["Via", "Server", "X-Cache", "CF-RAY", "X-Served-By", "X-Amz-Cf-Id", "X-Azure-Ref"];

    public static IEnumerable<Finding> Check(Exchange first, Exchange last)
    {
        yield return ClockOf(first);
        var hasProblem = false;
        foreach (var problem in Problems(last))
        {
            hasProblem = true;
            yield return problem;
        }

        var seen = HeadersOfProxies.Where(name => last.Header(name) is not null).Select(name => $"{name}: {last.Header(name)}").ToList();
        if (seen.Count > 0)
        {
            var text = CliText.Format("DoctorProxySeen", string.Join(CliText.Get("DetailSeparator"), seen));
            yield return Finding.Note(Checks.Proxy, text) with { Facts = new JObject { ["headers"] = new JArray(seen) } };
        }
        else if (!hasProblem)
        {
            yield return Finding.Ok(Checks.Proxy, CliText.Get("DoctorNoProxy"));
        }
    }

    private static Finding ClockOf(Exchange exchange)
    {
        if (exchange.ClockDifference is not { } difference)
        {
            return Finding.Unchecked(Checks.Clock, CliText.Format("DoctorHeaderMissing", "Date"));
        }

        var seconds = Math.Round(difference.TotalSeconds);
        var text = CliText.Format("DoctorClock", seconds.ToString("+0;-0;0", CultureInfo.CurrentCulture));
        var facts = new JObject { ["seconds"] = seconds };
        return difference.Duration() > LargestDifference
            ? Finding.Warning(Checks.Clock, text, CliText.Get("DoctorClockRemedy")) with { Facts = facts }
            : Finding.Ok(Checks.Clock, text) with { Facts = facts };
    }

    private static IEnumerable<Finding> Problems(Exchange exchange)
    {
        if (exchange.Header("Content-Encoding") is { } encoding)
        {
            yield return Finding.Error(Checks.Proxy, CliText.Format("DoctorCompressed", encoding), CliText.Get("DoctorCompressedRemedy"));
        }

        if (exchange.Header("Age") is { } age)
        {
            yield return Finding.Warning(Checks.Proxy, CliText.Format("DoctorCached", age), CliText.Get("DoctorCachedRemedy"));
        }

        if (exchange.HttpVersion < HttpVersion.Version11)
        {
            var text = CliText.Format("DoctorOldHttp", exchange.HttpVersion);
            yield return Finding.Warning(Checks.Proxy, text, CliText.Get("DoctorOldHttpRemedy"));
        }
    }
}
