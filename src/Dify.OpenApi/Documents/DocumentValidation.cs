using System;
using System.Globalization;
using System.Linq;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace Dify.OpenApi.Documents;

/// <summary>Has Microsoft.OpenApi read the document, and refuses at the place what it finds wrong.</summary>
internal static class DocumentValidation
{
    public static void Check(SourceDocument document)
    {
        ReadResult result;
        try
        {
            result = Read(document.Root);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // On some damaged documents the reader fails with whatever exception its own code runs into.
            throw document.Refuse(
                FailingNode.Find(document.Root, part => FailsAlike(part, exception)),
                Rule.Valid,
                $"This cannot be read as OpenAPI: {exception.Message}");
        }

        if (result.Diagnostic?.Errors.FirstOrDefault() is not { } error)
        {
            return;
        }

        throw document.Refuse(Find(document.Root, error.Pointer ?? ""), Rule.Valid, $"{error.Message} ({error.Pointer})");
    }

    private static ReadResult Read(DocumentNode root)
    {
        // Its reader finds what is no OpenAPI; its further rules are about style, and published documents break some without harm.
        var settings = new OpenApiReaderSettings { LoadExternalRefs = false, RuleSet = ValidationRuleSet.GetEmptyRuleSet() };
        return OpenApiModelFactory.Parse(NodeJson.Write(root), "json", settings);
    }

    private static bool FailsAlike(DocumentNode root, Exception failure)
    {
        try
        {
            Read(root);
            return false;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return exception.GetType() == failure.GetType() && exception.Message == failure.Message;
        }
    }

    /// <summary>The deepest node on the way that the pointer names.</summary>
    private static Position Find(MappingNode root, string pointer)
    {
        DocumentNode node = root;
        foreach (var part in pointer.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            var next = node switch
            {
                MappingNode mapping => mapping.Find(name),
                SequenceNode sequence when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                    && index < sequence.Items.Count => sequence.Items[index],
                _ => null,
            };
            if (next is null)
            {
                break;
            }

            node = next;
        }

        return node.Position;
    }
}
