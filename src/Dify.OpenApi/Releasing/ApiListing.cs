using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Dify.OpenApi.Releasing;

/// <summary>The public members of a listing, each with the type that it belongs to.</summary>
internal sealed partial class ApiListing
{
    private readonly HashSet<string> members = new(StringComparer.Ordinal);
    private readonly HashSet<string> ofInterfaces = new(StringComparer.Ordinal);

    private ApiListing(string text)
    {
        var owners = new Stack<string>();
        var last = "";
        foreach (var line in text.Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal)))
        {
            switch (line)
            {
                case "{":
                    owners.Push(last);
                    break;
                case "}":
                    owners.Pop();
                    break;
                default:
                    // What a constant holds is a fact, such as the hash of a document, and no part of a signature.
                    last = ConstantValue().Replace(line, ";");
                    var member = string.Join(" | ", owners.Reverse().Append(last));
                    members.Add(member);
                    if (owners.TryPeek(out var owner) && Interface().IsMatch(owner))
                    {
                        ofInterfaces.Add(member);
                    }

                    break;
            }
        }
    }

    public static ApiListing Parse(string text) => new(text);

    /// <summary>Members that callers may use and that are not there any more, in the same form.</summary>
    public IReadOnlyList<string> MissingFrom(ApiListing current) => [.. members.Except(current.members).Order(StringComparer.Ordinal)];

    /// <summary>Members that implementers of an interface lack.</summary>
    public IReadOnlyList<string> DemandedBy(ApiListing current) => [.. current.ofInterfaces.Except(members)
        .Where(member => members.Contains(member[..member.LastIndexOf(" | ", StringComparison.Ordinal)]))
        .Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"(?<=^public const .*) = .*;$", RegexOptions.CultureInvariant)]
    private static partial Regex ConstantValue();

    [GeneratedRegex(@"^public (partial )?interface ", RegexOptions.CultureInvariant)]
    private static partial Regex Interface();
}
