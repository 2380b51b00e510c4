using System.Collections.Generic;
using System.Linq;

namespace Dify.OpenApi.Layout;

/// <summary>Breaks a line of generated C# that is too long: before an arrow, into an argument a line, or before the base types.</summary>
internal static class LongLine
{
    /// <summary>The most characters of a line.</summary>
    public const int Most = 140;

    private const string Deeper = "    ";
    private const string Arrow = " => ";
    private const string Bases = " : ";

    public static IEnumerable<string> Break(string line)
    {
        if (line.Length <= Most)
        {
            return [line];
        }

        var indent = line[..^line.TrimStart().Length];
        if (Arrows(line) is { } arrow)
        {
            return [.. Break(line[..arrow]), .. Break($"{indent}{Deeper}{line[(arrow + 1)..]}")];
        }

        if (Arguments(line) is null && line.IndexOf(Bases, System.StringComparison.Ordinal) is > 0 and var bases)
        {
            return [line[..bases], $"{indent}{Deeper}{line[(bases + 1)..]}"];
        }

        return Arguments(line) is { } list
            ? [line[..list[0]],
                .. list.Zip(list.Skip(1), (start, end) => Break($"{indent}{Deeper}{line[start..end].Trim()}"))
                    .SkipLast(1)
                    .SelectMany(part => part),
                .. Break($"{indent}{Deeper}{line[list[^2]..].Trim()}")]
            : [line];
    }

    /// <summary>Where the first arrow is that stands in no bracket, and not at the start already.</summary>
    private static int? Arrows(string line)
    {
        var start = line.Length - line.TrimStart().Length;
        foreach (var (index, depth) in Depths(line))
        {
            if (depth == 0 && index >= start && string.CompareOrdinal(line, index, Arrow, 0, Arrow.Length) == 0)
            {
                return index;
            }
        }

        return null;
    }

    /// <summary>Where the arguments start, and where the last one ends, of the outermost brackets that hold most; null if there are
    /// none.</summary>
    private static List<int>? Arguments(string line)
    {
        List<int>? longest = null;
        List<int>? current = null;
        foreach (var (index, depth) in Depths(line))
        {
            switch (line[index])
            {
                case '(' when depth == 0:
                    current = [index + 1];
                    break;
                case ',' when depth == 1 && current is not null:
                    current.Add(index + 1);
                    break;
                case ')' when depth == 1 && current is not null:
                    current.Add(index);
                    longest = longest is null || current[^1] - current[0] > longest[^1] - longest[0] ? current : longest;
                    current = null;
                    break;
            }
        }

        return longest is null || longest[^1] == longest[0] ? null : longest;
    }

    /// <summary>The characters that stand in no literal, each with the number of brackets around it; those of types are brackets
    /// too.</summary>
    private static IEnumerable<(int Index, int Depth)> Depths(string line)
    {
        var depth = 0;
        var isText = false;
        for (var index = 0; index < line.Length; index++)
        {
            var character = line[index];
            if (isText)
            {
                index += character == '\\' ? 1 : 0;
                isText = character != '"';
                continue;
            }

            isText = character == '"';
            var closes = character is ')' or ']' or '}' || (character == '>' && line[index - 1] != '=');
            yield return (index, depth);
            var opens = character is '(' or '[' or '{' || (character == '<' && index > 0 && char.IsLetterOrDigit(line[index - 1]));
            depth += opens ? 1 : closes && depth > 0 ? -1 : 0;
        }
    }
}
