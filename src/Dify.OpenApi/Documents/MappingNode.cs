using System;
using System.Collections.Generic;
using System.Linq;

namespace Dify.OpenApi.Documents;

internal sealed record MappingEntry(string Key, Position KeyPosition, DocumentNode Value);

internal sealed class MappingNode : DocumentNode
{
    private readonly Dictionary<string, DocumentNode> values;

    public MappingNode(Position position, IReadOnlyList<MappingEntry> entries)
        : base(position)
    {
        Entries = entries;
        Weight = 1 + entries.Sum(entry => entry.Value.Weight);
        values = entries.ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
    }

    public IReadOnlyList<MappingEntry> Entries { get; }

    public override string KindName => "an object";

    public DocumentNode? Find(string key) => values.GetValueOrDefault(key);

    public bool Has(string key) => values.ContainsKey(key);
}
