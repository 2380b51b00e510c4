using System;
using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Model;
using Dify.OpenApi.Naming;

namespace Dify.OpenApi.Shaping;

/// <summary>
/// Makes a base type and a type per event.
/// CUSTOM: event types are named after the value on the wire, so a renamed schema changes nothing; NSwag's own discriminator refuses unknown events and loses their name.
/// </summary>
internal sealed class EventTypeBuilder(TypeMapper mapper, NameTable table, ExplanationLog log)
{
    private readonly Dictionary<Schema, string> baseNamesBySchema = [];
    private readonly List<ContractType> types = [];

    public IReadOnlyList<ContractType> Types => types;

    /// <returns>The name of the base type.</returns>
    public string Add(EventFamily family, string place, string fallback)
    {
        if (baseNamesBySchema.TryGetValue(family.Base, out var known))
        {
            return known;
        }

        var name = baseNamesBySchema[family.Base] = mapper.Names.NameOf(place, family.Base, fallback);
        if (types.Exists(type => type.Name == name))
        {
            return name;
        }

        var shared = SharedMembers(family, name);
        var baseType = new ContractType(name, ContractTypeKind.EventBase) { Description = family.Base.Description, DiscriminatorProperty = family.Discriminator, UnknownEvent = mapper.Names.Unique($"{name} unknown", name == "WorkflowStreamEvent" ? "UnknownEvent" : $"Unknown{name}", name, family.Base.Origin) };
        var baseNames = new PropertyNames(name, Words.Pascal, ReservedNames.IsMember, log);
        foreach (var property in shared)
        {
            var shape = property.Name == family.Discriminator ? ContractShape.Text : Shape(property, name, name);
            baseType.Properties.Add(TypeBuilder.ToProperty(property, shape, baseNames, isRequest: false));
        }

        types.Add(baseType);
        foreach (var (value, schema) in family.Events)
        {
            var type = AddEvent(baseType, value, schema, shared);
            baseType.Events.Add((value, type.Name));
        }

        return name;
    }

    private ContractType AddEvent(ContractType baseType, string value, Schema schema, List<SchemaProperty> shared)
    {
        var stem = Words.Pascal(value);
        var qualifier = baseType.Name.EndsWith("Event", StringComparison.Ordinal) ? baseType.Name[..^"Event".Length] : baseType.Name;
        var name = mapper.Names.Unique($"{baseType.Name} {value}", $"{stem}Event", qualifier, schema.Origin);
        var dataStem = name.EndsWith("Event", StringComparison.Ordinal) ? name[..^"Event".Length] : name;
        var type = new ContractType(name, ContractTypeKind.Event) { BaseType = baseType.Name, EventValue = value, Description = schema.Description };
        var names = new PropertyNames(name, Words.Pascal, ReservedNames.IsMember, log);
        baseType.Properties.ForEach(property => names.Take(property.Name, property.WireName));
        foreach (var property in schema.Properties.Values.Where(property => !shared.Exists(other => other.Name == property.Name)))
        {
            var shape = property.Name == "data" && IsObject(property.Use.Schema) && table.Type($"{name}.data") is null
                ? mapper.Named($"{dataStem}Data", property.Use.Schema, $"{name}.data", isRequest: false)
                : Shape(property, name, dataStem);
            var member = TypeBuilder.ToProperty(property, shape, names, isRequest: false);
            type.Properties.Add(property.Name == "data" && shape is { TypeName: not null } && !property.Use.AllowsNull ? member with { IsAlways = true } : member);
        }

        types.Add(type);
        return type;
    }

    private ContractShape Shape(SchemaProperty property, string owner, string stem) =>
        mapper.Map(property.Use, $"{owner}.{property.Name}", stem + Words.Pascal(property.Name), property.Name, isRequest: false);

    private static bool IsObject(Schema schema) => schema.Properties.Count > 0 && schema.Alternatives.Count == 0 && schema.Kinds.SetEquals(["object"]);

    /// <summary>The base schema's own members, and those that every event with members of its own has.</summary>
    private List<SchemaProperty> SharedMembers(EventFamily family, string baseName)
    {
        var shared = new OrderedDictionary<string, SchemaProperty>(StringComparer.Ordinal);
        shared[family.Discriminator] = family.Base.Properties.GetValueOrDefault(family.Discriminator)
            ?? new SchemaProperty(family.Discriminator, new Requirement(true, null), new SchemaUse(TextSchema(family.Base.Origin), false, default, family.Base.Origin));
        shared[family.Discriminator] = shared[family.Discriminator] with { Required = new Requirement(true, null) };
        foreach (var property in family.Base.Properties.Values)
        {
            shared.TryAdd(property.Name, property);
        }

        var members = table.EventMembers(baseName);
        var rich = family.Events.Values.Where(schema => schema.Properties.Keys.Any(name => !shared.ContainsKey(name))).ToList();
        foreach (var name in members ?? [.. rich.Where(_ => rich.Count > 1).SelectMany(schema => schema.Properties.Keys).Distinct(StringComparer.Ordinal).Where(name => name != "data" && rich.TrueForAll(schema => schema.Properties.ContainsKey(name)))])
        {
            if (shared.ContainsKey(name))
            {
                continue;
            }

            var property = rich.Select(schema => schema.Properties.GetValueOrDefault(name)).OfType<SchemaProperty>().FirstOrDefault()
                ?? new SchemaProperty(name, new Requirement(false, null), new SchemaUse(TextSchema(family.Base.Origin), true, default, family.Base.Origin));

            // Not every event carries it.
            shared[name] = property with { Required = new Requirement(false, null) };
            log.Add(baseName, $"holds {name}", "its events have it in common");
        }

        return [.. shared.Values];
    }

    private static Schema TextSchema(Origin origin) => new(origin) { Kinds = { "string" } };
}
