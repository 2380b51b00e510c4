using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Dify.OpenApi.Shaping;

namespace Dify.OpenApi.Comparing;

/// <summary>Compares types as C# writes them. What may be null is another type for values, and only a promise for references.</summary>
internal sealed partial class CSharpTypes(params Contract[] contracts)
{
    private readonly HashSet<string> words =
    [
        .. contracts.SelectMany(contract => contract.Types.Values)
            .Where(type => type.Kind == ContractTypeKind.Enum)
            .Select(type => type.Name),
    ];

    /// <summary>What it means that a value of a type becomes one of another: all break, unless only references are promised
    /// otherwise.</summary>
    /// <param name="old">The type before.</param>
    /// <param name="current">The type after.</param>
    /// <param name="gains">What it means that null is possible now.</param>
    /// <param name="loses">What it means that null is not possible any more.</param>
    public Effect Compare(string old, string current, Effect gains, Effect loses) =>
        old == current ? Effect.Compatible
        : Known(old) != Known(current) ? Effect.BinaryAndSource
        : current.Count(character => character == '?') > old.Count(character => character == '?') ? gains : loses;

    /// <summary>Whether two types differ by nothing but what may be null in them.</summary>
    public static bool DifferInNullOnly(string old, string current) =>
        old != current && old.Replace("?", "", StringComparison.Ordinal) == current.Replace("?", "", StringComparison.Ordinal);

    /// <summary>The type as programs that are compiled know it.</summary>
    private string Known(string type) =>
        MayBeNull().Replace(type, match => IsValue(match.Groups["name"].Value) ? match.Value : match.Groups["name"].Value);

    private bool IsValue(string name) => words.Contains(name) || new ContractShape { CSharpType = name }.IsValueType;

    [GeneratedRegex(@"(?<name>[\w.]+|>|\])\?", RegexOptions.CultureInvariant)]
    private static partial Regex MayBeNull();
}
