using System;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Dify.Cli.Output;

/// <summary>Makes foreign text safe to show: a server, or a model behind it, must not steer the reader's terminal.</summary>
internal static class PlainText
{
    private const int LongestLine = 500;

    /// <summary>The text without control characters other than line breaks and tabs.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!IsHidden(c))
            {
                clean.Append(c);
            }
            else if (c != '\r')
            {
                clean.Append('\uFFFD');
            }
        }

        return clean.ToString();
    }

    /// <summary>JSON in which control characters, which only texts can hold, are escaped: JSON itself lets the ones that begin terminal
    /// sequences of one byte through.</summary>
    public static string Escape(string json)
    {
        if (!json.Any(IsHidden))
        {
            return json;
        }

        var escaped = new StringBuilder(json.Length);
        foreach (var c in json)
        {
            _ = IsHidden(c) ? escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : escaped.Append(c);
        }

        return escaped.ToString();
    }

    /// <summary>The text as one line of bearable length.</summary>
    public static string OneLine(string text)
    {
        var line = string.Join(' ', Clean(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestLine
            ? line
            : string.Concat(line.AsSpan(0, char.IsHighSurrogate(line[LongestLine - 1]) ? LongestLine - 1 : LongestLine), "…");
    }

    private static bool IsHidden(char c) => c is not ('\n' or '\t') && char.IsControl(c);
}
