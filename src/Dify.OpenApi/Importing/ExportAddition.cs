using System;
using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;
using Dify.OpenApi.Shaping;

namespace Dify.OpenApi.Importing;

/// <summary>
/// What a server's export has beyond a vendored document: operations, and the components that they need. An export describes no event of a
/// stream, few problems and no answer in full, so what both describe stays the document's.
/// </summary>
internal static class ExportAddition
{
    private const string Components = "#/components/";

    /// <summary>Whether the input tells less of a stream than the document: it has one of its streams, and describes no events at
    /// all.</summary>
    public static bool IsExport(ApiDocument vendored, ApiDocument input)
    {
        var streams = vendored.Operations.Where(Streams).Select(operation => operation.Key).ToHashSet(StringComparer.Ordinal);
        return DescribesEvents(vendored)
            && !DescribesEvents(input)
            && input.Operations.Exists(operation => streams.Contains(operation.Key));
    }

    /// <returns>The part of the export that is new, each component under a name that the document does not use for another.</returns>
    public static MappingNode Of(MappingNode vendored, MappingNode export)
    {
        var paths = NewPaths(vendored, export);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var components = new OrderedDictionary<string, List<MappingEntry>>(StringComparer.Ordinal);
        var renamed = Rename(paths);
        return Mapping([
            Entry("paths", renamed),
            Entry("components", Mapping([.. components.Select(section => Entry(section.Key, Mapping(section.Value)))])),
        ]);

        DocumentNode Rename(DocumentNode node) => node switch
        {
            MappingNode mapping =>
                new MappingNode(mapping.Position, [.. mapping.Entries.Select(entry => entry with { Value = Rename(entry.Value) })]),
            SequenceNode sequence => new SequenceNode(sequence.Position, [.. sequence.Items.Select(Rename)]),
            ScalarNode { Kind: ScalarKind.Text } scalar when scalar.Text.StartsWith(Components, StringComparison.Ordinal) =>
                new ScalarNode(scalar.Position, ScalarKind.Text, Take(scalar.Text)),
            _ => node,
        };

        string Take(string reference)
        {
            if (names.TryGetValue(reference, out var known) || Find(export, reference) is not { } component)
            {
                return known ?? reference;
            }

            var (section, name) = (reference.Split('/')[2], reference.Split('/')[3]);
            var own = name;
            for (var number = 1; Find(vendored, $"{Components}{section}/{own}") is { } other
                && !NodeMeaning.Same(other, component); number++)
            {
                own = number == 1 ? $"Server{name}" : $"Server{name}{number}";
            }

            names[reference] = $"{Components}{section}/{own}";
            components.TryAdd(section, []);

            // Its place is taken before what it refers to, which may be itself.
            var value = Rename(component);
            components[section].Add(Entry(own, value));
            return names[reference];
        }
    }

    private static MappingNode NewPaths(MappingNode vendored, MappingNode export)
    {
        var known = Items(vendored)
            .SelectMany(path => Methods(path).Select(method => OperationKey.Of(method.Key, path.Key)))
            .ToHashSet(StringComparer.Ordinal);
        var added = new List<MappingEntry>();
        foreach (var path in Items(export))
        {
            var methods = Methods(path).Select(method => method.Key).ToList();
            var isKnown = methods.FindAll(method => known.Contains(OperationKey.Of(method, path.Key)));
            if (isKnown.Count < methods.Count)
            {
                var item = (MappingNode)path.Value;
                var rest = item.Entries.Where(entry => !isKnown.Contains(entry.Key));
                added.Add(path with { Value = new MappingNode(item.Position, [.. rest]) });
            }
        }

        return Mapping(added);
    }

    private static IEnumerable<MappingEntry> Items(MappingNode document) =>
        document.Find("paths") is MappingNode paths ? paths.Entries.Where(path => path.Value is MappingNode) : [];

    private static IEnumerable<MappingEntry> Methods(MappingEntry path) =>
        ((MappingNode)path.Value).Entries.Where(
            entry => entry.Value is MappingNode && !entry.Key.StartsWith("x-", StringComparison.Ordinal));

    private static bool Streams(ApiOperation operation) =>
        operation.Responses.Where(response => response.IsSuccess).SelectMany(response => response.Contents)
            .Any(content => MediaTypes.IsEvents(content.MediaType));

    private static bool DescribesEvents(ApiDocument document) =>
        document.DiscriminatedComponents.Any(schema => schema.Discriminator is { Mapping.Count: > 0, PropertyName: "event" });

    private static DocumentNode? Find(MappingNode root, string reference) =>
        reference.Split('/') is [_, _, var section, var name] && root.Find("components") is MappingNode components
            ? (components.Find(section) as MappingNode)?.Find(name)
            : null;

    private static MappingEntry Entry(string key, DocumentNode value) => new(key, value.Position, value);

    private static MappingNode Mapping(IReadOnlyList<MappingEntry> entries) => new(Position.Start, entries);
}
