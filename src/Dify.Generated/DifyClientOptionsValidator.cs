using System;
using System.Collections.Generic;

namespace Dify.Generated;

/// <summary>Finds what is wrong with options. Each message names the option and the remedy; none repeats a value.</summary>
internal static class DifyClientOptionsValidator
{
    // What every timer takes: its milliseconds have to fit an int.
    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(24);

    // A body lies in one array while it is read, and its characters in another.
    private const long LargestBody = 1L << 30;

    /// <summary>Throws at the first thing that is wrong.</summary>
    public static void ThrowIfInvalid(DifyClientOptions options, string parameterName)
    {
        foreach (var problem in Problems(options))
        {
            throw new ArgumentException(problem, parameterName);
        }
    }

    public static IEnumerable<string> Problems(DifyClientOptions options)
    {
        if (options.ApiKeyProvider is null)
        {
            if (string.IsNullOrEmpty(options.ApiKey))
            {
                yield return ClientText.Format(
                    "ApiKeyMissing",
                    nameof(DifyClientOptions),
                    nameof(options.ApiKey),
                    nameof(options.ApiKeyProvider),
                    DifyEnvironment.KeyName);
            }
            else if (!IsKey(options.ApiKey!))
            {
                yield return ClientText.Format("ApiKeyInvalid", nameof(options.ApiKey));
            }
            else if (KindProblem(options.ApiKey!, options.Kind, nameof(options.ApiKey)) is { } kindProblem)
            {
                yield return kindProblem;
            }
        }

        if (options.AppId is { } appId && !IsKey(appId))
        {
            yield return ClientText.Format("AppIdInvalid", nameof(options.AppId));
        }

        foreach (var header in options.Headers)
        {
            if (ExtraHeader.Problem(header.Key, header.Value, nameof(options.Headers)) is { } headerProblem)
            {
                yield return headerProblem;
            }
        }

        if (AddressProblem(options) is { } addressProblem)
        {
            yield return addressProblem;
        }

        foreach (var (name, value, mayBeInfinite) in Times(options))
        {
            if (!(mayBeInfinite && value == System.Threading.Timeout.InfiniteTimeSpan) && TimeProblem(name, value) is { } timeProblem)
            {
                yield return timeProblem;
            }
        }

        foreach (var (name, value, largest) in Sizes(options))
        {
            if (value <= 0)
            {
                yield return ClientText.Format("MustBePositive", name);
            }
            else if (value > largest)
            {
                yield return ClientText.Format("MustNotBeMore", name, largest);
            }
        }

        if (options.Retry is null)
        {
            yield return ClientText.Format("MustBeSet", nameof(options.Retry));
        }

        if (options.Retry is { MaxRetries: < 0 })
        {
            yield return ClientText.Format("MustNotBeNegative", "Retry.MaxRetries");
        }

        if (options.Retry is { Budget: < 0 })
        {
            yield return ClientText.Format("MustNotBeNegative", "Retry.Budget");
        }

        if (options.TimeProvider is null)
        {
            yield return ClientText.Format("MustBeSet", nameof(options.TimeProvider));
        }
    }

    /// <summary>What is wrong with the longest time that something may take; null if nothing is.</summary>
    public static string? TimeProblem(string name, TimeSpan value)
        => value <= TimeSpan.Zero ? ClientText.Format("MustBePositive", name)
            : value > LongestTime ? ClientText.Format("MustNotBeMore", name, LongestTime)
            : null;

    /// <summary>What is wrong with a key that says of itself that it opens something else; null if it does not say so.</summary>
    public static string? KindProblem(string key, KeyKind kind, string name) => kind switch
    {
        KeyKind.App when key.StartsWith("dataset-", StringComparison.Ordinal) => ClientText.Format("ApiKeyOfKnowledge", name),
        KeyKind.Knowledge when key.StartsWith("app-", StringComparison.Ordinal) => ClientText.Format("ApiKeyOfApp", name),
        _ => null,
    };

    /// <summary>Whether a text can stand behind "Bearer " in a header as it is.</summary>
    public static bool IsKey(string key)
    {
        foreach (var c in key)
        {
            if (c is <= ' ' or > '~')
            {
                return false;
            }
        }

        return key.Length > 0;
    }

    private static string? AddressProblem(DifyClientOptions options)
    {
        var address = options.BaseAddress;
        const string Name = nameof(DifyClientOptions.BaseAddress);
        if (address is null || !address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
        {
            return ClientText.Format("BaseAddressRelative", Name);
        }

        if (address.UserInfo.Length > 0 || address.AbsoluteUri.IndexOfAny(['?', '#']) >= 0)
        {
            return ClientText.Format("BaseAddressExtra", Name);
        }

        return address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback && !options.AllowInsecureHttp
            ? ClientText.Format("BaseAddressInsecure", Name, nameof(options.AllowInsecureHttp))
            : null;
    }

    private static IEnumerable<(string Name, TimeSpan Value, bool MayBeInfinite)> Times(DifyClientOptions options) =>
    [
        (nameof(options.Timeout), options.Timeout, true),
        (nameof(options.IdleTimeout), options.IdleTimeout, true),
        .. options.Retry is { } retry
            ? new[]
            {
                ("Retry.BaseDelay", retry.BaseDelay, false),
                ("Retry.MaxDelay", retry.MaxDelay, false),
                ("Retry.MaxRetryAfter", retry.MaxRetryAfter, false),
            }
            : [],
    ];

    private static IEnumerable<(string Name, long Value, long Largest)> Sizes(DifyClientOptions options) =>
    [
        (nameof(options.MaxResponseBytes), options.MaxResponseBytes, LargestBody),
        (nameof(options.MaxErrorBytes), options.MaxErrorBytes, LargestBody),
        (nameof(options.MaxEventBytes), options.MaxEventBytes, LargestBody),
    ];
}
