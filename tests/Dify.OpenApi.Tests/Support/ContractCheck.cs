using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using Xunit;

namespace Dify.OpenApi.Tests.Support;

/// <summary>Whether a contract is what NSwag and the compiler can take.</summary>
internal static partial class ContractCheck
{
    private static readonly HashSet<string> SimpleTypes = new(StringComparer.Ordinal)
    {
        "string", "long",
        "int", "double", "decimal", "bool", "System.DateTimeOffset", "Newtonsoft.Json.Linq.JToken", "Newtonsoft.Json.Linq.JObject",
    };

    public static void IsClean(string contract, string what)
    {
        var diagnostic = OpenApiModelFactory.Parse(contract, "json", new OpenApiReaderSettings()).Diagnostic;
        Assert.True(diagnostic!.Errors.Count == 0, $"{what}: {string.Join("; ", diagnostic.Errors)}");

        var root = JsonNode.Parse(contract)!.AsObject();
        var schemas = root["components"]!["schemas"]!.AsObject();
        foreach (var (name, schema) in schemas)
        {
            Assert.True(TypeName().IsMatch(name), $"{what}: type {name}");
            CheckType(schema!.AsObject(), name, schemas, what);
        }

        CheckOperations(root["paths"]!.AsObject(), schemas, what);
        foreach (var keyword in (string[])["oneOf", "anyOf", "discriminator"])
        {
            Assert.False(HasKeyword(root["components"]!, keyword), $"{what}: {keyword} is left");
        }
    }

    private static void CheckType(JsonObject schema, string name, JsonObject schemas, string what)
    {
        if (name == "DifyProblem")
        {
            return;
        }

        Unique(schema["x-enumNames"]?.AsArray().Select(node => node!.GetValue<string>()), $"{what}: {name}");
        var properties = PropertiesOf(schema);
        Unique(properties.Concat(Inherited(schema, schemas))
            .Select(property => property.Value!["x-dify-name"]!.GetValue<string>())
            .Append(name), $"{what}: {name}");
        foreach (var (wireName, property) in properties)
        {
            CheckCSharp(property!["x-dify-type"]!.GetValue<string>(), schemas, $"{what}: {name}.{wireName}");
        }
    }

    private static JsonObject PropertiesOf(JsonNode schema) =>
        (schema["properties"] ?? schema["allOf"]?[1]?["properties"])?.AsObject() ?? [];

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Inherited(JsonNode schema, JsonObject schemas)
    {
        if (schema["allOf"]?[0]?["$ref"] is not { } reference)
        {
            return [];
        }

        var parent = schemas[reference.GetValue<string>().Split('/')[^1]]!;
        return PropertiesOf(parent).Concat(Inherited(parent, schemas));
    }

    private static void CheckOperations(JsonObject paths, JsonObject schemas, string what)
    {
        foreach (var client in paths.SelectMany(path => path.Value!.AsObject())
            .GroupBy(operation => operation.Value!["operationId"]!.GetValue<string>().Split('_')[0]))
        {
            Unique(
                client.Select(operation => operation.Value!["x-dify-operation"]!.GetValue<string>().ToUpperInvariant()),
                $"{what}: {client.Key}");
        }

        foreach (var (path, method, operation) in paths.SelectMany(
            path => path.Value!.AsObject().Select(entry => (path.Key, entry.Key, entry.Value!))))
        {
            var at = $"{what}: {method} {path}";
            Assert.Equal(
                $"{operation["operationId"]!.GetValue<string>().Split('_')[0]}_{operation["x-dify-operation"]}",
                operation["operationId"]!.GetValue<string>());
            Assert.True(Identifier().IsMatch(operation["x-dify-operation"]!.GetValue<string>()), at);
            var parameters = operation["parameters"]?.AsArray().Select(parameter => parameter!.AsObject()).ToList() ?? [];
            Unique(parameters.Select(parameter => parameter["name"]!.GetValue<string>()), at);
            parameters.ForEach(parameter => CheckCSharp(parameter["x-dify-type"]!.GetValue<string>(), schemas, at));
            var inPath = PathParameter().Matches(path).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal);
            Assert.Equal(inPath, parameters.Where(parameter => parameter["in"]!.GetValue<string>() == "path")
                .Select(parameter => parameter["name"]!.GetValue<string>())
                .Order(StringComparer.Ordinal));
            Assert.Single(operation["responses"]!.AsObject(), response => response.Key.StartsWith('2'));
            Assert.All(operation["responses"]!.AsObject(), response => Assert.Matches("^[1-5][0-9][0-9]$", response.Key));
        }
    }

    private static void CheckCSharp(string type, JsonObject schemas, string what)
    {
        var inner = Generic().Match(type) is { Success: true } match ? match.Groups[1].Value : type;
        if (inner != type)
        {
            CheckCSharp(inner, schemas, what);
            return;
        }

        type = type.TrimEnd('?');
        Assert.True(SimpleTypes.Contains(type) || schemas.ContainsKey(type), $"{what} is of the unknown type {type}");
    }

    private static void Unique(IEnumerable<string>? names, string what)
    {
        var list = names?.ToList() ?? [];
        Assert.True(list.Distinct(StringComparer.Ordinal).Count() == list.Count, $"{what}: {string.Join(", ", list)}");
        Assert.All(list, name => Assert.True(Identifier().IsMatch(name), $"{what}: '{name}' is no identifier"));
    }

    private static bool HasKeyword(JsonNode node, string keyword) => node switch
    {
        JsonObject members => members.Any(member => (member.Key == keyword && member.Value is JsonArray)
            || (member.Value is not null && HasKeyword(member.Value, keyword))),
        JsonArray items => items.Any(item => item is not null && HasKeyword(item, keyword)),
        _ => false,
    };

    [GeneratedRegex(@"^[\p{L}][\p{L}\p{Nd}\p{Mn}\p{Mc}]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Identifier();

    [GeneratedRegex(@"^[\p{L}][\p{L}\p{Nd}\p{Mn}\p{Mc}]*(?<![0-9])$", RegexOptions.CultureInvariant)]
    private static partial Regex TypeName();

    [GeneratedRegex(@"\{([^{}]*)\}")]
    private static partial Regex PathParameter();

    [GeneratedRegex(@"^System\.Collections\.Generic\.(?:IReadOnlyList<|IReadOnlyDictionary<string, )(.+)>$")]
    private static partial Regex Generic();
}
