using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace Dify.Generated.Tests.Generated;

/// <summary>The C# name that a .NET developer would give to a name on the wire.</summary>
internal static class WireName
{
    private static readonly Dictionary<string, string> Signs = new()
    {
        ["="] = "Equal",
        ["≠"] = "NotEqual",
        [">"] = "GreaterThan",
        ["<"] = "LessThan",
        ["≥"] = "GreaterThanOrEqual",
        ["≤"] = "LessThanOrEqual",
        ["-"] = "Minus",
        ["+"] = "Plus",
    };

    public static string ToPascalCase(string wireName)
    {
        string name = wireName.Any(char.IsLower) ? wireName : wireName.ToLowerInvariant();
        return string.Concat(Regex.Split(name, @"[^\p{L}\p{Nd}]+")
            .Where(word => word.Length > 0)
            .Select(word => char.ToUpper(word[0], CultureInfo.InvariantCulture) + word[1..]));
    }

    /// <summary>
    /// Whether a C# name is that of the wire; a name that would clash may have a word behind it, a sign before a word is a word, too, and
    /// signs alone have a name that says them.
    /// </summary>
    public static bool Agrees(string name, string wireName)
    {
        string expected = Sign(wireName) + ToPascalCase(wireName);
        return expected.Length == 0
            ? Signs.GetValueOrDefault(wireName) == name
            : name == expected || (name.StartsWith(expected, StringComparison.Ordinal) && name.EndsWith("Value", StringComparison.Ordinal));
    }

    private static string Sign(string wireName)
        => wireName.Length > 1 && char.IsLetterOrDigit(wireName[1]) ? Signs.GetValueOrDefault(wireName[..1], string.Empty) : string.Empty;
}
