using System;
using System.Collections.Generic;
using System.Linq;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Finds the name that was probably meant.</summary>
internal static class NearestName
{
    private const int TypingErrors = 2;
    private const int ShortestBeginning = 3;

    /// <summary>One of the same section, unless one of another section is the same but for a typing error.</summary>
    /// <param name="name">What was written, with its section.</param>
    /// <param name="known">The names that there are, with their sections.</param>
    /// <returns>The name, or null if none is like it.</returns>
    public static string? Of(string name, IReadOnlyList<string> known)
    {
        var section = SectionOf(name);
        var near = known.OrderBy(candidate => Distance(LeafOf(name), LeafOf(candidate))).First();
        if (Distance(LeafOf(name), LeafOf(near)) <= TypingErrors)
        {
            return near;
        }

        // Words that begin alike are nearer than words that are as short: BaseUrl is BaseAddress, not ApiKey.
        return known.Where(candidate => SameBeginning(LeafOf(name), LeafOf(candidate)) >= ShortestBeginning)
            .OrderBy(candidate => string.Equals(SectionOf(candidate), section, StringComparison.OrdinalIgnoreCase) ? 0 : 1)
            .ThenBy(candidate => Distance(LeafOf(name), LeafOf(candidate)) - (2 * SameBeginning(LeafOf(name), LeafOf(candidate))))
            .FirstOrDefault();
    }

    private static string SectionOf(string name) => name.Substring(0, name.LastIndexOf(':') + 1);

    private static string LeafOf(string name) => name.Substring(name.LastIndexOf(':') + 1).ToUpperInvariant();

    private static int SameBeginning(string one, string other)
        => one.Zip(other, static (a, b) => a == b).TakeWhile(static same => same).Count();

    // How many letters have to be put in, taken out or changed.
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var changed = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[other.Length];
    }
}
