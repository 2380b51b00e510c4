using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>The operations of the documents, from an OpenAPI document in JSON.</summary>
/// <remarks>
/// A parameter's name on the wire is its <c>x-dify-wire-name</c>, if it has one; properties are named as on the wire.
/// A property with <c>x-dify-required</c> must be there; one with <c>x-dify-optional</c> may be null.
/// A path may carry a fragment that tells two operations on one path apart; it is not part of the path.
/// </remarks>
internal sealed class ContractDocument
{
    private const string ResourceName = "Dify.Generated.Testing.contract.json";

    private static readonly string[] Methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

    private static readonly Lazy<ContractDocument> Shared =
        new(static () => new ContractDocument((JObject)JsonText.Parse(EmbeddedText.Read(ResourceName))));

    private readonly JObject root;

    internal ContractDocument(JObject root)
    {
        this.root = root;
        Operations = [.. ReadOperations()];
    }

    /// <summary>The document inside this assembly.</summary>
    public static ContractDocument Embedded => Shared.Value;

    public IReadOnlyList<ContractOperation> Operations { get; }

    /// <summary>The names of the members that an object must have.</summary>
    public static IEnumerable<string> RequiredMembers(JObject schema)
    {
        IEnumerable<string> listed = (schema["required"] as JArray ?? []).Select(name => (string)name!);
        IEnumerable<string> marked = (schema["properties"] as JObject ?? [])
            .Properties()
            .Where(property => (bool?)property.Value["x-dify-required"] == true)
            .Select(property => property.Name);
        return listed.Union(marked);
    }

    /// <summary>Whether a value may be null.</summary>
    public static bool IsNullAllowed(JObject schema) => (bool?)schema["nullable"] == true || (bool?)schema["x-dify-optional"] == true;

    /// <summary>Follows references until there is a schema.</summary>
    public JObject Resolve(JObject node)
    {
        JObject current = node;
        for (int depth = 0; depth < 32; depth++)
        {
            if ((string?)current["$ref"] is not { } reference)
            {
                return current;
            }

            current = Target(reference);
        }

        throw new InvalidDataException("A reference of the embedded document leads in a circle.");
    }

    private JObject Target(string reference)
    {
        JToken? target = root;
        foreach (string step in reference.TrimStart('#', '/').Split('/'))
        {
            target = target?[step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)];
        }

        return target as JObject ?? throw new InvalidDataException($"The embedded document refers to {reference}, which it does not have.");
    }

    private IEnumerable<ContractOperation> ReadOperations()
    {
        foreach (JProperty path in ((JObject)root["paths"]!).Properties())
        {
            var item = (JObject)path.Value;
            foreach (string method in Methods)
            {
                if (item[method] is JObject operation)
                {
                    yield return ReadOperation(path.Name.Split('#', 2)[0], method, item, operation);
                }
            }
        }
    }

    private ContractOperation ReadOperation(string template, string method, JObject item, JObject operation)
    {
        IEnumerable<JObject> parameters = new[] { item["parameters"], operation["parameters"] }
            .OfType<JArray>()
            .SelectMany(array => array.OfType<JObject>())
            .Select(Resolve);
        JObject? body = operation["requestBody"] is JObject requestBody ? Resolve(requestBody) : null;
        return new ContractOperation(
            (string?)operation["x-dify-operation"] ?? (string?)operation["operationId"] ?? $"{method} {template}",
            method.ToUpperInvariant(),
            template,
            [.. parameters.Where(parameter => (string?)parameter["in"] == "query").Select(ReadParameter)],
            ((JObject?)body?["content"] ?? []).Properties().ToDictionary(
                media => media.Name,
                media => Resolve((JObject?)media.Value["schema"] ?? []),
                StringComparer.OrdinalIgnoreCase),
            (bool?)body?["required"] ?? false);
    }

    private ContractParameter ReadParameter(JObject parameter) => new(
        (string?)parameter["x-dify-wire-name"] ?? (string)parameter["name"]!,
        (bool?)parameter["required"] ?? false,
        Resolve((JObject?)parameter["schema"] ?? []));
}
