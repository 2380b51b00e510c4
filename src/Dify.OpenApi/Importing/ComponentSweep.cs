using System;
using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Documents;

namespace Dify.OpenApi.Importing;

/// <summary>Drops components that an import left without a use. Components that had none before stay: somebody keeps them for a
/// reason.</summary>
internal static class ComponentSweep
{
    public static MappingNode Sweep(MappingNode vendored, MappingNode input, MappingNode merged)
    {
        var before = References.From(vendored);
        var after = References.From(merged);
        var mentioned = References.Components(input).ToHashSet(StringComparer.Ordinal);
        var dropped = References.Components(merged)
            .Where(component => before.Contains(component) && !after.Contains(component) && !mentioned.Contains(component))
            .ToHashSet(StringComparer.Ordinal);
        if (dropped.Count == 0)
        {
            return merged;
        }

        return Replace(merged, "components", sections => sections.Entries.Aggregate((MappingNode)sections, (all, section) => Replace(
            all,
            section.Key,
            items => new MappingNode(
                items.Position, [.. items.Entries.Where(item => !dropped.Contains($"#/components/{section.Key}/{item.Key}"))]))));
    }

    private static MappingNode Replace(MappingNode parent, string key, Func<MappingNode, MappingNode> change) => new(
        parent.Position,
        [.. parent.Entries.Select(
            entry => entry.Key == key && entry.Value is MappingNode mapping ? entry with { Value = change(mapping) } : entry)]);

    private static class References
    {
        public static IEnumerable<string> Components(MappingNode root) =>
            (root.Find("components") as MappingNode)?.Entries
                .Where(section => section.Key != "securitySchemes")
                .SelectMany(section => (section.Value as MappingNode)?.Entries.Select(
                    item => $"#/components/{section.Key}/{item.Key}") ?? []) ?? [];

        /// <summary>Everything that paths lead to.</summary>
        public static HashSet<string> From(MappingNode root)
        {
            var found = new HashSet<string>(StringComparer.Ordinal);
            var pending = new Stack<DocumentNode>();
            if (root.Find("paths") is { } paths)
            {
                pending.Push(paths);
            }

            while (pending.TryPop(out var node))
            {
                switch (node)
                {
                    case MappingNode mapping:
                        foreach (var entry in mapping.Entries)
                        {
                            pending.Push(entry.Value);
                        }

                        break;
                    case SequenceNode sequence:
                        foreach (var item in sequence.Items)
                        {
                            pending.Push(item);
                        }

                        break;
                    case ScalarNode { Kind: ScalarKind.Text } scalar when scalar.Text.StartsWith("#/components/", StringComparison.Ordinal)
                        && found.Add(scalar.Text):
                        if (Find(root, scalar.Text) is { } target)
                        {
                            pending.Push(target);
                        }

                        break;
                }
            }

            return found;
        }

        private static DocumentNode? Find(MappingNode root, string reference) =>
            reference.Split('/') is [_, _, var section, var name]
                ? ((root.Find("components") as MappingNode)?.Find(section) as MappingNode)?.Find(name)
                : null;
    }
}
