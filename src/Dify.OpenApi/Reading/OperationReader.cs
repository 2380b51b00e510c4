using System;
using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;

namespace Dify.OpenApi.Reading;

/// <summary>Reads an operation: parameters, body, responses.</summary>
internal sealed class OperationReader(NodeAccess access, SchemaReader schemas)
{
    public ApiOperation Read(string path, MappingEntry entry, MappingNode item)
    {
        var what = $"{entry.Key.ToUpperInvariant()} {path}";
        var node = access.Mapping(entry.Value, what);
        var operation = new ApiOperation(entry.Key, path, new Origin(access.Document, entry.KeyPosition))
        {
            OperationId = access.OptionalText(node, "operationId", what),
            Summary = access.Prose(node, "summary", what),
            Description = access.Prose(node, "description", what),
        };
        operation.Tags.AddRange(access.Items(node, "tags", what).Select(tag => access.Text(tag, $"{what}.tags")));
        operation.Parameters.AddRange(ReadParameters(item, node, what));
        operation.Body = node.Find("requestBody") is { } body ? ReadBody(body, what) : null;
        operation.Responses.AddRange(ReadResponses(node, what));
        foreach (var extension in node.Entries.Where(member => member.Key.StartsWith("x-", StringComparison.Ordinal)))
        {
            operation.Extensions[extension.Key] = NodeJson.Write(extension.Value);
        }

        return operation;
    }

    private List<ApiParameter> ReadParameters(MappingNode item, MappingNode node, string what)
    {
        var parameters = new OrderedDictionary<(string Name, string In), ApiParameter>();
        foreach (var owner in new[] { item, node })
        {
            var seen = new HashSet<(string, string)>();
            foreach (var parameter in access.Items(owner, "parameters", what).Select(value => ReadParameter(value, what)))
            {
                if (!seen.Add((parameter.Name, parameter.In)))
                {
                    throw parameter.Origin.Refuse(Rule.UniqueKeys, $"{what} has the {parameter.In} parameter '{parameter.Name}' twice.");
                }

                // An operation's own parameter stands in the place of its path's.
                parameters[(parameter.Name, parameter.In)] = parameter;
            }
        }

        return [.. parameters.Values];
    }

    private ApiParameter ReadParameter(DocumentNode value, string what)
    {
        var node = access.Mapping(access.References.Follow(value).Node, $"{what}.parameters[]");
        var name = access.OptionalText(node, "name", $"{what}.parameters[]") ?? throw access.Document.Refuse(
            node, Rule.Structure, $"A parameter of {what} has no name.");
        var place = $"{what} parameter {name}";
        var location = access.OptionalText(node, "in", place);
        access.Name(name, node.Position, $"The name of a parameter of {what}");
        if (location == "header" && !SafeText.IsHeaderName(name))
        {
            throw access.Unusable(name, node.Position, $"The name of a header of {what}", "what no header's name may hold");
        }

        if (location is not ("path" or "query" or "header"))
        {
            throw access.Document.Refuse(
                node, Rule.KnownParameter, $"{place} is in '{location}'; path, query and header parameters can be sent.");
        }

        var schema = node.Find("schema")
            ?? (access.OptionalMapping(node, "content", place)?.Entries is [var content, ..]
                ? access.Mapping(content.Value, place).Find("schema")
                : null);
        var use = schema is null
            ? new SchemaUse(new Schema(access.At(node)) { Kinds = { "string" } }, false, default, access.At(node))
            : schemas.ReadUse(schema, place);
        var examples = node.Find("examples") ?? node.Find("example");
        var required = location == "path" || access.Flag(node, "required", place);
        return new ApiParameter(
            name,
            location,
            Requirement.In(access.Language, required),
            use,
            access.Prose(node, "description", place),
            examples is null ? null : NodeJson.Write(examples),
            access.At(node))
        {
            Style = access.OptionalText(node, "style", place),
            Explode = node.Has("explode") ? access.Flag(node, "explode", place) : null,
        };
    }

    private ApiBody ReadBody(DocumentNode value, string what)
    {
        var node = access.Mapping(access.References.Follow(value).Node, $"{what} request");
        return new ApiBody(
            Requirement.In(access.Language, access.Flag(node, "required", $"{what} request")),
            access.Prose(node, "description", $"{what} request"),
            ReadContents(node, $"{what} request"),
            access.At(node));
    }

    private IEnumerable<ApiResponse> ReadResponses(MappingNode node, string what)
    {
        var responses = access.OptionalMapping(node, "responses", what)?.Entries ?? [];
        foreach (var entry in responses.Where(entry => !entry.Key.StartsWith("x-", StringComparison.Ordinal)))
        {
            var (target, reference) = access.References.Follow(entry.Value);
            var place = $"{what} {entry.Key}";
            var response = access.Mapping(target, place);
            yield return new ApiResponse(
                entry.Key,
                ReferenceResolver.ComponentName(reference, "responses"),
                access.Prose(response, "description", place),
                ReadContents(response, place),
                new Origin(access.Document, entry.KeyPosition));
        }
    }

    private List<ApiContent> ReadContents(MappingNode node, string what)
    {
        var contents = new List<ApiContent>();
        foreach (var entry in access.OptionalMapping(node, "content", what)?.Entries ?? [])
        {
            var content = access.Mapping(entry.Value, $"{what} {entry.Key}");
            var use = content.Find("schema") is { } schema ? schemas.ReadUse(schema, $"{what} {entry.Key}") : null;
            contents.Add(
                new ApiContent(entry.Key.Trim(), use, ReadExamples(content, what), new Origin(access.Document, entry.KeyPosition)));
        }

        return contents;
    }

    private List<ApiExample> ReadExamples(MappingNode content, string what)
    {
        var examples = new List<ApiExample>();
        if (content.Find("example") is { } single)
        {
            examples.Add(new ApiExample("example", default, NodeJson.Write(single), ProblemIn(single)));
        }

        foreach (var entry in access.OptionalMapping(content, "examples", what)?.Entries ?? [])
        {
            var node = access.Mapping(access.References.Follow(entry.Value).Node, $"{what} example {entry.Key}");
            var value = node.Find("value") ?? node.Find("externalValue");
            examples.Add(new ApiExample(
                entry.Key,
                access.Prose(node, "summary", what),
                value is null ? "" : NodeJson.Write(value),
                value is null ? null : ProblemIn(value)));
        }

        return examples;
    }

    private ApiProblemExample? ProblemIn(DocumentNode value) =>
        value is MappingNode mapping && mapping.Find("code") is ScalarNode { Kind: ScalarKind.Text } code && SafeText.IsName(code.Text)
            ? new ApiProblemExample(
                code.Text,
                mapping.Find("message") is ScalarNode { Kind: ScalarKind.Text } message ? SafeText.Prose(message.Text) : null,
                access.Language)
            : null;
}
