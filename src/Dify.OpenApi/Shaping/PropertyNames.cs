using System;
using System.Collections.Generic;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;
using Dify.OpenApi.Naming;

namespace Dify.OpenApi.Shaping;

/// <summary>Gives the members of one type, or the parameters of one method, C# names that do not meet.</summary>
internal sealed class PropertyNames(string owner, Func<string, string> toName, Func<string, bool> isReserved, ExplanationLog log)
{
    private readonly Dictionary<string, string> wireNames = new(StringComparer.Ordinal);

    /// <summary>Names that are taken already, such as a base type's.</summary>
    public void Take(string name, string wireName) => wireNames[name] = wireName;

    /// <summary>Takes the name that callers know already.</summary>
    public string Pinned(string name, string wireName)
    {
        Take(name, wireName);
        return name;
    }

    public string Next(string wireName, Origin origin)
    {
        var plain = toName(wireName);
        foreach (var candidate in (string[])[plain, $"{plain}Value", $"{plain}OtherValue"])
        {
            if (candidate == owner || isReserved(candidate) || wireNames.ContainsKey(candidate))
            {
                continue;
            }

            if (candidate != plain)
            {
                log.Add($"{owner}.{wireName}", $"named {candidate}", $"{plain} is taken");
            }

            wireNames[candidate] = wireName;
            return candidate;
        }

        throw origin.Refuse(
            Rule.UniqueNames,
            $"{owner} has several members whose C# name would be {plain} ('{wireName}' is one). Rename one of them in the document.");
    }
}
