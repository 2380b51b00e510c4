using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;

namespace Dify.OpenApi.Naming;

/// <summary>
/// The committed names: what stays on the wire keeps its C# name, whatever the documents call it.
/// Places are operations (<c>POST /workflows/run</c>), their parts (<c>POST /workflows/run request</c>) and members of named types
/// (<c>NodeFinishedData.status</c>).
/// </summary>
internal sealed class NameTable
{
    private readonly Dictionary<string, string> operations;
    private readonly Dictionary<string, string> types;
    private readonly HashSet<string> typeNames;
    private readonly HashSet<string> jsonTexts;
    private readonly Dictionary<string, IReadOnlyList<string>> eventMembers;
    private readonly Dictionary<string, IReadOnlyList<string>> pathParameters;
    private readonly Dictionary<string, IReadOnlyList<string>> parameters;
    private readonly Dictionary<string, string> members;
    private readonly Dictionary<string, string> lists;
    private readonly ILookup<string, (string, string)> essentialMembers;

    private NameTable(MappingNode root)
    {
        operations = Pairs(root, "operations");
        types = Pairs(root, "types");
        Families = [.. ((MappingNode)root.Find("event-families")!).Entries.Select(entry => Family(entry.Key, (MappingNode)entry.Value))];
        typeNames = types.Values.Concat(Families.SelectMany(family => family.Events.Values.Append(family.Type)))
            .ToHashSet(StringComparer.Ordinal);
        jsonTexts = ((SequenceNode)root.Find("json-texts")!).Items.Select(Text).ToHashSet(StringComparer.Ordinal);
        eventMembers = Lists(root, "event-members");
        pathParameters = Lists(root, "path-parameters");
        parameters = Lists(root, "parameters");
        members = Pairs(root, "members");
        lists = Pairs(root, "lists");
        essentialMembers = Pairs(root, "essential-members").ToLookup(
            entry => entry.Key[..entry.Key.IndexOf('.')],
            entry => (entry.Key[(entry.Key.IndexOf('.') + 1)..], entry.Value),
            StringComparer.Ordinal);
        Clients = [.. ((MappingNode)root.Find("clients")!).Entries.Select(entry => Client(entry.Key, (MappingNode)entry.Value))];
    }

    public static NameTable Committed { get; } = Load();

    /// <summary>The families of events; a type that several name belongs to the first.</summary>
    public IReadOnlyList<StreamFamily> Families { get; }

    /// <summary>The clients; the first has what no other one has.</summary>
    public IReadOnlyList<ApiClient> Clients { get; }

    /// <summary>The families that a stream may have.</summary>
    public IReadOnlyList<StreamFamily> FamiliesOf(string key)
    {
        var own = Families.Where(family => family.Streams.Contains(key)).ToList();
        return own.Count == 0 && WithoutScope(key) is { } plain ? FamiliesOf(plain) : own;
    }

    public string? Operation(string key) => Find(operations, key);

    /// <summary>The C# names of the path's parameters, in the path's order.</summary>
    public IReadOnlyList<string>? PathParameters(string key) => Find(pathParameters, key);

    /// <summary>What callers give to the operation one by one beside the path's parameters, in the order of the method.</summary>
    public IReadOnlyList<string> Parameters(string key) => Find(parameters, key) ?? [];

    /// <summary>The parameter that says where a page of a list begins; null if the operation is no list to be read over all
    /// pages.</summary>
    public string? ListFrom(string key) => Find(lists, key);

    /// <summary>The C# name of a member, where it is not what the wire's name gives.</summary>
    public string? Member(string place) => members.GetValueOrDefault(place);

    public string? Type(string place) => Find(types, place);

    public bool HasType(string name) => typeNames.Contains(name);

    /// <summary>Whether the member is JSON, or a string that holds JSON, depending on the server's version.</summary>
    public bool IsJsonText(string place) => jsonTexts.Contains(place);

    /// <summary>The same of a member of an operation's body or answer, such as <c>GET /workflows/run/{id} 200.outputs</c>.</summary>
    public bool IsJsonTextAt(string place)
    {
        var plain = OperationKey.WithoutNames(place);
        var dot = plain.LastIndexOf('.');
        return dot > 0 && Type(plain[..dot]) is { } type && IsJsonText(type + plain[dot..]);
    }

    /// <summary>The members that every event of the base has.</summary>
    public IReadOnlyList<string>? EventMembers(string baseType) => eventMembers.GetValueOrDefault(baseType);

    /// <summary>The members without which an answer of the type is none, by their places in it, and what they must be.</summary>
    public IEnumerable<(string Place, string Need)> EssentialMembers(string type) => essentialMembers[type];

    /// <summary>What the table says of a place, or, where it says nothing of it in its scope, of the same place in every scope.</summary>
    private T? Find<T>(Dictionary<string, T> known, string place)
        where T : class
    {
        return known.GetValueOrDefault(place) ?? (WithoutScope(place) is { } plain ? known.GetValueOrDefault(plain) : null);
    }

    private string? WithoutScope(string place)
    {
        var scope = Clients.Select(client => client.Scope)
            .FirstOrDefault(scope => scope is not null && place.StartsWith($"{scope} ", StringComparison.Ordinal));
        return scope is null ? null : place[(scope.Length + 1)..];
    }

    private static NameTable Load()
    {
        using var stream = typeof(NameTable).Assembly.GetManifestResourceStream("names.yaml")!;
        using var reader = new StreamReader(stream);
        return new NameTable((MappingNode)YamlNodeReader.Read("names.yaml", reader.ReadToEnd(), 1));
    }

    private static StreamFamily Family(string name, MappingNode node) =>
        new(name, Text(node.Find("type")!), [.. ((SequenceNode)node.Find("streams")!).Items.Select(Text)], Pairs(node, "events"));

    private static ApiClient Client(string name, MappingNode node) => new(
        name,
        node.Find("title") is MappingNode title ? (Text(title.Find("en")!), Text(title.Find("ja")!), Text(title.Find("zh")!)) : null,
        Text(node.Find("key")!),
        node.Find("scope") is { } scope ? Text(scope) : null,
        node.Find("needs") is { } needs ? Text(needs) : null,
        Texts(node.Find("operations")),
        Texts(node.Find("paths")));

    private static IReadOnlyList<string> Texts(DocumentNode? node) => node is SequenceNode list ? [.. list.Items.Select(Text)] : [];

    private static Dictionary<string, string> Pairs(MappingNode root, string key) =>
        ((MappingNode)root.Find(key)!).Entries.ToDictionary(entry => entry.Key, entry => Text(entry.Value), StringComparer.Ordinal);

    private static Dictionary<string, IReadOnlyList<string>> Lists(MappingNode root, string key) =>
        ((MappingNode)root.Find(key)!).Entries.ToDictionary(
            entry => entry.Key,
            entry => (IReadOnlyList<string>)[.. ((SequenceNode)entry.Value).Items.Select(Text)],
            StringComparer.Ordinal);

    private static string Text(DocumentNode node) => ((ScalarNode)node).Text;
}
