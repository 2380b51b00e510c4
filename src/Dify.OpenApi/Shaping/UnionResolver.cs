using System;
using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Model;

namespace Dify.OpenApi.Shaping;

/// <summary>
/// Resolves oneOf and anyOf to one schema.
/// CUSTOM: NSwag takes the first alternative only, or emits an empty class; one class with every alternative's members reads them all.
/// </summary>
internal sealed class UnionResolver(ExplanationLog log)
{
    private readonly Dictionary<Schema, Schema?> results = [];

    /// <summary>The schema without alternatives; nothing when the alternatives have no common form but JSON.</summary>
    public Schema? Resolve(Schema schema, string place)
    {
        if (schema.Alternatives.Count == 0)
        {
            return schema;
        }

        if (results.TryGetValue(schema, out var known))
        {
            return known;
        }

        results[schema] = null;
        return results[schema] = Combine(schema, place);
    }

    private Schema? Combine(Schema schema, string place)
    {
        var alternatives = new List<Schema>();
        foreach (var alternative in schema.Alternatives)
        {
            if (IsNull(alternative.Schema))
            {
                continue;
            }

            if (Resolve(alternative.Schema, place) is not { } resolved)
            {
                log.Add(place, "any JSON", "its alternatives have no common form");
                return null;
            }

            alternatives.Add(resolved);
        }

        var hasShape = schema.Properties.Count > 0;
        if (!hasShape && alternatives.Count == 1 && schema.Alternatives.Count > 1)
        {
            // The other alternative was null, which the use of the schema says already.
            return alternatives[0];
        }

        var kinds = alternatives.SelectMany(alternative => alternative.Kinds.Count == 0 && hasShape ? ["object"] : alternative.Kinds)
            .Concat(schema.Kinds)
            .ToHashSet(StringComparer.Ordinal);
        if (kinds.SetEquals(["integer", "number"]))
        {
            kinds = ["number"];
        }

        if (kinds.Count != 1 || alternatives.Exists(alternative => alternative.Kinds.Count == 0 && !hasShape))
        {
            log.Add(place, "any JSON", "its alternatives are different kinds of JSON");
            return null;
        }

        var kind = kinds.First();
        var result = new Schema(schema.Origin)
        {
            ComponentName = schema.ComponentName,
            Description = schema.Description,
            Title = schema.Title,
        };
        result.Kinds.Add(kind);
        switch (kind)
        {
            case "object":
                return CombineObjects(result, schema, alternatives, place);
            case "array":
                return CombineArrays(result, schema, alternatives, place);
            default:
                var forms = alternatives.Count > 0 ? alternatives : [schema];
                result.Format = forms.Select(form => form.Format).Distinct().Count() == 1 ? forms[0].Format : null;
                result.Enum = forms.TrueForAll(form => form.Enum is not null)
                    ? [.. forms.SelectMany(form => form.Enum!).Distinct(StringComparer.Ordinal)]
                    : null;
                log.Add(place, $"one {kind}", "its alternatives are all of that kind");
                return result;
        }
    }

    private Schema? CombineObjects(Schema result, Schema schema, List<Schema> alternatives, string place)
    {
        var isFreeForm = alternatives.Exists(
            alternative => alternative.Properties.Count == 0 && (alternative.More is not null || alternative.AllowsMore));
        if (isFreeForm)
        {
            log.Add(place, "any JSON", "one of its alternatives is a free-form object");
            return null;
        }

        foreach (var (name, property) in schema.Properties)
        {
            result.Properties[name] = property;
        }

        foreach (var alternative in alternatives)
        {
            foreach (var (name, property) in alternative.Properties)
            {
                if (result.Properties.TryGetValue(name, out var known)
                    && !known.Use.Schema.Kinds.SetEquals(property.Use.Schema.Kinds)
                    && property.Use.Schema.Kinds.Count > 0)
                {
                    log.Add($"{place}.{name}", "any JSON", "the alternatives disagree about its type");
                    result.Properties[name] = known with
                    {
                        Use = new SchemaUse(new Schema(property.Use.Origin), true, known.Use.Text, property.Use.Origin),
                    };
                    continue;
                }

                // What one alternative requires another may lack.
                var required = schema.Properties.ContainsKey(name) ? schema.Properties[name].Required : new Requirement(false, false);
                result.Properties.TryAdd(name, property with { Required = required });
            }
        }

        log.Add(place, "one object with the members of every alternative", "NSwag would read the first alternative only");
        return result;
    }

    private Schema? CombineArrays(Schema result, Schema schema, List<Schema> alternatives, string place)
    {
        var items = alternatives.Select(alternative => alternative.Items).Append(schema.Items).OfType<SchemaUse>().ToList();
        if (items.Count == 0)
        {
            return result;
        }

        if (items.Select(item => item.Schema).Distinct().Count() == 1)
        {
            result.Items = items[0];
            return result;
        }

        var union = new Schema(schema.Origin);
        union.Alternatives.AddRange(items);
        result.Items = new SchemaUse(union, false, default, schema.Origin);
        log.Add(place, "one array", "its alternatives are all arrays");
        return result;
    }

    private static bool IsNull(Schema schema) => schema.Nullable && schema.Kinds.Count == 0 && schema.Enum is { Count: 0 };
}
