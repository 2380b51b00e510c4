using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Dify.Generated;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// Takes options from configuration, member by member, and refuses what it does not know: a name with a typing error would else leave a
/// client at Dify's cloud with the key of another server.
/// The general binder would use reflection, which trimming breaks, and one more package below netstandard2.0.
/// </summary>
internal sealed class DifyClientOptionsSection(string clientName, IConfiguration section)
{
    private const string Headers = nameof(DifyClientOptions.Headers);
    private const string Infinite = nameof(System.Threading.Timeout.Infinite);

    private static readonly ConfiguredOption[] Known =
    [
        new(nameof(DifyClientOptions.ApiKey), nameof(String), static (options, text) => options.ApiKey = text),
        new(nameof(DifyClientOptions.AppId), nameof(String), static (options, text) => options.AppId = text),
        new(nameof(DifyClientOptions.BaseAddress), nameof(Uri), static (options, text)
            => options.BaseAddress = new Uri(text, UriKind.RelativeOrAbsolute)),
        new(nameof(DifyClientOptions.AllowInsecureHttp), nameof(Boolean), static (options, text)
            => options.AllowInsecureHttp = bool.Parse(text)),
        new(nameof(DifyClientOptions.Timeout), nameof(TimeSpan), static (options, text) => options.Timeout = Time(text)),
        new(nameof(DifyClientOptions.IdleTimeout), nameof(TimeSpan), static (options, text) => options.IdleTimeout = Time(text)),
        new(nameof(DifyClientOptions.MaxResponseBytes), nameof(Int64), static (options, text) => options.MaxResponseBytes = Long(text)),
        new(nameof(DifyClientOptions.MaxErrorBytes), nameof(Int32), static (options, text) => options.MaxErrorBytes = Int(text)),
        new(nameof(DifyClientOptions.MaxEventBytes), nameof(Int64), static (options, text) => options.MaxEventBytes = Long(text)),
        new(nameof(DifyClientOptions.CheckInputs), nameof(Boolean), static (options, text) => options.CheckInputs = bool.Parse(text)),
        new(nameof(DifyClientOptions.ExpectContinue), nameof(Boolean), static (options, text)
            => options.ExpectContinue = bool.Parse(text)),
        new("Retry:" + nameof(DifyRetryOptions.MaxRetries), nameof(Int32), static (options, text) => options.Retry.MaxRetries = Int(text)),
        new("Retry:" + nameof(DifyRetryOptions.BaseDelay), nameof(TimeSpan), static (options, text)
            => options.Retry.BaseDelay = Time(text)),
        new("Retry:" + nameof(DifyRetryOptions.MaxDelay), nameof(TimeSpan), static (options, text) => options.Retry.MaxDelay = Time(text)),
        new("Retry:" + nameof(DifyRetryOptions.MaxRetryAfter), nameof(TimeSpan), static (options, text)
            => options.Retry.MaxRetryAfter = Time(text)),
        new("Retry:" + nameof(DifyRetryOptions.Budget), nameof(Int32), static (options, text) => options.Retry.Budget = Int(text)),
        new("Retry:" + nameof(DifyRetryOptions.RepeatUnsafeCalls), nameof(Boolean), static (options, text)
            => options.Retry.RepeatUnsafeCalls = bool.Parse(text)),
    ];

    private static readonly string[] Sections = [nameof(DifyClientOptions.Retry), Headers];

    /// <summary>The names of all options, those of an inner section behind a colon.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Known.Select(static option => option.Name), Headers];

    public void Apply(DifyClientOptions options)
    {
        var problems = new List<string>();
        foreach (var option in Known)
        {
            if (section[option.Name] is { Length: > 0 } text && Problem(option, options, text) is { } problem)
            {
                problems.Add(problem);
            }
        }

        foreach (var header in section.GetSection(Headers).GetChildren())
        {
            options.Headers[header.Key] = header.Value ?? string.Empty;
        }

        // The root of a configuration holds everything that a program is told, the environment among it.
        if (section is IConfigurationSection)
        {
            problems.AddRange(Unknown(section, within: string.Empty));
        }

        if (problems.Count > 0)
        {
            throw new OptionsValidationException(
                clientName, typeof(DifyClientOptions),
                    problems.Select(problem => clientName.Length == 0 ? problem : $"{clientName}: {problem}"));
        }
    }

    private string? Problem(ConfiguredOption option, DifyClientOptions options, string text)
    {
        try
        {
            option.Set(options, text);
            return null;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            var isNumber = option.Kind == nameof(TimeSpan)
                && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
            return ClientText.Format(isNumber ? "ConfigurationTimeIsNumber" : "ConfigurationUnreadable", PathOf(option.Name), option.Kind);
        }
    }

    private IEnumerable<string> Unknown(IConfiguration parent, string within)
    {
        foreach (var child in parent.GetChildren())
        {
            var name = within + child.Key;
            var inner = name + ":";
            if (Names.Any(known => known.StartsWith(inner, StringComparison.OrdinalIgnoreCase)))
            {
                foreach (var problem in Unknown(child, inner))
                {
                    yield return problem;
                }
            }
            else if (!Names.Contains(name, StringComparer.OrdinalIgnoreCase) && !IsOfAnotherClient(child))
            {
                var candidates = child.Value is null ? Sections : Names;
                var options = string.Join(", ", Names);
                yield return NearestName.Of(name, candidates) is { } nearest
                    ? ClientText.Format("ConfigurationUnknown", PathOf(name), nearest, options)
                    : ClientText.Format("ConfigurationUnlike", PathOf(name), options);
            }
        }
    }

    // The section of the one client may hold those of named ones: Dify:Translator beside Dify:ApiKey.
    private static bool IsOfAnotherClient(IConfigurationSection child)
        => child.Value is null && child.GetChildren().Any(static option => Names.Contains(option.Key, StringComparer.OrdinalIgnoreCase));

    private string PathOf(string name) => section is IConfigurationSection { Path: var place } ? $"{place}:{name}" : name;

    private static int Int(string text) => int.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture);

    private static long Long(string text) => long.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture);

    // A number alone is one of days to the platform, which nobody means who writes 30.
    private static TimeSpan Time(string text)
        => string.Equals(text, Infinite, StringComparison.OrdinalIgnoreCase) ? System.Threading.Timeout.InfiniteTimeSpan
            : text.IndexOf(':') >= 0 ? TimeSpan.Parse(text, CultureInfo.InvariantCulture)
            : throw new FormatException();

    private sealed record ConfiguredOption(string Name, string Kind, Action<DifyClientOptions, string> Set);
}
