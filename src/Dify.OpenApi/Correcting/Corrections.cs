using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Documents;

namespace Dify.OpenApi.Correcting;

/// <summary>Holds a document against what servers were seen to do.</summary>
internal static class Corrections
{
    /// <summary>Corrects a document.</summary>
    /// <returns>The document, and what was wrong in it.</returns>
    public static (SourceDocument Document, IReadOnlyList<Correction> Made) Apply(SourceDocument document)
    {
        var members = new AnswerMembers(document);
        var corrected = new Dictionary<MappingNode, MappingNode>();
        var made = new List<Correction>();
        foreach (var correction in Correction.Committed)
        {
            var wrong = members.Find(correction)
                .Where(schema => !IsHeld(members, corrected.GetValueOrDefault(schema, schema), correction))
                .ToList();
            foreach (var schema in wrong)
            {
                corrected[schema] = Set(corrected.GetValueOrDefault(schema, schema), correction);
            }

            made.AddRange(wrong.Count > 0 ? [correction] : []);
        }

        return made.Count == 0
            ? (document, made)
            : (document with { Root = (MappingNode)Replace(document.Root, corrected), IsCorrected = true }, made);
    }

    /// <summary>The corrections of what a document describes, and whether it holds each.</summary>
    public static IEnumerable<(Correction Correction, bool IsHeld)> Check(SourceDocument document)
    {
        var members = new AnswerMembers(document);
        return from correction in Correction.Committed
               let schemas = members.Find(correction)
               where schemas.Count > 0
               select (correction, schemas.All(schema => IsHeld(members, schema, correction)));
    }

    private static bool IsHeld(AnswerMembers members, MappingNode schema, Correction correction) =>
        correction.Set.All(change => Holds(members.Follow(schema), change.Keyword, change.Value)
            || (change.Value is not null && Holds(schema, change.Keyword, change.Value)));

    private static bool Holds(MappingNode? schema, string keyword, ScalarNode? value) => (schema?.Find(keyword), value) switch
    {
        (null, null) => true,
        // What has no type may be anything, null too.
        (null, not null) => keyword == "nullable"
            && schema is not null
            && !schema.Has("type")
            && !schema.Has("allOf")
            && !schema.Has("$ref")
            && !schema.Has("enum"),
        (ScalarNode found, not null) => found.Text == value.Text,
        _ => false,
    };

    private static MappingNode Set(MappingNode schema, Correction correction)
    {
        var entries = schema.Entries.ToList();
        if (schema.Find("$ref") is { } reference)
        {
            // In OpenAPI 3.0 nothing counts beside a reference.
            var target = new MappingNode(schema.Position, [.. entries.Where(entry => entry.Value == reference)]);
            entries.RemoveAll(entry => entry.Value == reference);
            entries.Insert(0, new MappingEntry("allOf", schema.Position, new SequenceNode(schema.Position, [target])));
        }

        foreach (var (keyword, value) in correction.Set)
        {
            var index = entries.FindIndex(entry => entry.Key == keyword);
            if (value is null)
            {
                entries.RemoveAll(entry => entry.Key == keyword);
            }
            else if (index >= 0)
            {
                entries[index] = entries[index] with { Value = value };
            }
            else
            {
                // Behind the type, where people look for it.
                entries.Insert(
                    entries.FindIndex(entry => entry.Key is "type" or "allOf") + 1, new MappingEntry(keyword, schema.Position, value));
            }
        }

        return new MappingNode(schema.Position, entries);
    }

    private static DocumentNode Replace(DocumentNode node, Dictionary<MappingNode, MappingNode> corrected) => node switch
    {
        MappingNode mapping => Rebuilt(corrected.GetValueOrDefault(mapping, mapping), corrected),
        SequenceNode sequence => new SequenceNode(sequence.Position, [.. sequence.Items.Select(item => Replace(item, corrected))]),
        _ => node,
    };

    private static MappingNode Rebuilt(MappingNode mapping, Dictionary<MappingNode, MappingNode> corrected) =>
        new(mapping.Position, [.. mapping.Entries.Select(entry => entry with { Value = Replace(entry.Value, corrected) })]);
}
