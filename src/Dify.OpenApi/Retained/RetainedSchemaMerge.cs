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
        if (target.Alternatives.Count > 0 || !done.Add((target, source)))
        {
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
