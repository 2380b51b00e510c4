using System;
using System.Linq;
using System.Text.RegularExpressions;
using Dify.OpenApi.Problems;

namespace Dify.OpenApi.Writing;

/// <summary>The prose of a document without the sentences that do not fit where C# shows it.</summary>
internal static partial class FittingProse
{
    /// <summary>Prose of a parameter: the client itself writes values into addresses, and nobody else has to.</summary>
    /// <returns>What is left; null for nothing.</returns>
    public static string? OfParameter(string? markdown) => Without(markdown, Encoding());

    /// <summary>Prose of an answer that an operation gives in two ways, of which a method gives one.</summary>
    /// <returns>What holds for either; empty if nothing does.</returns>
    public static string OfHalf(string? markdown) => Without(markdown, Mode()) ?? string.Empty;

    private static string? Without(string? markdown, Regex unfitting)
    {
        var sentences = Sentence().Matches(PlainText.Documentation(markdown) ?? string.Empty).Select(static match => match.Value);
        var left = string.Concat(sentences.Where(sentence => !unfitting.IsMatch(sentence))).Trim();
        return left.Length > 0 ? left : null;
    }

    [GeneratedRegex(
        @"(?:percent|URL)[- ]?encod|(?:パーセント|URL) ?エンコード|(?:百分号|URL) ?编码", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Encoding();

    [GeneratedRegex("`(?:blocking|streaming)`", RegexOptions.CultureInvariant)]
    private static partial Regex Mode();

    // With the space behind it, so that what is left is as it was.
    [GeneratedRegex(@".+?(?:。|[.](?=\s|$)|$)\s*", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Sentence();
}
