using System;
using System.Collections.Generic;
using System.Linq;

namespace Dify.OpenApi.Documents;

/// <summary>Brings one schema of OpenAPI 3.1 down to 3.0, or refuses what 3.0 cannot say.</summary>
internal sealed class SchemaLowering(string file, DocumentWarnings warnings, bool isStrict)
{
    private static readonly HashSet<string> Unsayable = new(StringComparer.Ordinal)
    {
        "prefixItems", "contains", "minContains", "maxContains", "patternProperties", "unevaluatedProperties", "unevaluatedItems",
        "dependentSchemas", "dependentRequired", "if", "then", "else", "$dynamicRef", "$dynamicAnchor", "$anchor", "$id",
    };

    private static readonly HashSet<string> Silent = new(StringComparer.Ordinal)
    {
        "$schema",
        "$comment",
        "propertyNames",
        "contentEncoding",
        "contentMediaType",
        "contentSchema",
    };

    private const string Definitions = "x-defs";

    public DocumentNode Lower(DocumentNode node)
    {
        if (node is ScalarNode { Kind: ScalarKind.Boolean } flag)
        {
            return flag.Text == "true" ? new MappingNode(node.Position, []) : throw Refuse(node, "a schema that allows nothing");
        }

        if (node is not MappingNode mapping)
        {
            return node;
        }

        var schema = new LoweredSchema(mapping.Position);
        foreach (var entry in mapping.Entries)
        {
            Add(schema, mapping, entry);
        }

        SettleAlternatives(schema);
        SettleReference(schema);
        return schema.ToNode();
    }

    private void Add(LoweredSchema schema, MappingNode mapping, MappingEntry entry)
    {
        if (Unsayable.Contains(entry.Key))
        {
            throw new DocumentException(
                file,
                entry.KeyPosition,
                Rule.NoLossFrom31,
                $"OpenAPI 3.0 has no '{entry.Key}', so this schema cannot be brought down from 3.1. Describe it another way.");
        }

        Tell(entry);
        switch (entry.Key)
        {
            case "$ref" when entry.Value is ScalarNode { Text: var target } && target.Contains("/$defs/", StringComparison.Ordinal):
                schema.Set("$ref", entry, new ScalarNode(
                    entry.Value.Position, ScalarKind.Text, target.Replace("/$defs/", $"/{Definitions}/", StringComparison.Ordinal)));
                break;
            case "type":
                AddType(schema, entry);
                break;
            case "const":
                schema.Set("enum", entry, new SequenceNode(entry.Value.Position, [entry.Value]));
                break;
            case "examples" when entry.Value is SequenceNode examples:
                if (examples.Items.Count > 0 && !mapping.Has("example"))
                {
                    schema.Set("example", entry, examples.Items[0]);
                }

                break;
            case "exclusiveMinimum" or "exclusiveMaximum" when entry.Value is ScalarNode { Kind: ScalarKind.Number }:
                schema.Set(entry.Key == "exclusiveMinimum" ? "minimum" : "maximum", entry, entry.Value);
                schema.Set(entry.Key, entry, LoweredSchema.True(entry.Value.Position));
                break;
            case "items" or "additionalProperties" or "not":
                schema.Set(
                    entry.Key, entry, entry.Key == "additionalProperties" && entry.Value is ScalarNode ? entry.Value : Lower(entry.Value));
                break;
            case "properties" or "$defs" when entry.Value is MappingNode properties:
                schema.Set(entry.Key == "$defs" ? Definitions : entry.Key, entry, new MappingNode(
                    properties.Position, [.. properties.Entries.Select(property => property with { Value = Lower(property.Value) })]));
                break;
            case "allOf" or "anyOf" or "oneOf" when entry.Value is SequenceNode parts:
                schema.Set(entry.Key, entry, new SequenceNode(parts.Position, [.. parts.Items.Select(Lower)]));
                break;
            default:
                if (!Silent.Contains(entry.Key))
                {
                    schema.Set(entry.Key, entry, entry.Value);
                }

                break;
        }

        if (entry.Key == "contentEncoding" && entry.Value is ScalarNode { Text: "base64" } && !mapping.Has("format"))
        {
            schema.Set("format", entry, new ScalarNode(entry.Value.Position, ScalarKind.Text, "byte"));
        }
        else if (entry.Key == "contentMediaType" && !mapping.Has("contentEncoding") && !mapping.Has("format"))
        {
            // A part of a form whose bytes are the value.
            schema.Set("type", entry, new ScalarNode(entry.Value.Position, ScalarKind.Text, "string"));
            schema.Set("format", entry, new ScalarNode(entry.Value.Position, ScalarKind.Text, "binary"));
        }
    }

    /// <summary>In a document that says 3.0, what only 3.1 knows.</summary>
    private void Tell(MappingEntry entry)
    {
        var what = entry switch
        {
            { Key: "type", Value: ScalarNode { Text: "null" } } =>
                "'type: null' is OpenAPI 3.1; the value is read as one that may be null.",
            { Key: "type", Value: SequenceNode } => "A list of types is OpenAPI 3.1; the value may be of each.",
            { Key: "const" } => "'const' is OpenAPI 3.1; it is read as an enum of one value.",
            { Key: "propertyNames" } => "'propertyNames' is OpenAPI 3.1; it is passed over.",
            { Key: "exclusiveMinimum" or "exclusiveMaximum", Value: ScalarNode { Kind: ScalarKind.Number } } =>
                $"'{entry.Key}' with a number is OpenAPI 3.1; it is read as such.",
            { Key: "contentEncoding" or "contentMediaType" or "contentSchema" or "$defs" } =>
                $"'{entry.Key}' is OpenAPI 3.1; it is read as such.",
            _ => null,
        };
        if (!isStrict && what is not null)
        {
            warnings.Add(entry.KeyPosition, what);
        }
    }

    private static void AddType(LoweredSchema schema, MappingEntry entry)
    {
        var names = entry.Value switch
        {
            ScalarNode scalar => [scalar],
            SequenceNode sequence => sequence.Items.OfType<ScalarNode>().ToList(),
            _ => [],
        };
        var kinds = names.Where(name => name.Text != "null").ToList();
        if (kinds.Count < names.Count)
        {
            schema.MakeNullable(entry);
        }

        switch (kinds.Count)
        {
            case 0 when names.Count > 0:
                schema.Set(
                    "enum", entry, new SequenceNode(entry.Value.Position, [new ScalarNode(entry.Value.Position, ScalarKind.Null, "null")]));
                break;
            case 0:
                schema.Set("type", entry, entry.Value);
                break;
            case 1:
                schema.Set("type", entry, kinds[0]);
                break;
            default:
                schema.Kinds = kinds;
                break;
        }
    }

    /// <summary>Null among the alternatives is "nullable" in 3.0; what remains alone is no alternative.</summary>
    private static void SettleAlternatives(LoweredSchema schema)
    {
        foreach (var keyword in (string[])["anyOf", "oneOf"])
        {
            if (schema.Find(keyword) is not { Value: SequenceNode parts } entry)
            {
                continue;
            }

            var others = parts.Items.Where(part => !IsNull(part)).ToList();
            if (others.Count == parts.Items.Count)
            {
                continue;
            }

            schema.MakeNullable(entry);
            if (others is [MappingNode only])
            {
                schema.Remove(keyword);
                schema.TakeIn(only, entry);
            }
            else
            {
                schema.Set(keyword, entry, new SequenceNode(parts.Position, others));
            }
        }

        schema.SpreadKinds();
    }

    /// <summary>3.0 reads nothing beside a reference but prose.</summary>
    private void SettleReference(LoweredSchema schema)
    {
        if (schema.Find("$ref") is not { } reference || schema.HasOnlyProseBeside("$ref"))
        {
            return;
        }

        if (!isStrict)
        {
            warnings.Add(reference.KeyPosition, "In OpenAPI 3.0 nothing counts beside '$ref'; what stands here counts.");
        }

        schema.Remove("$ref");
        var target = new MappingNode(reference.Value.Position, [reference]);
        var parts = schema.Find("allOf") is { Value: SequenceNode others } ? others.Items : [];
        schema.Set("allOf", reference, new SequenceNode(reference.Value.Position, [target, .. parts]));
    }

    private static bool IsNull(DocumentNode part) =>
        part is MappingNode mapping && mapping.Find("enum") is SequenceNode { Items: [ScalarNode { Kind: ScalarKind.Null }] };

    private DocumentException Refuse(DocumentNode node, string what) =>
        new(
            file,
            node.Position,
            Rule.NoLossFrom31,
            $"OpenAPI 3.0 has no {what}, so this document cannot be brought down from 3.1. Describe it another way.");
}
