using System;
using System.Collections.Generic;
using System.Linq;

namespace Dify.OpenApi.Documents;

/// <summary>Finds the schemas of an OpenAPI 3.1 document and has each brought down to 3.0. Examples are left alone, whatever they look
/// like.</summary>
internal sealed class DocumentLowering(string file, DocumentWarnings warnings, bool isStrict)
{
    private readonly SchemaLowering schemas = new(file, warnings, isStrict);

    private MappingNode pathItems = new(Position.Start, []);

    public MappingNode Lower(MappingNode root)
    {
        pathItems = (root.Find("components") as MappingNode)?.Find("pathItems") as MappingNode ?? pathItems;
        return Members(root, (key, value) => key switch
        {
            "openapi" => new ScalarNode(value.Position, ScalarKind.Text, "3.0.3"),
            // What a server calls is nothing that a client calls.
            "webhooks" or "jsonSchemaDialect" or "$self" => null,
            "info" when value is MappingNode info => Members(info, Info),
            "tags" or "servers" => Items(value, item => Members(
                item,
                (name, member) => name is "summary" or "parent" or "kind" or "name" && !(key == "tags" && name == "name") ? null : member)),
            "paths" => Each(value, PathItem),
            "components" => Members(value, Section),
            _ => value,
        });
    }

    private static DocumentNode? Info(string key, DocumentNode value) => key switch
    {
        "summary" => null,
        "license" => Members(value, (name, member) => name == "identifier" ? null : member),
        _ => value,
    };

    private DocumentNode? Section(string key, DocumentNode value) => key switch
    {
        "schemas" => Each(value, schema => schemas.Lower(schema)),
        "responses" => Each(value, Response),
        "parameters" or "headers" => Each(value, Parameter),
        "requestBodies" => Each(value, Body),
        // They stand where they are used.
        "pathItems" => null,
        _ => value,
    };

    private DocumentNode PathItem(DocumentNode item)
    {
        const string Shared = "#/components/pathItems/";
        var shared = item is MappingNode mapping
            && mapping.Find("$ref") is ScalarNode { Text: var name }
            && name.StartsWith(Shared, StringComparison.Ordinal)
            ? pathItems.Find(
                name[Shared.Length..].Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))
            : null;
        return Members(shared ?? item, PathItemMember);
    }

    private DocumentNode? PathItemMember(string key, DocumentNode value) => key switch
    {
        "query" or "additionalOperations" => throw new DocumentException(
            file, value.Position, Rule.NoLossFrom31, $"The client sends no such method ('{key}' of OpenAPI 3.2). Leave it out."),
        "parameters" => Items(value, Parameter),
        "get" or "put" or "post" or "delete" or "options" or "head" or "patch" or "trace" => Members(value, Operation),
        _ => value,
    };

    private DocumentNode? Operation(string key, DocumentNode value) => key switch
    {
        "parameters" => Items(value, Parameter),
        "requestBody" => Body(value),
        "responses" => Each(value, Response),
        _ => value,
    };

    private DocumentNode Parameter(DocumentNode parameter) => Members(parameter, (key, value) => key switch
    {
        "schema" => schemas.Lower(value),
        "content" => Each(value, MediaType),
        _ => value,
    });

    private DocumentNode Body(DocumentNode body) => Members(body, (key, value) =>
    {
        if (key == "name")
        {
            warnings.Add(value, "A request body has no name in OpenAPI; it is passed over.");
            return null;
        }

        return key == "content" ? Each(value, MediaType) : value;
    });

    private DocumentNode Response(DocumentNode response) => Members(response, (key, value) => key switch
    {
        "content" => Each(value, MediaType),
        "headers" => Each(value, Parameter),
        _ => value,
    });

    /// <summary>OpenAPI 3.2 describes the items of a stream: of an event stream each event, of which the JSON is what matters.</summary>
    private DocumentNode MediaType(DocumentNode mediaType) => Members(mediaType, (key, value) => key switch
    {
        "schema" => schemas.Lower(value),
        "itemSchema" when !((MappingNode)mediaType).Has("schema") => schemas.Lower(EventData(value)),
        "itemSchema" or "itemEncoding" or "prefixEncoding" => null,
        _ => value,
    }, key => key == "itemSchema" ? "schema" : key);

    private static DocumentNode EventData(DocumentNode item) =>
        item is MappingNode schema && schema.Find("properties") is MappingNode members && members.Find(
            "data") is MappingNode data && data.Find("contentSchema") is { } content ? content : item;

    private static DocumentNode Each(DocumentNode node, Func<DocumentNode, DocumentNode> change) =>
        Members(node, (_, value) => change(value));

    private static DocumentNode Items(DocumentNode node, Func<DocumentNode, DocumentNode> change) =>
        node is SequenceNode sequence ? new SequenceNode(sequence.Position, [.. sequence.Items.Select(change)]) : node;

    private static DocumentNode Members(
        DocumentNode node, Func<string, DocumentNode, DocumentNode?> change, Func<string, string>? rename = null) =>
        node is MappingNode mapping ? Members(mapping, change, rename) : node;

    private static MappingNode Members(
        MappingNode mapping, Func<string, DocumentNode, DocumentNode?> change, Func<string, string>? rename = null)
    {
        var entries = new List<MappingEntry>();
        foreach (var entry in mapping.Entries)
        {
            if (change(entry.Key, entry.Value) is { } value)
            {
                entries.Add(entry with { Key = rename?.Invoke(entry.Key) ?? entry.Key, Value = value });
            }
        }

        return new MappingNode(mapping.Position, entries);
    }
}
