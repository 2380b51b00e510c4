using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Dify.OpenApi.Model;

namespace Dify.OpenApi.Shaping;

/// <summary>Finds the schema that an event stream's events follow. Documents often say only "string" and name the schema in prose.</summary>
internal sealed class StreamFinder(ApiDocument document, ExplanationLog log)
{
    private readonly List<Schema> candidates = [.. document.DiscriminatedComponents.Where(schema => schema.Discriminator is { PropertyName: "event", Mapping.Count: > 0 })];

    public EventFamily? Find(ApiOperation operation, ApiResponse response, ApiContent content)
    {
        if (content.Use is { } use && FamilyOf(use.Schema) is { } direct)
        {
            return direct;
        }

        var prose = new[] { content.Use?.Text, response.Description, operation.Description }.OfType<Prose>().ToList();
        var mentioned = candidates.Find(candidate => prose.Exists(text => Mentions(text.English, candidate) || Mentions(text.Japanese, candidate)));
        var chosen = mentioned ?? (candidates.Count == 1 ? candidates[0] : null);
        if (chosen is null)
        {
            log.Add(operation.Key, "events without types", "the document describes none for this stream");
            return null;
        }

        log.Add(operation.Key, $"events after {chosen.ComponentName}", mentioned is null ? "it is the only description of events in the document" : "the prose of the stream names it");
        return FamilyOf(chosen);
    }

    private static bool Mentions(string? text, Schema candidate) =>
        text is not null && candidate.ComponentName is { } name && text.Contains($"`{name}", StringComparison.Ordinal);

    private static EventFamily? FamilyOf(Schema schema)
    {
        if (schema.Discriminator is { Mapping.Count: > 0 } discriminator)
        {
            return new EventFamily(schema, discriminator.PropertyName, discriminator.Mapping);
        }

        // Alternatives that a member with one possible value tells apart.
        var mapping = new OrderedDictionary<string, Schema>(StringComparer.Ordinal);
        foreach (var alternative in schema.Alternatives)
        {
            if (alternative.Schema.Properties.GetValueOrDefault("event")?.Use.Schema.Enum is not { Count: > 0 } values)
            {
                return null;
            }

            foreach (var value in values)
            {
                mapping.TryAdd(JsonSerializer.Deserialize<string>(value) ?? "", alternative.Schema);
            }
        }

        return mapping.Count > 0 ? new EventFamily(schema, "event", mapping) : null;
    }
}

/// <summary>The events of a stream: their common schema and what each value of the discriminator stands for.</summary>
internal sealed record EventFamily(Schema Base, string Discriminator, OrderedDictionary<string, Schema> Events)
{
    public static EventFamily Undescribed(Origin origin) => new(new Schema(origin), "event", []);
}
