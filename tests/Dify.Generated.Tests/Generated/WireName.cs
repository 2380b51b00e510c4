using System;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace Dify.Generated.Tests.Generated;

/// <summary>The C# name that a .NET developer would give to a name on the wire.</summary>
internal static class WireName
{
    public static string ToPascalCase(string wireName)
    {
        string name = wireName.Any(char.IsLower) ? wireName : wireName.ToLowerInvariant();
        return string.Concat(Regex.Split(name, @"[^\p{L}\p{Nd}]+").Where(word => word.Length > 0).Select(word => char.ToUpper(word[0], CultureInfo.InvariantCulture) + word[1..]));
    }

    /// <summary>Whether a C# name is that of the wire; a name that would clash may have a word behind it.</summary>
    public static bool Agrees(string name, string wireName)
        => name == ToPascalCase(wireName) || (name.StartsWith(ToPascalCase(wireName), StringComparison.Ordinal) && name.EndsWith("Value", StringComparison.Ordinal));
}
