using System;
using System.Collections.Generic;
using System.Linq;

namespace Dify.OpenApi.Documents;

/// <summary>Writes a Swagger 2.0 document as OpenAPI 3.0. Server exports break some of its rules; what can be understood all the same is
/// told and read.</summary>
internal sealed class SwaggerLowering(string file, DocumentWarnings warnings)
{
    private static readonly HashSet<string> Methods = new(StringComparer.Ordinal)
    {
        "get",
        "put",
        "post",
        "delete",
        "options",
        "head",
        "patch",
    };
    private static readonly HashSet<string> ParameterKeys = new(StringComparer.Ordinal)
    {
        "name",
        "in",
        "description",
        "required",
        "allowEmptyValue",
    };

    private MappingNode definitions = new(Position.Start, []);
    private MappingNode document = new(Position.Start, []);

    public MappingNode Lower(MappingNode root)
    {
        document = root;
        definitions = root.Find("definitions") as MappingNode ?? definitions;
        var entries = new List<MappingEntry> { Entry("openapi", root, Text(root, "3.0.3")) };
        Copy(root, entries, "info", "tags", "security");
        entries.Add(Entry("servers", root, Servers(root)));
        entries.Add(Entry("paths", root, Each(root.Find("paths"), (_, item) => PathItem(item)) ?? Object(root)));
        var components = new List<MappingEntry>();
        Add(components, "schemas", Each(definitions, (_, schema) => Schema(schema)));
        Add(components, "responses", Each(root.Find("responses"), (_, response) => Response(response, Media(root, "produces"))));
        Add(components, "securitySchemes", Each(root.Find("securityDefinitions"), (_, scheme) => SecurityScheme(scheme)));
        entries.Add(Entry("components", root, new MappingNode(root.Position, components)));
        return new MappingNode(root.Position, entries);
    }

    private static SequenceNode Servers(MappingNode root)
    {
        var scheme = (root.Find("schemes") as SequenceNode)?.Items.OfType<ScalarNode>().FirstOrDefault()?.Text ?? "https";
        var path = root.Find("basePath") is ScalarNode basePath ? basePath.Text : "/";
        var address = root.Find("host") is ScalarNode host ? $"{scheme}://{host.Text}{path}" : path;
        return new SequenceNode(root.Position, [new MappingNode(root.Position, [Entry("url", root, Text(root, address))])]);
    }

    private DocumentNode PathItem(DocumentNode node)
    {
        if (node is not MappingNode item)
        {
            return node;
        }

        var shared = Items(item, "parameters");
        return Each(item, (key, value) => key == "parameters"
            ? null
            : Methods.Contains(key) && value is MappingNode operation ? Operation(key, operation, shared) : value)!;
    }

    private MappingNode Operation(string method, MappingNode operation, IReadOnlyList<DocumentNode> shared)
    {
        var own = Items(operation, "parameters").Select(Resolve).ToList();
        var all = shared.Select(Resolve).Where(parameter => !own.Exists(
            other => Word(other, "name") == Word(parameter, "name") && Word(other, "in") == Word(parameter, "in"))).Concat(own).ToList();
        var entries = new List<MappingEntry>();
        Copy(operation, entries, "tags", "summary", "description", "operationId", "security", "deprecated");
        var sent = all.Where(parameter => Word(parameter, "in") is not ("body" or "formData")).Select(Parameter).ToList();
        entries.Add(Entry("parameters", operation, new SequenceNode(operation.Position, sent)));
        if (Body(method, operation, all) is { } body)
        {
            entries.Add(Entry("requestBody", operation, body));
        }

        var produces = Media(operation, "produces");
        entries.Add(Entry(
            "responses", operation, Each(operation.Find("responses"), (_, response) => Response(response, produces)) ?? Object(operation)));
        return new MappingNode(operation.Position, entries);
    }

    private MappingNode? Body(string method, MappingNode operation, List<MappingNode> parameters)
    {
        var body = parameters.Find(parameter => Word(parameter, "in") == "body");
        var parts = parameters.FindAll(parameter => Word(parameter, "in") == "formData");
        if (body is null && parts.Count == 0)
        {
            return null;
        }

        if (method is "get" or "head")
        {
            warnings.Add(body ?? parts[0], $"A {method.ToUpperInvariant()} has no body; the one that is described here is left out.");
            return null;
        }

        var schema = body is not null ? Schema(body.Find("schema") ?? Object(body)) : Form(operation, parts);
        var media = body is not null ? Media(operation, "consumes") : ["multipart/form-data"];
        var content = new MappingNode(
            operation.Position,
            [.. media.Select(type => Entry(type, operation, new MappingNode(operation.Position, [Entry("schema", operation, schema)])))]);
        var entries = new List<MappingEntry> { Entry("content", operation, content) };
        if (body is not null)
        {
            Copy(body, entries, "description", "required");
        }

        return new MappingNode(operation.Position, entries);
    }

    private MappingNode Form(MappingNode operation, List<MappingNode> parts)
    {
        var required = parts.Where(part => Word(part, "required") == "true")
            .Select(part => (DocumentNode)Text(part, Word(part, "name") ?? ""));
        return new MappingNode(
            operation.Position,
            [
                Entry("type", operation, Text(operation, "object")),
                Entry("required", operation, new SequenceNode(operation.Position, [.. required])),
                Entry("properties", operation, new MappingNode(
                    operation.Position,
                    [.. parts.Select(part => Entry(Word(part, "name") ?? "", part, InlineSchema(part, "description")))])),
            ]);
    }

    private DocumentNode Parameter(MappingNode parameter)
    {
        var entries = new List<MappingEntry>();
        Copy(parameter, entries, [.. ParameterKeys]);
        entries.Add(Entry("schema", parameter, InlineSchema(parameter)));
        if (Word(parameter, "collectionFormat") is { } format && Word(parameter, "type") == "array")
        {
            var style = format switch
            {
                "csv" or "multi" => Word(parameter, "in") == "query" ? "form" : "simple",
                "ssv" => "spaceDelimited",
                "pipes" => "pipeDelimited",
                _ => throw new DocumentException(
                    file,
                    parameter.Position,
                    Rule.KnownParameter,
                    $"The collectionFormat '{format}' cannot be sent. csv, ssv, pipes and multi can."),
            };
            entries.Add(Entry("style", parameter, Text(parameter, style)));
            entries.Add(
                Entry("explode", parameter, new ScalarNode(parameter.Position, ScalarKind.Boolean, format == "multi" ? "true" : "false")));
        }

        return new MappingNode(parameter.Position, entries);
    }

    /// <summary>What stands beside the members of a parameter is its schema.</summary>
    private DocumentNode InlineSchema(MappingNode parameter, params string[] more) => Schema(new MappingNode(
        parameter.Position, [.. parameter.Entries.Where(
            entry => (!ParameterKeys.Contains(entry.Key) && entry.Key != "collectionFormat") || more.Contains(entry.Key))]));

    private DocumentNode Response(DocumentNode node, IReadOnlyList<string> produces)
    {
        if (node is not MappingNode response || response.Has("$ref"))
        {
            return node is MappingNode reference ? Reference(reference, "#/responses/", "#/components/responses/") : node;
        }

        var entries = new List<MappingEntry>();
        Copy(response, entries, "description");
        if (response.Find("schema") is { } schema)
        {
            var media = new MappingNode(response.Position, [Entry("schema", response, Schema(schema))]);
            entries.Add(
                Entry("content", response, new MappingNode(response.Position, [.. produces.Select(type => Entry(type, response, media))])));
        }

        return new MappingNode(response.Position, entries);
    }

    private DocumentNode Schema(DocumentNode node)
    {
        if (node is SequenceNode sequence)
        {
            return new SequenceNode(sequence.Position, [.. sequence.Items.Select(Schema)]);
        }

        if (node is not MappingNode schema)
        {
            return node;
        }

        if (schema.Find("$ref") is ScalarNode { Text: var target }
            && target.StartsWith("#/definitions/", StringComparison.Ordinal)
            && !definitions.Has(target["#/definitions/".Length..]))
        {
            warnings.Add(schema, $"The reference '{target}' names nothing in the document; any JSON is taken there.");
            return Object(schema);
        }

        var entries = new List<MappingEntry>();
        foreach (var entry in Reference(schema, "#/definitions/", "#/components/schemas/").Entries)
        {
            entries.Add(entry switch
            {
                { Key: "x-nullable" } => entry with { Key = "nullable" },
                { Key: "type", Value: ScalarNode { Text: "file" } } => entry with { Value = Text(schema, "string") },
                { Key: "properties" or "definitions" } => entry with { Value = Each(entry.Value, (_, property) => Schema(property))! },
                { Key: "items" or "additionalProperties" or "allOf" or "anyOf" or "oneOf" or "not" } =>
                    entry with { Value = Schema(entry.Value) },
                { Key: "discriminator", Value: ScalarNode } =>
                    entry with { Value = new MappingNode(schema.Position, [Entry("propertyName", schema, entry.Value)]) },
                _ => entry,
            });
        }

        if (schema.Find("type") is ScalarNode { Text: "file" })
        {
            entries.Add(Entry("format", schema, Text(schema, "binary")));
        }

        return new MappingNode(schema.Position, entries);
    }

    private static MappingNode Reference(MappingNode node, string from, string to) =>
        (MappingNode)Each(node, (key, value) => key == "$ref"
            && value is ScalarNode scalar
            && scalar.Text.StartsWith(from, StringComparison.Ordinal) ? Text(node, to + scalar.Text[from.Length..]) : value)!;

    private static DocumentNode SecurityScheme(DocumentNode node) =>
        node is MappingNode scheme && Word(scheme, "type") == "basic"
            ? new MappingNode(
                scheme.Position, [Entry("type", scheme, Text(scheme, "http")), Entry("scheme", scheme, Text(scheme, "basic"))])
            : node;

    private MappingNode Resolve(DocumentNode node)
    {
        const string Shared = "#/parameters/";
        var target = node is MappingNode reference
            && Word(reference, "$ref") is { } name
            && name.StartsWith(Shared, StringComparison.Ordinal)
            ? (document.Find("parameters") as MappingNode)?.Find(name[Shared.Length..])
            : node;
        return target as MappingNode ?? throw new DocumentException(
            file, node.Position, Rule.ReferenceExists, "This parameter names nothing in the document.");
    }

    /// <summary>What the operation says of its media types, else what the document says.</summary>
    private IReadOnlyList<string> Media(MappingNode node, string key)
    {
        var own = Items(node, key);
        var types = (own.Count > 0 ? own : Items(document, key)).OfType<ScalarNode>().Select(type => type.Text).ToList();
        return types.Count > 0 ? types : ["application/json"];
    }

    private static IReadOnlyList<DocumentNode> Items(MappingNode node, string key) =>
        node.Find(key) is SequenceNode sequence ? sequence.Items : [];

    private static string? Word(MappingNode node, string key) => node.Find(key) is ScalarNode scalar ? scalar.Text : null;

    private static MappingEntry Entry(string key, DocumentNode source, DocumentNode value) => new(key, source.Position, value);

    private static ScalarNode Text(DocumentNode source, string text) => new(source.Position, ScalarKind.Text, text);

    private static MappingNode Object(DocumentNode source) => new(source.Position, []);

    private static void Add(List<MappingEntry> entries, string key, DocumentNode? value)
    {
        if (value is not null)
        {
            entries.Add(Entry(key, value, value));
        }
    }

    private static void Copy(MappingNode from, List<MappingEntry> to, params string[] keys) =>
        to.AddRange(from.Entries.Where(entry => keys.Contains(entry.Key)));

    private static DocumentNode? Each(DocumentNode? node, Func<string, DocumentNode, DocumentNode?> change) =>
        node is not MappingNode mapping
        ? node
        : new MappingNode(
            mapping.Position,
            [.. mapping.Entries.Select(entry => (Entry: entry, Value: change(entry.Key, entry.Value)))
                .Where(pair => pair.Value is not null)
                .Select(pair => pair.Entry with { Value = pair.Value! })]);
}
