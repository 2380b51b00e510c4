using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Dify.OpenApi.Documents;

namespace Dify.OpenApi.Correcting;

/// <summary>What a server was seen to do otherwise than a document says.</summary>
/// <param name="Operation">The operation as a document writes it: <c>GET /datasets/{dataset_id}</c>.</param>
/// <param name="Event">Of a stream, the event that is meant.</param>
/// <param name="At">The member of the answer: <c>data[].name</c>.</param>
/// <param name="Set">Keywords of the member's schema as they ought to be; null where one goes.</param>
/// <param name="Seen">The observation.</param>
internal sealed record Correction(
    string Operation, string? Event, string At, IReadOnlyList<(string Keyword, ScalarNode? Value)> Set, string Seen)
{
    /// <summary>The committed corrections.</summary>
    public static IReadOnlyList<Correction> Committed { get; } = [.. Load()];

    public string Place => $"{Operation} {(Event is null ? "" : $"{Event}: ")}{At}";

    public string Change
        => string.Join(
            ", ",
            Set.Select(change => change.Value is { } value ? $"{change.Keyword} is {value.Text}" : $"no {change.Keyword}"));

    private static IEnumerable<Correction> Load()
    {
        using var stream = typeof(Correction).Assembly.GetManifestResourceStream("corrections.yaml")!;
        using var reader = new StreamReader(stream);
        var root = (MappingNode)YamlNodeReader.Read("corrections.yaml", reader.ReadToEnd(), 1);
        foreach (var entry in ((SequenceNode)root.Find("corrections")!).Items.Cast<MappingNode>())
        {
            var set = ((MappingNode)entry.Find("set")!).Entries
                .Select(keyword => (keyword.Key, keyword.Value as ScalarNode is { Kind: not ScalarKind.Null } value ? value : null))
                .ToList();
            foreach (var place in ((SequenceNode)entry.Find("at")!).Items)
            {
                yield return new Correction(
                    Text(entry.Find("operation"))!, Text(entry.Find("event")), Text(place)!, set, Text(entry.Find("seen"))!);
            }
        }
    }

    private static string? Text(DocumentNode? node) => (node as ScalarNode)?.Text;
}
