using System;
using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;
using Dify.OpenApi.Reading;
using Dify.OpenApi.Shaping;

namespace Dify.OpenApi.Correcting;

/// <summary>Finds the schemas of an answer's members, through references and compositions.</summary>
internal sealed class AnswerMembers(SourceDocument document)
{
    private static readonly string[] Compositions = ["allOf", "oneOf", "anyOf"];

    private readonly ReferenceResolver references = new(document);

    /// <returns>The schemas as they stand beside the members' names; none where the document does not describe the member.</returns>
    public IReadOnlyList<MappingNode> Find(Correction correction)
    {
        IEnumerable<MappingNode> schemas = Answers(correction);
        foreach (var step in correction.At.Replace("[]", ".[]", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            schemas = schemas.SelectMany(schema => Parts(schema, [])).SelectMany(schema => Step(schema, step)).Distinct();
        }

        return [.. schemas];
    }

    /// <summary>The schema that counts: the one behind a reference.</summary>
    public MappingNode? Follow(DocumentNode? node) => node is null ? null : references.Follow(node).Node as MappingNode;

    private IEnumerable<MappingNode> Answers(Correction correction)
    {
        var (method, path) = (correction.Operation.Split(' ')[0], correction.Operation.Split(' ')[1]);
        var wire = OperationKey.Of(method, path);
        return Entries(document.Root.Find("paths"))
            .Where(item => OperationKey.Of(method, item.Key) == wire)
            .SelectMany(item => Entries(Follow(Follow(item.Value)?.Find(method.ToLowerInvariant()))?.Find("responses")))
            .Where(response => response.Key.StartsWith('2'))
            .SelectMany(response => Entries(Follow(response.Value)?.Find("content")))
            .Where(content => MediaTypes.IsEvents(content.Key) == correction.Event is not null)
            .Select(content => Follow(content.Value)?.Find("schema")).OfType<MappingNode>()
            .SelectMany(schema => correction.Event is { } name ? Event(schema, name) : [schema]);
    }

    private IEnumerable<MappingNode> Event(MappingNode schema, string name) =>
        Parts(schema, []).SelectMany(part => Entries((part.Find("discriminator") as MappingNode)?.Find("mapping")))
            .Where(entry => entry.Key == name && entry.Value is ScalarNode)
            .Select(entry => new MappingNode(entry.Value.Position, [new MappingEntry("$ref", entry.KeyPosition, entry.Value)]));

    /// <summary>The schema, and what it is composed of.</summary>
    private IEnumerable<MappingNode> Parts(MappingNode schema, HashSet<MappingNode> seen)
    {
        if (Follow(schema) is not { } target || !seen.Add(target))
        {
            return [];
        }

        var parts = Compositions.SelectMany(keyword => (target.Find(keyword) as SequenceNode)?.Items ?? []).OfType<MappingNode>();
        return parts.SelectMany(part => Parts(part, seen)).Prepend(target).ToList();
    }

    private static IEnumerable<MappingNode> Step(MappingNode schema, string step) =>
        (step == "[]" ? schema.Find("items") : (schema.Find("properties") as MappingNode)?.Find(step)) is MappingNode found ? [found] : [];

    private static IReadOnlyList<MappingEntry> Entries(DocumentNode? node) => (node as MappingNode)?.Entries ?? [];
}
