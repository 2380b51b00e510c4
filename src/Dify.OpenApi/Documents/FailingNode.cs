using System;
using System.Linq;

namespace Dify.OpenApi.Documents;

/// <summary>Finds the node on which a reader fails that does not tell, by giving it less and less of the document.</summary>
internal static class FailingNode
{
    /// <summary>The deepest node without which, and without all that follows it, the reader does not fail.</summary>
    /// <param name="node">The document, on which the reader fails.</param>
    /// <param name="fails">Whether the reader fails on this instead, and in the same way.</param>
    public static DocumentNode Find(DocumentNode node, Func<DocumentNode, bool> fails)
    {
        switch (node)
        {
            case MappingNode mapping when FirstFailing(
                mapping.Entries.Count, count => fails(new MappingNode(mapping.Position, [.. mapping.Entries.Take(count)]))) is { } index:
                var entry = mapping.Entries[index];
                return Find(
                    entry.Value,
                    value => fails(new MappingNode(mapping.Position, [.. mapping.Entries.Take(index), entry with { Value = value }])));
            case SequenceNode sequence when FirstFailing(
                sequence.Items.Count, count => fails(new SequenceNode(sequence.Position, [.. sequence.Items.Take(count)]))) is { } index:
                return Find(
                    sequence.Items[index], item => fails(new SequenceNode(sequence.Position, [.. sequence.Items.Take(index), item])));
            default:
                return node;
        }
    }

    /// <summary>The index of the first part with which the reader fails; null if it fails without any.</summary>
    private static int? FirstFailing(int count, Func<int, bool> failsOnFirst)
    {
        if (failsOnFirst(0))
        {
            return null;
        }

        var (passing, failing) = (0, count);
        while (failing - passing > 1)
        {
            var middle = (passing + failing) / 2;
            (passing, failing) = failsOnFirst(middle) ? (passing, middle) : (middle, failing);
        }

        return passing;
    }
}
