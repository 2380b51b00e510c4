using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Dify.OpenApi.Snippets;

/// <summary>The regions of a source file by their names, without the indentation that they share.</summary>
internal static class SnippetSource
{
    private const string Start = "#region ";
    private const string End = "#endregion";

    public static IReadOnlyDictionary<string, string> Read(string path)
    {
        var snippets = new Dictionary<string, string>(StringComparer.Ordinal);
        string? name = null;
        var lines = new List<string>();
        foreach (var line in File.ReadAllLines(path))
        {
            var text = line.Trim();
            if (text.StartsWith(Start, StringComparison.Ordinal))
            {
                name = text[Start.Length..].Trim();
                lines.Clear();
            }
            else if (text == End && name is not null)
            {
                snippets.Add(name, string.Concat(Outdented(lines)));
                name = null;
            }
            else if (name is not null)
            {
                lines.Add(line.TrimEnd());
            }
        }

        return snippets;
    }

    private static IEnumerable<string> Outdented(List<string> lines)
    {
        var indentation = lines.Where(line => line.Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty(0).Min();
        return lines.Select(line => (line.Length > 0 ? line[indentation..] : line) + "\n");
    }
}
