using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Dify.OpenApi.Layout;

/// <summary>Writes types by their names alone in one file of generated C#, and says which namespaces that takes.</summary>
/// <remarks>Only types whose names no generated type can have, and which stand where no member of the same name could be meant.</remarks>
internal sealed partial class ShortNames
{
    private readonly SortedSet<string> namespaces = new(StringComparer.Ordinal);

    /// <summary>The directives that the lines need that were shortened, System first.</summary>
    public IEnumerable<string> Usings
        => namespaces.OrderBy(name => !name.StartsWith("System", StringComparison.Ordinal)).Select(name => $"using {name};");

    public string Shorten(string line) => TypeOrText().Replace(line, match =>
    {
        if (!match.Groups["name"].Success)
        {
            return match.Value;
        }

        namespaces.Add(match.Groups["space"].Value);
        return match.Groups["name"].Value;
    });

    // A literal first, so that what stands in one is left alone.
    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"|(?<![\w.])(?:(?<space>System)\.(?<name>Action|ArgumentNullException|DateTimeOffset|IDisposable|IEquatable)
        |(?<space>System\.Collections\.Generic)\.(?<name>Dictionary|IAsyncEnumerable|IDictionary|IReadOnlyDictionary|IReadOnlyList)
        |(?<space>System\.Net\.Http)\.(?<name>HttpClient)
        |(?<space>System\.Threading)\.(?<name>CancellationToken)
        |(?<space>System\.Threading\.Tasks)\.(?<name>Task)
        |(?<space>Newtonsoft\.Json\.Linq)\.(?<name>JObject|JToken))(?![\w.])
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex TypeOrText();
}
