using System;
using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Model;
using Dify.OpenApi.Naming;

namespace Dify.OpenApi.Shaping;

/// <summary>
/// Makes the types of the events that streams give: what a stream gives, and a type per event.
/// CUSTOM: event types are named after the value on the wire, so a renamed schema changes nothing; NSwag's own discriminator refuses
/// unknown events and loses their name.
/// </summary>
internal sealed class EventTypeBuilder(
    TypeMapper mapper, NameTable table, IReadOnlyDictionary<StreamFamily, EventFamily> families, ExplanationLog log)
{
    /// <summary>The type of a committed stream's events that the documents do not name.</summary>
    private const string UnknownEvent = "UnknownEvent";

    private readonly Dictionary<Schema, ContractType> ownBases = [];
    private readonly List<ContractType> types = [];
    private bool hasCommitted;

    public IReadOnlyList<ContractType> Types => types;

    /// <summary>Makes the types of a stream's events; those of committed families all at once, since they have classes in common.</summary>
    /// <returns>The type that the stream gives, and where its events are looked up.</returns>
    public (string Type, string Catalog) Add(EventFamily family, string place, string fallback)
    {
        if (family.Committed is { } committed)
        {
            if (!hasCommitted)
            {
                hasCommitted = true;
                AddCommitted();
            }

            return (committed.Type, committed.Catalog);
        }

        if (!ownBases.TryGetValue(family.Base, out var own))
        {
            ownBases[family.Base] = own = AddOwn(family, mapper.Names.NameOf(place, family.Base, fallback));
        }

        return (own.Name, own.Catalogs[0].Name);
    }

    private void AddCommitted()
    {
        // The types of the streams, the base of all first: code for any stream is the same for every document.
        var streams = table.Families.Select(family => family.Type).Distinct(StringComparer.Ordinal)
            .Where(type => type == StreamFamily.Root || families.Keys.Any(family => family.Type == type
                || family.Type == StreamFamily.Root)).OrderByDescending(type => type == StreamFamily.Root).ToList();
        var bases = new Dictionary<string, ContractType>(StringComparer.Ordinal);
        foreach (var type in streams)
        {
            var first = families.FirstOrDefault(entry => entry.Key.Type == type).Value ?? families.First().Value;
            bases[type] = AddBase(type, first, type == streams[0] ? null : bases[streams[0]], type == streams[^1] ? UnknownEvent : null);
        }

        var events = new EventClasses(table, families, log);
        foreach (var (name, cases) in events.Cases)
        {
            AddEvent(name, bases[cases[0].Type], cases);
        }

        foreach (var family in families.Keys)
        {
            bases[family.Type].Catalogs.Add(new ContractEventCatalog(family.Catalog, UnknownEvent, [.. events.CatalogOf(family)]));
        }
    }

    private ContractType AddOwn(EventFamily family, string name)
    {
        var unknown = mapper.Names.Unique($"{name} unknown", $"Unknown{name}", name, family.Base.Origin);
        var baseType = AddBase(name, family, null, unknown);
        var qualifier = name.EndsWith("Event", StringComparison.Ordinal) ? name[..^"Event".Length] : name;
        var catalog = new List<(string, string)>();
        foreach (var (value, schema) in family.Events)
        {
            var type = mapper.Names.Unique($"{name} {value}", $"{Words.Pascal(value)}Event", qualifier, schema.Origin);
            AddEvent(type, baseType, [new EventCase(value, name, schema)]);
            catalog.Add((value, type));
        }

        baseType.Catalogs.Add(new ContractEventCatalog("Catalog", unknown, catalog));
        return baseType;
    }

    private ContractType AddBase(string name, EventFamily family, ContractType? parent, string? unknown)
    {
        var type = new ContractType(name, ContractTypeKind.EventBase)
        {
            BaseType = parent?.Name,
            Description = name == StreamFamily.Root ? default : family.Base.Description,
            DiscriminatorProperty = family.Discriminator,
            UnknownEvent = unknown,
        };
        var names = new PropertyNames(name, Words.Pascal, ReservedNames.IsMember, log);
        type.Inherited.AddRange(parent is null ? [] : parent.Inherited.Concat(parent.Properties));
        type.Inherited.ForEach(property => names.Take(property.Name, property.WireName));
        foreach (var property in SharedMembers(family, name).Where(property => !type.Has(property.Name)))
        {
            var shape = property.Name == family.Discriminator ? ContractShape.Text : Shape(property, name, name);
            type.Properties.Add(TypeBuilder.ToProperty(property, shape, names, isRequest: false));
        }

        types.Add(type);
        return type;
    }

    private void AddEvent(string name, ContractType baseType, IReadOnlyList<EventCase> cases)
    {
        var stem = name.EndsWith("Event", StringComparison.Ordinal) ? name[..^"Event".Length] : name;
        var description = cases.Aggregate(default(Prose), (prose, next) => prose.Or(next.Schema.Description));
        var type = new ContractType(name, ContractTypeKind.Event)
        {
            BaseType = baseType.Name,
            EventValue = cases[0].Value,
            Description = description,
        };
        var names = new PropertyNames(name, Words.Pascal, ReservedNames.IsMember, log);
        type.Inherited.AddRange(baseType.Inherited.Concat(baseType.Properties));
        type.Inherited.ForEach(property => names.Take(property.Name, property.WireName));
        foreach (var wireName in cases.SelectMany(next => next.Schema.Properties.Keys)
            .Distinct(StringComparer.Ordinal)
            .Where(wireName => !type.Has(wireName)))
        {
            var uses = cases.Select(next => next.Schema.Properties.GetValueOrDefault(wireName)).OfType<SchemaProperty>().ToList();
            var shapes =
                uses.ConvertAll(property => property.Name == "data" && IsObject(property.Use.Schema) && table.Type($"{name}.data") is null
                ? mapper.Named($"{stem}Data", property.Use.Schema, $"{name}.data", isRequest: false)
                : Shape(property, name, stem));

            // What the same event of another stream lacks, or says otherwise, none promises.
            var isPromised = uses.Count == cases.Count && uses.TrueForAll(property => property.Required.InResponse);
            var use = uses[0].Use with
            {
                Nullable = uses.Exists(property => property.Use.AllowsNull),
                Description = uses.Aggregate(default(Prose), (prose, property) => prose.Or(property.Use.Text)),
            };
            var property = uses[0] with { Use = use, Required = cases.Count == 1 ? uses[0].Required : new Requirement(isPromised, null) };
            var shape = shapes.TrueForAll(other => other.CSharpType == shapes[0].CSharpType) ? shapes[0] : ContractShape.AnyJson;
            var member = TypeBuilder.ToProperty(property, shape, names, isRequest: false);
            type.Properties.Add(property.Name == "data" && shape is { TypeName: not null } && !property.Use.AllowsNull
                ? member with { IsAlways = true }
                : member);
        }

        types.Add(type);
    }

    private ContractShape Shape(SchemaProperty property, string owner, string stem) =>
        mapper.Map(property.Use, $"{owner}.{property.Name}", stem + Words.Pascal(property.Name), property.Name, isRequest: false);

    private static bool IsObject(Schema schema) =>
        schema.Properties.Count > 0 && schema.Alternatives.Count == 0 && schema.Kinds.SetEquals(["object"]);

    /// <summary>The base schema's own members, and those that every event with members of its own has.</summary>
    private List<SchemaProperty> SharedMembers(EventFamily family, string baseName)
    {
        var shared = new OrderedDictionary<string, SchemaProperty>(StringComparer.Ordinal);
        shared[family.Discriminator] = family.Base.Properties.GetValueOrDefault(family.Discriminator)
            ?? new SchemaProperty(
                family.Discriminator,
                new Requirement(true, null),
                new SchemaUse(TextSchema(family.Base.Origin), false, default, family.Base.Origin));
        shared[family.Discriminator] = shared[family.Discriminator] with { Required = new Requirement(true, null) };
        foreach (var property in family.Base.Properties.Values)
        {
            shared.TryAdd(property.Name, property);
        }

        var members = table.EventMembers(baseName);
        var rich = family.Events.Values.Where(schema => schema.Properties.Keys.Any(name => !shared.ContainsKey(name))).ToList();
        foreach (var name in members ?? [.. rich.Where(_ => rich.Count > 1)
            .SelectMany(schema => schema.Properties.Keys)
            .Distinct(StringComparer.Ordinal)
            .Where(name => name != "data" && rich.TrueForAll(schema => schema.Properties.ContainsKey(name)))])
        {
            if (shared.ContainsKey(name))
            {
                continue;
            }

            var property = rich.Select(schema => schema.Properties.GetValueOrDefault(name)).OfType<SchemaProperty>().FirstOrDefault()
                ?? new SchemaProperty(
                    name, new Requirement(false, null), new SchemaUse(TextSchema(family.Base.Origin), true, default, family.Base.Origin));

            // Not every event carries it.
            shared[name] = property with { Required = new Requirement(false, null) };
            log.Add(baseName, $"holds {name}", "its events have it in common");
        }

        return [.. shared.Values];
    }

    private static Schema TextSchema(Origin origin) => new(origin) { Kinds = { "string" } };
}
