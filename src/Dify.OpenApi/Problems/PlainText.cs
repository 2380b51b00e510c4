using System.Text.RegularExpressions;

namespace Dify.OpenApi.Problems;

/// <summary>Takes Markdown's marks out of a sentence.</summary>
internal static partial class PlainText
{
    public static string? Of(string? markdown)
    {
        if (string.IsNullOrWhiteSpace(markdown))
        {
            return null;
        }

        var text = Link().Replace(markdown, "${text}");
        return text.Replace("**", "", System.StringComparison.Ordinal).Replace("`", "", System.StringComparison.Ordinal).Trim();
    }

    [GeneratedRegex(@"\[(?<text>[^\]]*)\]\([^)]*\)", RegexOptions.CultureInvariant)]
    private static partial Regex Link();
}
