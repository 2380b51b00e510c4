using System;
using System.Collections.Generic;

namespace Dify.OpenApi.Documents;

/// <summary>Finds the document inside a documentation page: the fenced block that starts an OpenAPI document.</summary>
internal static class PageBlock
{
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

    private static bool HoldsDocument(string block)
    {
        if (block.TrimStart().StartsWith('{'))
        {
            return block.Contains("\"openapi\"", StringComparison.Ordinal);
        }

        return SplitKeepingEnds(block).Exists(StartsDocument);
    }

    private static bool StartsDocument(string line) =>
        line.StartsWith("openapi:", StringComparison.Ordinal)
        || line.StartsWith("\"openapi\":", StringComparison.Ordinal)
        || line.StartsWith("'openapi':", StringComparison.Ordinal)
        || line.StartsWith("swagger:", StringComparison.Ordinal);

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
}
