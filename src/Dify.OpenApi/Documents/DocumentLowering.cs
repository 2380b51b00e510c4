using System;
using System.Collections.Generic;
using System.Linq;

namespace Dify.OpenApi.Documents;

/// <summary>Finds the schemas of an OpenAPI 3.1 document and has each brought down to 3.0. Examples are left alone, whatever they look like.</summary>
internal sealed class DocumentLowering(string file)
{
    private readonly SchemaLowering schemas = new(file);

    public MappingNode Lower(MappingNode root)
    {
        return Members(root, (key, value) => key switch
        {
            "openapi" => new ScalarNode(value.Position, ScalarKind.Text, "3.0.3"),
            // What a server calls is nothing that a client calls.
            "webhooks" or "jsonSchemaDialect" or "$self" => null,
            "info" when value is MappingNode info => Members(info, (name, member) => name == "summary" ? null : member),
            "paths" => Each(value, PathItem),
            "components" => Members(value, Section),
            _ => value,
        });
    }

    private DocumentNode? Section(string key, DocumentNode value) => key switch
    {
        "schemas" => Each(value, schema => schemas.Lower(schema)),
        "responses" => Each(value, Response),
        "parameters" or "headers" => Each(value, Parameter),
        "requestBodies" => Each(value, Body),
        "pathItems" => Each(value, PathItem),
        _ => value,
    };

    private DocumentNode PathItem(DocumentNode item) => Members(item, (key, value) => key switch
    {
        "parameters" => Items(value, Parameter),
        "get" or "put" or "post" or "delete" or "options" or "head" or "patch" or "trace" => Members(value, Operation),
        _ => value,
    });

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

    private DocumentNode Body(DocumentNode body) => Members(body, (key, value) => key == "content" ? Each(value, MediaType) : value);

    private DocumentNode Response(DocumentNode response) => Members(response, (key, value) => key switch
    {
        "content" => Each(value, MediaType),
        "headers" => Each(value, Parameter),
        _ => value,
    });

    private DocumentNode MediaType(DocumentNode mediaType) => Members(mediaType, (key, value) => key == "schema" ? schemas.Lower(value) : value);

    private static DocumentNode Each(DocumentNode node, Func<DocumentNode, DocumentNode> change) => Members(node, (_, value) => change(value));

    private static DocumentNode Items(DocumentNode node, Func<DocumentNode, DocumentNode> change) =>
        node is SequenceNode sequence ? new SequenceNode(sequence.Position, [.. sequence.Items.Select(change)]) : node;

    private static DocumentNode Members(DocumentNode node, Func<string, DocumentNode, DocumentNode?> change) => node is MappingNode mapping ? Members(mapping, change) : node;

    private static MappingNode Members(MappingNode mapping, Func<string, DocumentNode, DocumentNode?> change)
    {
        var entries = new List<MappingEntry>();
        foreach (var entry in mapping.Entries)
        {
            if (change(entry.Key, entry.Value) is { } value)
            {
                entries.Add(entry with { Value = value });
            }
        }

        return new MappingNode(mapping.Position, entries);
    }
}
