using System;
using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Model;

namespace Dify.OpenApi.Translating;

/// <summary>
/// Gives a description of an API the prose of one more document of it. Operations are matched by the wire, members by their names; what the
/// document says otherwise than by prose does not count, so it may be older or newer than the others.
/// </summary>
internal sealed class ProseOverlay
{
    private readonly HashSet<(Schema, Schema)> done = [];

    public static void Into(ApiDocument target, ApiDocument source)
    {
        var overlay = new ProseOverlay();
        target.Title = target.Title.Or(source.Title);
        target.Description = target.Description.Or(source.Description);
        var operations = source.Operations.ToDictionary(operation => operation.Key, StringComparer.Ordinal);
        foreach (var operation in target.Operations)
        {
            if (operations.TryGetValue(operation.Key, out var translated))
            {
                overlay.Add(operation, translated);
            }
        }

        foreach (var schema in target.DiscriminatedComponents)
        {
            var events = schema.Discriminator!.Mapping.Keys;
            var translated = source.DiscriminatedComponents.MaxBy(
                candidate => (candidate.ComponentName == schema.ComponentName, candidate.Discriminator!.Mapping.Keys.Intersect(
                    events, StringComparer.Ordinal).Count()));
            if (translated is not null)
            {
                overlay.Add(schema, translated);
            }
        }
    }

    private void Add(ApiOperation target, ApiOperation source)
    {
        target.Summary = target.Summary.Or(source.Summary);
        target.Description = target.Description.Or(source.Description);
        for (var index = 0; index < target.Parameters.Count; index++)
        {
            var parameter = target.Parameters[index];
            var paths = target.Parameters.Where(other => other.In == parameter.In).ToList().IndexOf(parameter);
            var translated = source.Parameters.Find(other => other.Name == parameter.Name && other.In == parameter.In)
                ?? (parameter.In == "path" ? source.Parameters.Where(other => other.In == "path").ElementAtOrDefault(paths) : null);
            if (translated is not null)
            {
                target.Parameters[index] = parameter with
                {
                    Description = parameter.Description.Or(translated.Description),
                    Use = Add(parameter.Use, translated.Use),
                };
            }
        }

        if (target.Body is { } body && source.Body is { } other)
        {
            target.Body = body with { Description = body.Description.Or(other.Description), Contents = Add(body.Contents, other.Contents) };
        }

        for (var index = 0; index < target.Responses.Count; index++)
        {
            var response = target.Responses[index];
            if (source.Responses.Find(candidate => candidate.Status == response.Status) is { } translated)
            {
                target.Responses[index] = response with
                {
                    Description = response.Description.Or(translated.Description),
                    Contents = Add(response.Contents, translated.Contents),
                };
            }
        }
    }

    private List<ApiContent> Add(IReadOnlyList<ApiContent> target, IReadOnlyList<ApiContent> source) =>
    [
        .. target.Select(content => source.FirstOrDefault(
            candidate => string.Equals(candidate.MediaType, content.MediaType, StringComparison.OrdinalIgnoreCase)) is { } translated
            ? content with
            {
                Use = content.Use is { } use && translated.Use is { } other ? Add(use, other) : content.Use,
                Examples = [.. content.Examples, .. translated.Examples],
            }
            : content),
    ];

    private SchemaUse Add(SchemaUse target, SchemaUse source)
    {
        Add(target.Schema, source.Schema);
        return target with { Description = target.Description.Or(source.Description) };
    }

    private void Add(Schema target, Schema source)
    {
        if (!done.Add((target, source)))
        {
            return;
        }

        target.Title = target.Title.Or(source.Title);
        target.Description = target.Description.Or(source.Description);
        foreach (var (name, property) in target.Properties.ToList())
        {
            if (source.Properties.TryGetValue(name, out var translated))
            {
                target.Properties[name] = property with { Use = Add(property.Use, translated.Use) };
            }
        }

        target.Items = target.Items is { } items && source.Items is { } otherItems ? Add(items, otherItems) : target.Items;
        target.More = target.More is { } more && source.More is { } otherMore ? Add(more, otherMore) : target.More;
        for (var index = 0; index < Math.Min(target.Alternatives.Count, source.Alternatives.Count); index++)
        {
            target.Alternatives[index] = Add(target.Alternatives[index], source.Alternatives[index]);
        }

        foreach (var (value, schema) in target.Discriminator?.Mapping ?? [])
        {
            if (source.Discriminator?.Mapping.GetValueOrDefault(value) is { } translated)
            {
                Add(schema, translated);
            }
        }
    }
}
