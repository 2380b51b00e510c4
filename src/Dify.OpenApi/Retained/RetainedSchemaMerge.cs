using System;
using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Model;
using Dify.OpenApi.Shaping;

namespace Dify.OpenApi.Retained;

/// <summary>Adds to a schema of an answer what the retained schema knows beyond it. What both say stays the document's.</summary>
internal sealed class RetainedSchemaMerge(ExplanationLog log)
{
    private readonly HashSet<(Schema, Schema)> done = [];

    public void Merge(Schema target, Schema source, string place)
    {
        if (!done.Add((target, source)))
        {
            return;
        }

        if (target.Alternatives.Count > 0)
        {
            MergeAlternatives(target, source, place);
            return;
        }

        if (source.Kinds.Count == 0 && source.Alternatives.Count == 0 && target.Kinds.Count > 0)
        {
            target.Kinds.Clear();
            target.Enum = null;
            target.Format = null;
            log.Add(place, "any JSON", "servers send several kinds of JSON there");
            return;
        }

        MergeEnum(target, source, place);
        if (source.Format == "int64" && target.Format is null && target.Kinds.SetEquals(["integer"]))
        {
            target.Format = "int64";
            log.Add(place, "64 bits wide", "servers count that far");
        }

        MergeProperties(target, source, place);
        if (target.Items is { } items && source.Items is { } sourceItems)
        {
            target.Items = MergeUse(items, sourceItems, $"{place}[]");
        }
    }

    /// <summary>Objects that a document lists one by one, such as the kinds of a form's fields: the known ones are completed, the others
    /// become one more.</summary>
    private void MergeAlternatives(Schema target, Schema source, string place)
    {
        if (source.Properties.Count == 0 || !target.Alternatives.TrueForAll(alternative => alternative.Schema.Kinds.SetEquals(["object"])))
        {
            return;
        }

        foreach (var alternative in target.Alternatives)
        {
            foreach (var known in alternative.Schema.Properties.Values.Where(known => source.Properties.ContainsKey(known.Name)).ToList())
            {
                alternative.Schema.Properties[known.Name] = known with
                {
                    Use = MergeUse(known.Use, source.Properties[known.Name].Use, $"{place}.{known.Name}"),
                };
            }
        }

        var missing = source.Properties.Keys.Where(
            name => !target.Alternatives.Exists(alternative => alternative.Schema.Properties.ContainsKey(name))).ToList();
        if (missing.Count > 0)
        {
            target.Alternatives.Add(new SchemaUse(source, false, default, source.Origin));
            log.Add(place, $"{string.Join(", ", missing)} kept", "servers still send it");
        }
    }

    private void MergeEnum(Schema target, Schema source, string place)
    {
        if (source.Enum is null || !target.Kinds.SetEquals(["string"]) || target.Format is not null)
        {
            return;
        }

        var missing = source.Enum.Except(target.Enum ?? [], StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
        {
            target.Enum = [.. target.Enum ?? [], .. missing];
            log.Add(place, $"known values {string.Join(", ", missing)}", "servers still send them, and any other value is kept");
        }
    }

    private void MergeProperties(Schema target, Schema source, string place)
    {
        if (source.Properties.Count == 0 || !target.Kinds.IsSubsetOf(["object"]))
        {
            return;
        }

        foreach (var (name, property) in source.Properties)
        {
            var member = $"{place}.{name}";
            if (!target.Properties.TryGetValue(name, out var known))
            {
                target.Properties[name] = property;
                target.Kinds.Add("object");
                log.Add(member, "kept", "servers still send it");
                continue;
            }

            var use = MergeUse(known.Use, property.Use, member);
            var required = known.Required;
            if (property.Required.InResponse && !known.Required.InResponse && !use.AllowsNull)
            {
                required = new Requirement(true, null);
                log.Add(member, "never missing", "every server sends it");
            }

            target.Properties[name] = known with { Use = use, Required = required };
        }
    }

    private SchemaUse MergeUse(SchemaUse target, SchemaUse source, string place)
    {
        Merge(target.Schema, source.Schema, place);
        if (source.AllowsNull && !target.AllowsNull)
        {
            log.Add(place, "may be null", "servers send null there");
            return target with { Nullable = true };
        }

        return target;
    }
}
