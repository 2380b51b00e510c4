using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;
using Dify.OpenApi.Naming;

namespace Dify.OpenApi.Shaping;

/// <summary>
/// Finds the events of a stream. Documents often say only "string" and name a description in prose, or none, so the table says which family
/// a stream has; which of a document's descriptions is that family, its events tell.
/// </summary>
internal sealed class StreamFinder
{
    private const string Discriminator = "event";

    private readonly NameTable table;
    private readonly ExplanationLog log;
    private readonly Dictionary<StreamFamily, Schema> described = [];
    private readonly OrderedDictionary<StreamFamily, EventFamily> families = [];

    public StreamFinder(ApiDocument document, IReadOnlyList<ApiOperation> operations, NameTable table, ExplanationLog log)
    {
        this.table = table;
        this.log = log;
        var keys = operations.Select(operation => operation.Key).ToHashSet(StringComparer.Ordinal);
        var present = table.Families.Where(keys.SelectMany(table.FamiliesOf).Contains).ToList();
        foreach (var candidate in document.DiscriminatedComponents.Where(
            schema => schema.Discriminator is { PropertyName: Discriminator, Mapping.Count: > 0 }))
        {
            if (present.MaxBy(family => family.Likeness(candidate.Discriminator!.Mapping.Keys)) is { } family
                && Likeness(family, candidate).CompareTo(Likeness(family, described.GetValueOrDefault(family))) > 0)
            {
                described[family] = candidate;
            }
        }

        foreach (var operation in operations)
        {
            var contents = operation.Responses.Where(response => response.IsSuccess).SelectMany(response => response.Contents);
            if (MediaTypes.FindEvents(contents) is { } stream
                && Find(operation, stream) is { Committed: { } committed } found
                && (!families.TryGetValue(committed, out var known) || known.Events.Count == 0))
            {
                families[committed] = found;
            }
        }
    }

    /// <summary>The committed families that the document streams, each with what the document says of its events.</summary>
    public IReadOnlyDictionary<StreamFamily, EventFamily> Families => families;

    /// <exception cref="DocumentException">No family is committed for the stream, and its schema describes no events.</exception>
    public EventFamily Find(ApiOperation operation, ApiContent stream)
    {
        var direct = stream.Use is { } use ? FamilyOf(use.Schema) : null;
        var families = table.FamiliesOf(operation.Key);
        if (families.Count == 0)
        {
            return direct ?? throw stream.Origin.Refuse(
                Rule.CommittedStream,
                $"{operation.Key} streams events, but nothing says which. Write it under 'streams' of one of the event-families in src/Dify.OpenApi/Naming/names.yaml"
                + $" ({string.Join(", ", table.Families.Select(family => family.Name))}), or under a new one with its type and its events.");
        }

        if (direct is not null)
        {
            return direct with { Committed = families.MaxBy(family => family.Likeness(direct.Events.Keys)) };
        }

        if (families.FirstOrDefault(described.ContainsKey) is not { } found)
        {
            log.Add(
                operation.Key, $"events of the family {families[0].Name}, without types", "the document describes none for this stream");
            return new EventFamily(new Schema(stream.Origin), Discriminator, [], families[0]);
        }

        var schema = described[found];
        log.Add(operation.Key, $"events of the family {found.Name}, after {schema.ComponentName}", IsMentioned(schema, operation, stream)
            ? "so it is committed, and the prose of the stream says so"
            : "so it is committed");
        return FamilyOf(schema)! with { Committed = found };
    }

    private static (double Known, double Common) Likeness(StreamFamily family, Schema? candidate) =>
        candidate is null ? default : family.Likeness(candidate.Discriminator!.Mapping.Keys);

    private static bool IsMentioned(Schema schema, ApiOperation operation, ApiContent stream)
    {
        var response = operation.Responses.Find(response => response.Contents.Contains(stream))?.Description ?? default;
        return new[] { stream.Use?.Text ?? default, response, operation.Description }.SelectMany(
            prose => new[] { prose.English, prose.Japanese })
            .Any(text => text?.Contains($"`{schema.ComponentName}", StringComparison.Ordinal) == true);
    }

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
            if (alternative.Schema.Properties.GetValueOrDefault(Discriminator)?.Use.Schema.Enum is not { Count: > 0 } values)
            {
                return null;
            }

            foreach (var value in values)
            {
                mapping.TryAdd(JsonSerializer.Deserialize<string>(value) ?? "", alternative.Schema);
            }
        }

        return mapping.Count > 0 ? new EventFamily(schema, Discriminator, mapping) : null;
    }
}
