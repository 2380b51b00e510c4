using System;
using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Naming;

namespace Dify.OpenApi.Shaping;

/// <summary>A member without which an answer is none.</summary>
/// <param name="Path">The members that lead to it, itself the last one.</param>
/// <param name="Need">What it must be: <c>named</c>, <c>given</c>, <c>filled</c>, or <c>is</c> and a word.</param>
internal sealed record EssentialMember(IReadOnlyList<ContractProperty> Path, string Need)
{
    /// <summary>The word that it must be; null if it may be any.</summary>
    public string? Word => Need.StartsWith("is ", StringComparison.Ordinal) ? Need["is ".Length..] : null;

    public string Place => string.Join('.', Path.Select(member => member.WireName));

    /// <summary>Finds the members that the name table calls essential, of those that the document has at all.</summary>
    public static void AddTo(Contract contract, NameTable table)
    {
        foreach (var type in contract.Types.Values)
        {
            foreach (var (place, need) in table.EssentialMembers(type.Name))
            {
                if (PathTo(contract, type, place.Split('.')) is { } path)
                {
                    type.Essentials.Add(new EssentialMember(path, need));
                }
            }
        }
    }

    private static List<ContractProperty>? PathTo(Contract contract, ContractType type, string[] names)
    {
        var path = new List<ContractProperty>();
        var owner = type;
        foreach (var name in names)
        {
            if (owner?.Properties.Find(property => property.WireName == name) is not { } member)
            {
                return null;
            }

            path.Add(member);
            owner = member.Shape.TypeName is { } inner ? contract.Types.GetValueOrDefault(inner) : null;
        }

        return path;
    }
}
