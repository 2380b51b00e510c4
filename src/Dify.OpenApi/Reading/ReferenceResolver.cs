using System;
using System.Collections.Generic;
using System.Globalization;
using Dify.OpenApi.Documents;

namespace Dify.OpenApi.Reading;

/// <summary>Follows <c>$ref</c> inside one document.</summary>
internal sealed class ReferenceResolver(SourceDocument document)
{
    /// <summary>The node that the chain of references starting at the given one ends at, and the last reference followed.</summary>
    public (DocumentNode Node, string? Reference) Follow(DocumentNode node)
    {
        string? reference = null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (ReferenceOf(node) is { } next)
        {
            if (!seen.Add(next.Text))
            {
                throw document.Refuse(next, Rule.NoEndlessReference, $"The reference '{next.Text}' leads back to itself.");
            }

            reference = next.Text;
            node = Find(next);
        }

        return (node, reference);
    }

    public static ScalarNode? ReferenceOf(DocumentNode node) =>
        node is MappingNode mapping && mapping.Find("$ref") is ScalarNode { Kind: ScalarKind.Text } reference ? reference : null;

    /// <summary>The component's name when the reference names one of the given section.</summary>
    public static string? ComponentName(string? reference, string section)
    {
        var prefix = $"#/components/{section}/";
        return reference is not null && reference.StartsWith(prefix, StringComparison.Ordinal) && !reference[prefix.Length..].Contains('/')
            ? Unescape(reference[prefix.Length..])
            : null;
    }

    private DocumentNode Find(ScalarNode reference)
    {
        if (!reference.Text.StartsWith("#/", StringComparison.Ordinal))
        {
            throw document.Refuse(
                reference,
                Rule.ReferenceExists,
                $"The reference '{reference.Text}' leads out of the document. Only references that start with '#/' are followed.");
        }

        DocumentNode? node = document.Root;
        foreach (var part in reference.Text[2..].Split('/'))
        {
            node = node switch
            {
                MappingNode mapping => mapping.Find(Unescape(part)),
                SequenceNode sequence when int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                    && index < sequence.Items.Count => sequence.Items[index],
                _ => null,
            };
            if (node is null)
            {
                throw document.Refuse(reference, Rule.ReferenceExists, $"The reference '{reference.Text}' names nothing in the document.");
            }
        }

        return node;
    }

    private static string Unescape(string part) =>
        Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
