using System;
using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;

namespace Dify.OpenApi.Reading;

/// <summary>Reads a document of one language into the model.</summary>
internal sealed class ApiDocumentReader
{
    private static readonly HashSet<string> Methods = new(StringComparer.Ordinal) { "get", "put", "post", "delete", "options", "head", "patch", "trace" };

    private readonly NodeAccess _access;
    private readonly SchemaReader _schemas;
    private readonly OperationReader _operations;

    private ApiDocumentReader(SourceDocument document, Language language)
    {
        _access = new NodeAccess(document, language);
        _schemas = new SchemaReader(_access);
        _operations = new OperationReader(_access, _schemas);
    }

    public static ApiDocument Read(SourceDocument document, Language language) => new ApiDocumentReader(document, language).Read();

    private ApiDocument Read()
    {
        var root = _access.Document.Root;
        var result = new ApiDocument(_access.At(root));
        if (_access.OptionalMapping(root, "info", "document") is { } info)
        {
            result.Title = _access.Prose(info, "title", "info");
            result.Description = _access.Prose(info, "description", "info");
            result.Version = _access.OptionalWord(info, "version", "info") ?? "";
        }

        result.Servers.AddRange(_access.Items(root, "servers", "document").Select(node => ServerReader.Read(_access, _access.Mapping(node, "servers[]"))));
        foreach (var node in _access.Items(root, "tags", "document"))
        {
            var tag = _access.Mapping(node, "tags[]");
            result.Tags.Add(new ApiTag(_access.OptionalText(tag, "name", "tags[]") ?? "", _access.OptionalText(tag, "description", "tags[]")));
        }

        ReadPaths(root, result);
        ReadComponents(root, result);
        _schemas.CompleteDiscriminators();
        return result;
    }

    private void ReadPaths(MappingNode root, ApiDocument result)
    {
        var keys = new Dictionary<string, ApiOperation>(StringComparer.Ordinal);
        var ids = new Dictionary<string, ApiOperation>(StringComparer.Ordinal);
        foreach (var path in _access.OptionalMapping(root, "paths", "document")?.Entries ?? [])
        {
            if (path.Key.StartsWith("x-", StringComparison.Ordinal))
            {
                continue;
            }

            if (!path.Key.StartsWith('/'))
            {
                throw _access.Document.Refuse(path.KeyPosition, Rule.Structure, $"The path '{path.Key}' must start with '/'.");
            }

            var item = _access.Mapping(_access.References.Follow(path.Value).Node, path.Key);
            foreach (var entry in item.Entries.Where(entry => Methods.Contains(entry.Key)))
            {
                var operation = _operations.Read(path.Key, entry, item);
                if (!keys.TryAdd(operation.Key, operation))
                {
                    throw operation.Origin.Refuse(Rule.UniqueOperations, $"{operation.Key} is described twice: here and on line {keys[operation.Key].Origin.Position.Line}. Paths that differ in their parameters' names only are one path.");
                }

                if (operation.OperationId is { } id && !ids.TryAdd(id, operation))
                {
                    throw operation.Origin.Refuse(Rule.UniqueOperations, $"The operationId '{id}' of {operation.Key} belongs to {ids[id].Key} too. Give each operation one of its own.");
                }

                result.Operations.Add(operation);
            }
        }
    }

    private void ReadComponents(MappingNode root, ApiDocument result)
    {
        if (_access.OptionalMapping(root, "components", "document") is not { } components)
        {
            return;
        }

        foreach (var entry in _access.OptionalMapping(components, "schemas", "components")?.Entries ?? [])
        {
            if (entry.Value is MappingNode node && node.Has("discriminator"))
            {
                result.DiscriminatedComponents.Add(_schemas.ReadNamed(node, entry.Key));
            }
        }

        foreach (var entry in _access.OptionalMapping(components, "securitySchemes", "components")?.Entries ?? [])
        {
            var node = _access.Mapping(entry.Value, $"securitySchemes.{entry.Key}");
            var definition = new MappingNode(node.Position, [.. node.Entries.Where(member => member.Key != "description").OrderBy(member => member.Key, StringComparer.Ordinal)]);
            result.SecuritySchemes.Add(new ApiSecurityScheme(entry.Key, NodeJson.Write(definition), _access.Prose(node, "description", "securitySchemes"), _access.At(node)));
        }
    }
}
