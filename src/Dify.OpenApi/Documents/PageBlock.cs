using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace Dify.OpenApi.Documents;

/// <summary>Finds the document inside a documentation page: the fenced block that starts an OpenAPI document.</summary>
internal static partial class PageBlock
{
    private static readonly string[] Extensions = [".md", ".mdx", ".markdown"];

    /// <summary>Whether a file is a page by its name, though its text is no document.</summary>
    public static bool IsPage(string file, string text) =>
        Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase) && !HoldsDocument(text);

    /// <summary>The block's text and the line (from one) on which it starts; nothing when the text is no page.</summary>
    public static (string Text, int FirstLine)? Find(string text)
    {
        var lines = SplitKeepingEnds(text);
        for (var index = 0; index < lines.Count; index++)
        {
            if (FenceOf(lines[index]) is not { } fence)
            {
                if (StartsDocument(lines[index]))
                {
                    return null;
                }

                continue;
            }

            var end = index + 1;
            while (end < lines.Count && !Closes(lines[end], fence))
            {
                end++;
            }

            var block = string.Concat(lines.GetRange(index + 1, end - index - 1));
            if (HoldsDocument(block))
            {
                return (block, index + 2);
            }

            index = end;
        }

        return null;
    }

    /// <summary>Whether a text starts an OpenAPI document somewhere.</summary>
    public static bool HoldsDocument(string block) =>
        block.AsSpan().TrimStart().StartsWith("{")
            ? block.Contains("openapi", StringComparison.Ordinal)
            : SplitKeepingEnds(block).Exists(StartsDocument);

    private static bool StartsDocument(string line) => VersionLine().IsMatch(line);

    private static string? FenceOf(string line)
    {
        var length = FenceLength(line);
        return length >= 3 ? line[..length] : null;
    }

    private static bool Closes(string line, string fence) =>
        FenceLength(line) >= fence.Length && line[0] == fence[0] && line[FenceLength(line)..].Trim().Length == 0;

    private static int FenceLength(string line)
    {
        if (line.Length == 0 || line[0] is not ('`' or '~'))
        {
            return 0;
        }

        var length = 1;
        while (length < line.Length && line[length] == line[0])
        {
            length++;
        }

        return length;
    }

    private static List<string> SplitKeepingEnds(string text)
    {
        var lines = new List<string>();
        var start = 0;
        while (start < text.Length)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            lines.Add(text[start..end]);
            start = end;
        }

        return lines;
    }

    // Without a version behind it the word heads something else, such as a page's matter that names its operation.
    [GeneratedRegex("""^(?:openapi|"openapi"|'openapi'|swagger)[ \t]*:[ \t]*['"]?[0-9]""", RegexOptions.CultureInvariant)]
    private static partial Regex VersionLine();
}
