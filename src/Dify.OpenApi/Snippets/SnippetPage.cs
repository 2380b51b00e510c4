using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace Dify.OpenApi.Snippets;

/// <summary>A page of Markdown whose code blocks behind <c>&lt;!-- snippet: name --&gt;</c> are copies of programs.</summary>
internal static class SnippetPage
{
    private const string Marker = "<!-- snippet: ";
    private const string MarkerEnd = " -->";
    private const string Fence = "```";

    /// <summary>The page with each marked block filled anew.</summary>
    /// <exception cref="IOException">A marker names no snippet, or no block follows it.</exception>
    public static string Fill(string path, string page, IReadOnlyDictionary<string, string> snippets)
    {
        var result = new StringBuilder(page.Length);
        using var lines = new StringReader(page);
        var number = 0;
        while (lines.ReadLine() is { } line)
        {
            number++;
            result.Append(line).Append('\n');
            if (!line.StartsWith(Marker, StringComparison.Ordinal) || !line.EndsWith(MarkerEnd, StringComparison.Ordinal))
            {
                continue;
            }

            var name = line[Marker.Length..^MarkerEnd.Length];
            if (!snippets.TryGetValue(name, out var code))
            {
                throw new IOException($"{path}({number}): there is no snippet '{name}'. There are: {string.Join(", ", snippets.Keys)}.");
            }

            result.Append(Fence).Append("csharp\n").Append(code).Append(Fence).Append('\n');
            if (lines.ReadLine()?.StartsWith(Fence, StringComparison.Ordinal) != true)
            {
                throw new IOException($"{path}({number + 1}): a code block has to follow the snippet's marker.");
            }

            number++;
            string? old;
            while ((old = lines.ReadLine()) is not null && old != Fence)
            {
                number++;
            }

            number++;
        }

        return result.ToString();
    }
}
