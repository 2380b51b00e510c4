using System;
using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;

namespace Dify.OpenApi.Reading;

/// <summary>Reads a document of one language into the model.</summary>
internal sealed class ApiDocumentReader
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
        "trace",
    };

    private readonly NodeAccess access;
    private readonly SchemaReader schemas;
    private readonly OperationReader operations;

    private ApiDocumentReader(SourceDocument document, Language language)
    {
        access = new NodeAccess(document, language);
        schemas = new SchemaReader(access);
        operations = new OperationReader(access, schemas);
    }

    public static ApiDocument Read(SourceDocument document, Language language)
    {
        // Our own reading names the wire's places, so it speaks first; what it does not care about is still checked.
        var result = ReadChecked(document, language);
        DocumentValidation.Check(document);
        return result;
    }

    /// <summary>Reads a document that is known to be valid, such as our own.</summary>
    public static ApiDocument ReadChecked(SourceDocument document, Language language) => new ApiDocumentReader(document, language).Read();

    private ApiDocument Read()
    {
        var root = access.Document.Root;
        var result = new ApiDocument(access.At(root));
        if (access.OptionalMapping(root, "info", "document") is { } info)
        {
            result.Title = access.Prose(info, "title", "info");
            result.Description = access.Prose(info, "description", "info");
            result.Version = access.OptionalWord(info, "version", "info") ?? "";
        }

        result.Servers.AddRange(
            access.Items(root, "servers", "document").Select(node => ServerReader.Read(access, access.Mapping(node, "servers[]"))));
        foreach (var node in access.Items(root, "tags", "document"))
        {
            var tag = access.Mapping(node, "tags[]");
            result.Tags.Add(
                new ApiTag(access.OptionalText(tag, "name", "tags[]") ?? "", access.OptionalText(tag, "description", "tags[]")));
        }

        ReadPaths(root, result);
        ReadComponents(root, result);
        schemas.CompleteDiscriminators();
        return result;
    }

    private void ReadPaths(MappingNode root, ApiDocument result)
    {
        var keys = new Dictionary<string, ApiOperation>(StringComparer.Ordinal);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in access.OptionalMapping(root, "paths", "document")?.Entries ?? [])
        {
            if (path.Key.StartsWith("x-", StringComparison.Ordinal))
            {
                continue;
            }

            if (!path.Key.StartsWith('/'))
            {
                throw access.Document.Refuse(path.KeyPosition, Rule.Structure, $"The path '{path.Key}' must start with '/'.");
            }

            if (!SafeText.IsPath(path.Key)
                || OperationKey.Of("", path.Key).Replace("{}", "", StringComparison.Ordinal).AsSpan().ContainsAny('{', '}'))
            {
                throw access.Unusable(
                    path.Key, path.KeyPosition, "A path", "what no path may hold as it is, or a brace without its partner");
            }

            var item = access.Mapping(access.References.Follow(path.Value).Node, path.Key);
            foreach (var entry in item.Entries.Where(entry => Methods.Contains(entry.Key)))
            {
                var operation = operations.Read(path.Key, entry, item);
                if (!keys.TryAdd(operation.Key, operation))
                {
                    throw operation.Origin.Refuse(
                        Rule.UniqueOperations,
                        $"{operation.Key} is described twice: here and on line {keys[operation.Key].Origin.Position.Line}. Paths that differ in their parameters' names only are one path.");
                }

                if (operation.OperationId is { } id && !ids.Add(id))
                {
                    access.Document.Warnings.Add(
                        operation.Origin.Position,
                        $"The operationId '{id}' belongs to another operation already; {operation.Key} is named after its path.");
                    operation.OperationId = null;
                }

                result.Operations.Add(operation);
            }
        }
    }

    private void ReadComponents(MappingNode root, ApiDocument result)
    {
        if (access.OptionalMapping(root, "components", "document") is not { } components)
        {
            return;
        }

        foreach (var entry in access.OptionalMapping(components, "schemas", "components")?.Entries ?? [])
        {
            if (entry.Value is MappingNode node && node.Has("discriminator"))
            {
                result.DiscriminatedComponents.Add(schemas.ReadNamed(node, entry.Key));
            }
        }

        foreach (var entry in access.OptionalMapping(components, "securitySchemes", "components")?.Entries ?? [])
        {
            var node = access.Mapping(entry.Value, $"securitySchemes.{entry.Key}");
            var definition = new MappingNode(
                node.Position,
                [.. node.Entries.Where(member => member.Key != "description").OrderBy(member => member.Key, StringComparer.Ordinal)]);
            result.SecuritySchemes.Add(new ApiSecurityScheme(
                entry.Key, NodeJson.Write(definition), access.Prose(node, "description", "securitySchemes"), access.At(node)));
        }
    }
}
