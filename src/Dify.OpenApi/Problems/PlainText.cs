using System;
using System.Text.RegularExpressions;

namespace Dify.OpenApi.Problems;

/// <summary>Takes Markdown's marks out of prose.</summary>
internal static partial class PlainText
{
    /// <summary>A sentence without any marks.</summary>
    public static string? Of(string? markdown) => Documentation(markdown)?.Replace("`", "", StringComparison.Ordinal).Trim();

    /// <summary>Prose for XML documentation: links become their texts, emphasis goes, lists and code marks stay.</summary>
    public static string? Documentation(string? markdown) =>
        string.IsNullOrWhiteSpace(markdown)
            ? null
            : Link().Replace(markdown, "${text}").Replace("**", "", StringComparison.Ordinal).ReplaceLineEndings("\n").Trim();

    [GeneratedRegex(@"!?\[(?<text>[^\]]*)\]\([^)]*\)", RegexOptions.CultureInvariant)]
    private static partial Regex Link();
}
