using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.Documents;

/// <summary>An OpenAPI document, read for itself and without the project's own tool, so that a mistake of the tool cannot hide.</summary>
internal sealed class ApiDocument
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "patch"];

    public ApiDocument(JObject root)
    {
        Root = root;
        Operations = [.. ReadOperations()];
    }

    public static ApiDocument English { get; } = Load(RepositoryFolder.File("openapi", "en", "openapi_workflow.yaml"));

    public static ApiDocument Japanese { get; } = Load(RepositoryFolder.File("openapi", "ja", "openapi_workflow.yaml"));

    /// <summary>What chats, text generation and knowledge bases have beside what workflow apps have.</summary>
    public static ApiDocument EnglishService { get; } = Load(RepositoryFolder.File("openapi", "en", "openapi_service.yaml"));

    public static ApiDocument JapaneseService { get; } = Load(RepositoryFolder.File("openapi", "ja", "openapi_service.yaml"));

    public JObject Root { get; }

    public IReadOnlyList<DocumentOperation> Operations { get; }

    public IEnumerable<KeyValuePair<string, JObject>> Schemas
        => ((JObject)Root["components"]!["schemas"]!)
            .Properties()
            .Select(schema => KeyValuePair.Create(schema.Name, (JObject)schema.Value));

    public static ApiDocument Load(string path)
        => new(path.EndsWith(".json", StringComparison.Ordinal) ? JObject.Parse(File.ReadAllText(path)) : YamlReader.ReadFile(path));

    public DocumentOperation Operation(string method, string path)
        => Operations.Single(operation => operation.Method == method && operation.Path == path);

    public JObject Schema(string name) => (JObject)Root["components"]!["schemas"]![name]!;

    /// <summary>Follows references until there is something else.</summary>
    public JObject Resolve(JToken node)
    {
        JToken current = node;
        for (int depth = 0; depth < 32; depth++)
        {
            if (current["$ref"] is not JValue { Value: string reference })
            {
                return (JObject)current;
            }

            current = reference.TrimStart('#', '/').Split('/').Aggregate((JToken)Root, (place, step) => place[step]!)
                ?? throw new InvalidDataException($"There is no {reference}.");
        }

        throw new InvalidDataException("A reference leads in a circle.");
    }

    private IEnumerable<DocumentOperation> ReadOperations()
        => from path in ((JObject)Root["paths"]!).Properties()
           from method in Methods
           where path.Value[method] is JObject
           select new DocumentOperation(
               this, method.ToUpperInvariant(), path.Name, (JObject)path.Value[method]!, path.Value["parameters"] as JArray);
}
