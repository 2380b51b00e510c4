using System;
using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Model;
using Dify.OpenApi.Naming;

namespace Dify.OpenApi.Shaping;

/// <summary>An event as one stream describes it.</summary>
/// <param name="Value">Its value on the wire.</param>
/// <param name="Type">The type that its class derives from.</param>
/// <param name="Schema">What it holds.</param>
internal sealed record EventCase(string Value, string Type, Schema Schema);

/// <summary>Decides which events of several streams are one class: those of one name whose members do not contradict each other.</summary>
internal sealed class EventClasses
{
    private readonly NameTable table;
    private readonly ExplanationLog log;
    private readonly OrderedDictionary<string, List<EventCase>> cases = new(StringComparer.Ordinal);
    private readonly Dictionary<StreamFamily, OrderedDictionary<string, string>> catalogs = [];

    public EventClasses(NameTable table, IReadOnlyDictionary<StreamFamily, EventFamily> described, ExplanationLog log)
    {
        this.table = table;
        this.log = log;
        foreach (var family in table.Families.Where(described.ContainsKey))
        {
            var catalog = catalogs[family] = new OrderedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var (value, schema) in described[family].Events)
            {
                catalog[value] = Take(family, value, schema);
            }
        }

        // A stream that the document describes by words alone has the events that it describes for others.
        foreach (var (family, catalog) in catalogs.Where(entry => entry.Value.Count == 0))
        {
            foreach (var (value, type) in family.Events.Where(entry => cases.ContainsKey(entry.Value)))
            {
                catalog[value] = type;
            }
        }
    }

    /// <summary>The event classes, each with all that describes it.</summary>
    public IReadOnlyDictionary<string, List<EventCase>> Cases => cases;

    /// <summary>The events of a family, with their classes.</summary>
    public IEnumerable<(string Value, string TypeName)> CatalogOf(StreamFamily family) =>
        catalogs[family].Select(entry => (entry.Key, entry.Value));

    private string Take(StreamFamily family, string value, Schema schema)
    {
        var name = family.Events.GetValueOrDefault(value) ?? table.Families.Select(other => other.Events.GetValueOrDefault(value))
            .FirstOrDefault(known => known is not null) ?? $"{Words.Pascal(value)}Event";
        var first = table.Families.FirstOrDefault(other => other.Events.Values.Contains(name)) is { Type: var type } ? type : family.Type;
        if (cases.TryGetValue(name, out var known) && Contradiction(known[0].Schema, schema) is { } member)
        {
            var own = $"{Words.Pascal(family.Name)}{name}";
            log.Add($"{family.Name} {value}", $"called {own}", $"its {member} is not what {name} has");
            (name, first) = (own, family.Type);
        }

        if (!cases.TryAdd(name, [new EventCase(value, first, schema)]))
        {
            cases[name].Add(new EventCase(value, first, schema));
        }

        return name;
    }

    /// <summary>The first member that two events have as different kinds of JSON.</summary>
    private static string? Contradiction(Schema left, Schema right) =>
        left.Properties.Values.FirstOrDefault(property => right.Properties.TryGetValue(property.Name, out var other)
            && property.Use.Schema.Kinds.Count > 0 && other.Use.Schema.Kinds.Count > 0 && !property.Use.Schema.Kinds.Overlaps(
                other.Use.Schema.Kinds))?.Name;
}
