using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;

namespace Dify.OpenApi.Reading;

/// <summary>Reads schemas, follows references and flattens allOf.</summary>
internal sealed class SchemaReader(NodeAccess access)
{
    private static readonly HashSet<string> KnownKinds = new(StringComparer.Ordinal)
    {
        "string",
        "number",
        "integer",
        "boolean",
        "object",
        "array",
    };

    private static readonly string[] LimitKeywords =
    [
        "default", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength", "minItems", "maxItems",
        "minProperties", "maxProperties", "multipleOf", "pattern", "uniqueItems",
    ];

    private static readonly string[] Counts = ["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"];

    private readonly Dictionary<MappingNode, Schema> components = [];
    private readonly HashSet<Schema> incomplete = [];
    private readonly Queue<(Schema Schema, MappingNode Node)> discriminators = new();
    private int depth;

    /// <summary>Reads a schema at the place that uses it.</summary>
    public SchemaUse ReadUse(DocumentNode node, string what)
    {
        var mapping = access.Mapping(node, what);
        if (ReferenceResolver.ReferenceOf(mapping) is not null)
        {
            return new SchemaUse(
                ReadComponent(mapping, what),
                access.Flag(mapping, "nullable", what),
                access.Prose(mapping, "description", what),
                access.At(node));
        }

        // allOf with a single reference is how OpenAPI 3.0 writes prose or "nullable" beside a reference.
        if (mapping.Find("allOf") is SequenceNode { Items: [MappingNode only] }
            && ReferenceResolver.ReferenceOf(only) is not null
            && !HasShape(mapping))
        {
            return new SchemaUse(
                ReadComponent(only, what),
                access.Flag(mapping, "nullable", what),
                access.Prose(mapping, "description", what),
                access.At(node));
        }

        return new SchemaUse(ReadInline(mapping, what), false, default, access.At(node));
    }

    /// <summary>Reads a component by its own node.</summary>
    public Schema ReadNamed(MappingNode node, string name)
    {
        if (components.TryGetValue(node, out var known))
        {
            return known;
        }

        if (ReferenceResolver.ReferenceOf(node) is not null)
        {
            return ReadComponent(node, name);
        }

        var schema = new Schema(access.At(node)) { ComponentName = name };
        components[node] = schema;
        Fill(schema, node, name);
        return schema;
    }

    /// <summary>Reads what discriminators map to. They often point back at schemas that include them, so they come last.</summary>
    public void CompleteDiscriminators()
    {
        while (discriminators.TryDequeue(out var pending))
        {
            var what = $"{pending.Schema.ComponentName ?? "schema"}.discriminator";
            var node = access.Mapping(pending.Node.Find("discriminator")!, what);
            var discriminator = new Discriminator(access.Text(
                node.Find("propertyName") ?? throw access.Document.Refuse(node, Rule.Structure, $"{what} has no propertyName."),
                what), access.At(node));
            foreach (var entry in access.OptionalMapping(node, "mapping", what)?.Entries ?? [])
            {
                var text = access.Text(entry.Value, $"{what}.mapping");
                access.Name(entry.Key, entry.KeyPosition, $"An event of {what}");
                var reference = text.StartsWith('#') ? text : $"#/components/schemas/{text}";
                var target = new MappingNode(
                    entry.Value.Position,
                    [new MappingEntry("$ref", entry.KeyPosition, new ScalarNode(entry.Value.Position, ScalarKind.Text, reference))]);
                discriminator.Mapping[entry.Key] = ReadComponent(target, what);
            }

            access.Name(discriminator.PropertyName, node.Position, $"{what}.propertyName");
            pending.Schema.Discriminator = discriminator;
        }
    }

    private static bool HasShape(MappingNode node) =>
        node.Entries.Any(entry => entry.Key is not ("allOf"
            or "description" or "nullable" or "title" or "example" or "deprecated" or "readOnly" or "writeOnly" or "default"));

    private Schema ReadComponent(MappingNode reference, string what)
    {
        var (node, last) = access.References.Follow(reference);
        return ReadNamed(access.Mapping(node, what), ReferenceResolver.ComponentName(last, "schemas") ?? "");
    }

    private Schema ReadInline(MappingNode node, string what)
    {
        var schema = new Schema(access.At(node));
        Fill(schema, node, what);
        return schema;
    }

    private void Fill(Schema schema, MappingNode node, string what)
    {
        if (schema.ComponentName?.Length == 0)
        {
            schema.ComponentName = null;
        }

        if (++depth > DocumentLimits.Depth)
        {
            throw access.Document.Refuse(node, Rule.Bounded, $"Schemas are nested deeper than {DocumentLimits.Depth} levels.");
        }

        incomplete.Add(schema);
        foreach (var part in access.Items(node, "allOf", what))
        {
            Include(schema, ReadUse(part, what));
        }

        ReadKinds(schema, node, what);
        schema.Nullable |= access.Flag(node, "nullable", what);
        schema.Format = access.OptionalText(node, "format", what) ?? schema.Format;
        schema.Title = access.Prose(node, "title", what).Or(schema.Title);
        schema.Description = access.Prose(node, "description", what).Or(schema.Description);
        ReadEnum(schema, node, what);
        ReadProperties(schema, node, what);
        ReadMore(schema, node, what);
        if (node.Find("items") is { } items)
        {
            schema.Items = ReadUse(items, $"{what}[]");
        }

        foreach (var keyword in (string[])["oneOf", "anyOf"])
        {
            schema.Alternatives.AddRange(access.Items(node, keyword, what).Select(part => ReadUse(part, what)));
        }

        foreach (var keyword in LimitKeywords.Where(node.Has))
        {
            var limit = node.Find(keyword)!;
            if (Counts.Contains(keyword)
                && !(limit is ScalarNode { Text: var count }
                    && int.TryParse(ScalarNode.Integral(count), NumberStyles.None, CultureInfo.InvariantCulture, out _)))
            {
                var found = limit is ScalarNode scalar ? $"'{SafeText.Line(scalar.Text)}'" : limit.KindName;
                throw access.Document.Refuse(
                    limit, Rule.Structure, $"{what}.{keyword} must be a whole number from 0 to {int.MaxValue}; here it is {found}.");
            }

            schema.Limits[keyword] = NodeJson.Write(limit);
        }

        schema.Example = node.Find("example") is { } example ? NodeJson.Write(example) : schema.Example;
        if (node.Has("discriminator"))
        {
            discriminators.Enqueue((schema, node));
        }

        incomplete.Remove(schema);
        depth--;
    }

    private void Include(Schema schema, SchemaUse part)
    {
        if (incomplete.Contains(part.Schema))
        {
            throw part.Origin.Refuse(Rule.NoEndlessReference, "allOf takes in the schema that it belongs to. Remove the circle.");
        }

        var source = part.Schema;
        schema.IsFlattened = true;
        schema.Kinds.UnionWith(source.Kinds);
        schema.Nullable |= part.AllowsNull;
        schema.Format ??= source.Format;
        schema.Enum ??= source.Enum;
        schema.Description = schema.Description.Or(source.ComponentName is null ? source.Description : default);
        foreach (var property in source.Properties.Values)
        {
            schema.Properties[property.Name] = property;
        }

        schema.RequiredNames.UnionWith(source.RequiredNames);
        schema.AllowsMore |= source.AllowsMore;
        schema.More ??= source.More;
        schema.Items ??= source.Items;
        schema.Alternatives.AddRange(source.Alternatives);
        foreach (var (keyword, value) in source.Limits)
        {
            schema.Limits[keyword] = value;
        }
    }

    private void ReadKinds(Schema schema, MappingNode node, string what)
    {
        if (node.Find("type") is { } type)
        {
            var kind = access.Text(type, $"{what}.type");
            if (!KnownKinds.Contains(kind))
            {
                throw access.Document.Refuse(
                    type, Rule.Structure, $"{what}.type is '{kind}'; OpenAPI knows {string.Join(", ", KnownKinds)}.");
            }

            schema.Kinds.Clear();
            schema.Kinds.Add(kind);
        }

        if (schema.Kinds.Count == 0 && (node.Has("properties") || node.Has("additionalProperties")))
        {
            schema.Kinds.Add("object");
        }

        if (schema.Kinds.Count == 0 && node.Has("items"))
        {
            schema.Kinds.Add("array");
        }
    }

    private void ReadEnum(Schema schema, MappingNode node, string what)
    {
        if (!node.Has("enum"))
        {
            return;
        }

        var values = access.Items(node, "enum", what);
        foreach (var word in values.OfType<ScalarNode>())
        {
            access.Name(word.Text, word.Position, $"A value of {what}");
        }

        schema.Nullable |= values.Any(value => value is ScalarNode { Kind: ScalarKind.Null });
        schema.Enum = values.Where(value => value is not ScalarNode { Kind: ScalarKind.Null })
            .Select(NodeJson.Write)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (schema.Kinds.Count == 0 && values.All(value => value is ScalarNode { Kind: ScalarKind.Text or ScalarKind.Null }))
        {
            schema.Kinds.Add("string");
        }
    }

    private void ReadProperties(Schema schema, MappingNode node, string what)
    {
        var required = access.Items(node, "required", what)
            .Select(item => access.Text(item, $"{what}.required"))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var entry in access.OptionalMapping(node, "properties", what)?.Entries ?? [])
        {
            access.Name(entry.Key, entry.KeyPosition, $"A property of {what}");
            var use = ReadUse(entry.Value, $"{what}.{entry.Key}");
            schema.Properties[entry.Key] = new SchemaProperty(
                entry.Key, Requirement.In(access.Language, required.Contains(entry.Key)), use);
        }

        schema.RequiredNames.UnionWith(required);
        foreach (var name in schema.RequiredNames.Where(schema.Properties.ContainsKey))
        {
            schema.Properties[name] = schema.Properties[name] with { Required = Requirement.In(access.Language, true) };
        }
    }

    private void ReadMore(Schema schema, MappingNode node, string what)
    {
        switch (node.Find("additionalProperties"))
        {
            case null:
                break;
            case ScalarNode { Kind: ScalarKind.Boolean } flag:
                schema.AllowsMore = flag.Text == "true";
                break;
            case MappingNode { Entries.Count: 0 }:
                schema.AllowsMore = true;
                break;
            case var more:
                schema.AllowsMore = true;
                schema.More = ReadUse(more, $"{what}{{}}");
                break;
        }
    }
}
