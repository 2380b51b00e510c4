using System;
using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;

namespace Dify.OpenApi.Importing;

/// <summary>
/// Says what a vendored document holds after an import: what the input mentions as the input has it, the rest as it was.
/// Paths are matched by the wire, so a renamed path parameter is the same path.
/// </summary>
internal static class TreeMerge
{
    public static MappingNode Merge(MappingNode vendored, MappingNode input)
    {
        var entries = new OrderedDictionary<string, DocumentNode>(StringComparer.Ordinal);
        foreach (var entry in vendored.Entries)
        {
            entries[entry.Key] = entry.Value;
        }

        foreach (var entry in input.Entries)
        {
            entries[entry.Key] = (entry.Key, entries.GetValueOrDefault(entry.Key), entry.Value) switch
            {
                ("openapi", { } version, _) => version,
                ("paths", MappingNode old, MappingNode next) => MergePaths(old, next),
                ("components", MappingNode old, MappingNode next) => MergeSections(old, next),
                ("tags", SequenceNode old, SequenceNode next) => MergeTags(old, next),
                (_, { } old, var next) when NodeMeaning.Same(old, next) => old,
                _ => entry.Value,
            };
        }

        return ComponentSweep.Sweep(vendored, input, Mapping(entries));
    }

    private static MappingNode MergePaths(MappingNode vendored, MappingNode input)
    {
        var entries = new OrderedDictionary<string, DocumentNode>(StringComparer.Ordinal);
        foreach (var entry in vendored.Entries)
        {
            entries[entry.Key] = entry.Value;
        }

        foreach (var entry in input.Entries)
        {
            var wire = OperationKey.Of("", entry.Key);
            var known = entries.Keys.FirstOrDefault(path => OperationKey.Of("", path) == wire);
            if (known is null)
            {
                entries[entry.Key] = entry.Value;
                continue;
            }

            var merged = entries[known] is MappingNode old && entry.Value is MappingNode next ? MergeItem(old, next) : entry.Value;
            entries.SetAt(entries.IndexOf(known), entry.Key, merged);
        }

        return Mapping(entries);
    }

    /// <summary>The methods of a path that the input does not mention stay.</summary>
    private static MappingNode MergeItem(MappingNode vendored, MappingNode input)
    {
        var entries = new OrderedDictionary<string, DocumentNode>(StringComparer.Ordinal);
        foreach (var entry in vendored.Entries)
        {
            entries[entry.Key] = entry.Value;
        }

        foreach (var entry in input.Entries)
        {
            entries[entry.Key] = entries.TryGetValue(entry.Key, out var old) && NodeMeaning.Same(old, entry.Value) ? old : entry.Value;
        }

        return Mapping(entries);
    }

    private static MappingNode MergeSections(MappingNode vendored, MappingNode input)
    {
        var entries = new OrderedDictionary<string, DocumentNode>(StringComparer.Ordinal);
        foreach (var entry in vendored.Entries)
        {
            entries[entry.Key] = entry.Value;
        }

        foreach (var entry in input.Entries)
        {
            entries[entry.Key] = entries.GetValueOrDefault(entry.Key) is MappingNode old && entry.Value is MappingNode next
                ? MergeItem(old, next)
                : entry.Value;
        }

        return Mapping(entries);
    }

    private static SequenceNode MergeTags(SequenceNode vendored, SequenceNode input)
    {
        var tags = vendored.Items.ToList();
        foreach (var tag in input.Items)
        {
            var index = tags.FindIndex(known => Name(known) == Name(tag));
            if (index < 0)
            {
                tags.Add(tag);
            }
            else if (!NodeMeaning.Same(tags[index], tag))
            {
                tags[index] = tag;
            }
        }

        return new SequenceNode(vendored.Position, tags);
    }

    private static string? Name(DocumentNode tag) =>
        tag is MappingNode mapping && mapping.Find("name") is ScalarNode name ? name.Text : null;

    private static MappingNode Mapping(OrderedDictionary<string, DocumentNode> entries) =>
        new(Position.Start, [.. entries.Select(entry => new MappingEntry(entry.Key, entry.Value.Position, entry.Value))]);
}
