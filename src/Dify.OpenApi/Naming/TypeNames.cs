using System;
using System.Collections.Generic;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;
using Dify.OpenApi.Shaping;

namespace Dify.OpenApi.Naming;

/// <summary>Names types by the place they stand at: from the table, else by the component's name, else by owner and member.</summary>
internal sealed class TypeNames(NameTable table, ExplanationLog log)
{
    private readonly Dictionary<string, Schema> byRule = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Place, Schema Schema), string> namesByPlace = [];
    private readonly Dictionary<Schema, string> namesByComponent = [];

    /// <summary>Names that the table gave in this document, each with the first schema that got it.</summary>
    private readonly Dictionary<string, Schema> fromTable = new(StringComparer.Ordinal);
    private readonly HashSet<string> taken = new(StringComparer.Ordinal) { "DifyProblem" };

    /// <param name="place">Where the schema stands, as the table writes it.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="fallback">The name of owner and member.</param>
    public string NameOf(string place, Schema schema, string fallback)
    {
        if (table.Type(place) is { } fixedName)
        {
            fromTable.TryAdd(fixedName, schema);
            return fixedName;
        }

        if (namesByPlace.TryGetValue((place, schema), out var decided))
        {
            return decided;
        }

        // A component has one name wherever it is used; it may hold itself, so a name per place would never end.
        if (schema.ComponentName is not null && namesByComponent.TryGetValue(schema, out var ofComponent))
        {
            return ofComponent;
        }

        var name = namesByPlace[(place, schema)] = ByRule(place, schema, fallback);
        if (schema.ComponentName is not null)
        {
            namesByComponent[schema] = name;
        }

        return name;
    }

    /// <summary>The name of a type that has no schema of its own to be shared, such as an event.</summary>
    public string Unique(string place, string name, string qualifier, Origin origin)
    {
        if (table.Type(place) is { } fixedName)
        {
            return fixedName;
        }

        foreach (var candidate in (string[])[Allowed(name), Allowed(qualifier + name)])
        {
            if (taken.Add(candidate))
            {
                return candidate;
            }
        }

        throw origin.Refuse(
            Rule.UniqueNames,
            $"The type at {place} would be called {name}, which another type is called already. Rename one of them in the document.");
    }

    private string ByRule(string place, Schema schema, string fallback)
    {
        var plain = schema.ComponentName is { } component ? Words.WithoutLanguage(Words.Pascal(component)) : fallback;
        foreach (var candidate in (string[])[Allowed(plain), Allowed(fallback), Allowed($"{fallback}Value")])
        {
            var holder = byRule.GetValueOrDefault(candidate) ?? fromTable.GetValueOrDefault(candidate);
            var isFree = holder is null ? !taken.Contains(candidate)
                && (schema.ComponentName is not null || !table.HasType(candidate)) : SchemaSignature.Same(holder, schema);
            if (!isFree)
            {
                continue;
            }

            byRule.TryAdd(candidate, schema);
            taken.Add(candidate);

            if (schema.ComponentName is { } name && name != candidate)
            {
                log.Add(place, $"{name} is called {candidate}", "the name would not last or not compile");
            }

            return candidate;
        }

        throw schema.Origin.Refuse(
            Rule.UniqueNames,
            $"The type at {place} would be called {plain}, which another type is called already. Rename one of them in the document.");
    }

    private static string Allowed(string name)
    {
        var lasting = Words.WithoutTrailingDigits(name);
        return ReservedNames.IsType(lasting) ? $"Dify{lasting}" : lasting;
    }
}
