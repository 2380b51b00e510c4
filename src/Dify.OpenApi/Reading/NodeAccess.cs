using System.Collections.Generic;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;

namespace Dify.OpenApi.Reading;

/// <summary>Takes typed values out of nodes and refuses, with the place, what has another type.</summary>
internal sealed class NodeAccess(SourceDocument document, Language language)
{
    public SourceDocument Document => document;

    public Language Language => language;

    public ReferenceResolver References { get; } = new(document);

    public Origin At(DocumentNode node) => new(document, node.Position);

    public MappingNode Mapping(DocumentNode node, string what) =>
        node as MappingNode ?? throw document.Refuse(node, Rule.Structure, $"{what} must be an object; here it is {node.KindName}.");

    public MappingNode? OptionalMapping(MappingNode parent, string key, string what) =>
        parent.Find(key) is { } node ? Mapping(node, $"{what}.{key}") : null;

    public IReadOnlyList<DocumentNode> Items(MappingNode parent, string key, string what) => parent.Find(key) switch
    {
        null => [],
        SequenceNode sequence => sequence.Items,
        var other => throw document.Refuse(other, Rule.Structure, $"{what}.{key} must be an array; here it is {other.KindName}."),
    };

    public string Text(DocumentNode node, string what) =>
        node is ScalarNode { Kind: ScalarKind.Text } scalar
            ? scalar.Text
            : throw document.Refuse(node, Rule.Structure, $"{what} must be a string; here it is {node.KindName}.");

    public string? OptionalText(MappingNode parent, string key, string what) => parent.Find(key) switch
    {
        null or ScalarNode { Kind: ScalarKind.Null } => null,
        var node => Text(node, $"{what}.{key}"),
    };

    /// <summary>A short text that an author may have left unquoted, such as a version number.</summary>
    public string? OptionalWord(MappingNode parent, string key, string what) => parent.Find(key) switch
    {
        null or ScalarNode { Kind: ScalarKind.Null } => null,
        ScalarNode scalar => scalar.Text,
        var node => Text(node, $"{what}.{key}"),
    };

    public bool Flag(MappingNode parent, string key, string what) => parent.Find(key) switch
    {
        null => false,
        ScalarNode { Kind: ScalarKind.Boolean } scalar => scalar.Text == "true",
        var other => throw document.Refuse(other, Rule.Structure, $"{what}.{key} must be true or false; here it is {other.KindName}."),
    };

    public Prose Prose(MappingNode parent, string key, string what) =>
        OptionalText(parent, key, what) is { } text ? Model.Prose.In(language, SafeText.Prose(text).TrimEnd()) : default;

    /// <summary>A name that goes over the wire as it is.</summary>
    public string Name(string name, Position position, string what) =>
        SafeText.IsName(name)
            ? name
            : throw Unusable(name, position, what, "control characters, line breaks or other characters that stand for nothing");

    public DocumentException Unusable(string name, Position position, string what, string why) =>
        document.Refuse(position, Rule.PlainName, $"{what} is '{name}', which holds {why}. Correct it in the document.");
}
