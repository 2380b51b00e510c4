using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;

namespace Dify.OpenApi.Importing;

/// <summary>
/// Which of the project's documents an input belongs to: each path is described in one of them, or in several if apps answer differently.
/// </summary>
internal static class ImportTarget
{
    /// <summary>The document that has the paths of the input; the first one if none has any.</summary>
    /// <exception cref="DocumentException">Several have some, and only the caller knows which one is to be updated.</exception>
    public static string Choose(SourceDocument input, IReadOnlyList<string> documents)
    {
        var found = documents
            .Select(document => (Document: document, Count: PathsOf(input.Root).Intersect(Known(document), StringComparer.Ordinal).Count()))
            .Where(match => match.Count > 0)
            .ToList();
        return found switch
        {
            [] => documents[0],
            [var one] => one.Document,
            _ when found.Find(match => match.Count == PathsOf(input.Root).Count()) is { Document: { } whole } => whole,
            _ => throw input.Refuse(
                Position.Start,
                Rule.WholeImport,
                "The document describes what stands in several: "
                    + string.Join(", ", found.Select(match => $"{match.Count} paths of {match.Document}"))
                    + ". Name the one to update with --into; what only the others have is left out then."),
        };
    }

    /// <summary>The input without the paths that stand in another of the project's documents, to be described there alone.</summary>
    /// <returns>The input, and the paths that were left out.</returns>
    public static (SourceDocument Input, IReadOnlyList<string> LeftOut) For(
        string target, SourceDocument input, IReadOnlyList<string> documents)
    {
        if (!documents.Any(document => IsSame(document, target)))
        {
            return (input, []);
        }

        var others = documents.Where(document => !IsSame(document, target)).SelectMany(Known).ToHashSet(StringComparer.Ordinal);
        others.ExceptWith(Known(target));
        var leftOut = Paths(input.Root).Where(path => others.Contains(Plain(path.Key))).ToList();
        if (leftOut.Count == 0)
        {
            return (input, []);
        }

        var rest = new MappingNode(input.Root.Find("paths")!.Position, [.. Paths(input.Root).Except(leftOut)]);
        var root = new MappingNode(
            input.Root.Position, [.. input.Root.Entries.Select(entry => entry.Key == "paths" ? entry with { Value = rest } : entry)]);
        return (input with { Root = root, IsCorrected = true }, [.. leftOut.Select(path => path.Key)]);
    }

    private static bool IsSame(string one, string other)
        => string.Equals(Path.GetFullPath(one), Path.GetFullPath(other), StringComparison.Ordinal);

    private static IEnumerable<string> Known(string document)
        => File.Exists(document) ? PathsOf(SourceDocumentReader.Read(document).Root) : [];

    private static IEnumerable<string> PathsOf(MappingNode root)
        => Paths(root).Select(path => Plain(path.Key)).Distinct(StringComparer.Ordinal);

    private static IReadOnlyList<MappingEntry> Paths(MappingNode root) => (root.Find("paths") as MappingNode)?.Entries ?? [];

    // Documents call a path's parameters as they like.
    private static string Plain(string path) => OperationKey.WithoutNames(path);
}
