using System;
using System.Collections.Generic;
using System.Linq;

namespace Dify.OpenApi.Documents;

/// <summary>A schema while it is brought down: its members in order.</summary>
internal sealed class LoweredSchema(Position position)
{
    private static readonly HashSet<string> Prose = new(StringComparer.Ordinal)
    {
        "description",
        "summary",
        "nullable",
        "deprecated",
        "title",
        "example",
        "default",
        "readOnly",
        "writeOnly",
    };

    private static readonly Dictionary<string, string> KindOfKeyword = new(StringComparer.Ordinal)
    {
        ["properties"] = "object",
        ["required"] = "object",
        ["additionalProperties"] = "object",
        ["minProperties"] = "object",
        ["maxProperties"] = "object",
        ["items"] = "array",
        ["minItems"] = "array",
        ["maxItems"] = "array",
        ["uniqueItems"] = "array",
        ["format"] = "string",
        ["pattern"] = "string",
        ["minLength"] = "string",
        ["maxLength"] = "string",
    };

    private readonly OrderedDictionary<string, MappingEntry> members = new(StringComparer.Ordinal);

    /// <summary>Several types, which 3.0 can only say as alternatives.</summary>
    public List<ScalarNode> Kinds { get; set; } = [];

    public static ScalarNode True(Position position) => new(position, ScalarKind.Boolean, "true");

    public void Set(string key, MappingEntry source, DocumentNode value) => members[key] = new MappingEntry(key, source.KeyPosition, value);

    public void MakeNullable(MappingEntry source) => Set("nullable", source, True(source.KeyPosition));

    public MappingEntry? Find(string key) => members.GetValueOrDefault(key);

    public void Remove(string key) => members.Remove(key);

    public bool HasOnlyProseBeside(string key) => members.Keys.All(member => member == key || Prose.Contains(member));

    /// <summary>Takes in the only alternative that was not null.</summary>
    public void TakeIn(MappingNode only, MappingEntry source)
    {
        var isPlain = only.Entries.All(entry => !members.ContainsKey(entry.Key) || Prose.Contains(entry.Key));
        if (!isPlain)
        {
            Set("allOf", source, new SequenceNode(only.Position, [only]));
            return;
        }

        foreach (var entry in only.Entries)
        {
            members.TryAdd(entry.Key, entry);
        }
    }

    /// <summary>Writes several types as alternatives, each with the keywords that belong to it.</summary>
    public void SpreadKinds()
    {
        if (Kinds.Count == 0)
        {
            return;
        }

        var parts = new List<DocumentNode>();
        foreach (var kind in Kinds)
        {
            var own = members.Values.Where(entry => KindOfKeyword.GetValueOrDefault(entry.Key) == kind.Text);
            parts.Add(new MappingNode(kind.Position, [new MappingEntry("type", kind.Position, kind), .. own]));
        }

        foreach (var keyword in members.Keys.Where(KindOfKeyword.ContainsKey).ToList())
        {
            members.Remove(keyword);
        }

        members["anyOf"] = new MappingEntry("anyOf", position, new SequenceNode(position, parts));
    }

    public MappingNode ToNode() => new(position, [.. members.Values]);
}
