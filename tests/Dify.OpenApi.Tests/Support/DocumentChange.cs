using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

namespace Dify.OpenApi.Tests.Support;

/// <summary>Changes that Dify may make to its documents without changing anything that was sent or answered before.</summary>
internal static class DocumentChange
{
    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete"];

    public static IReadOnlyDictionary<string, Action<JsonNode>> Additions { get; } = new Dictionary<string, Action<JsonNode>>
    {
        ["an optional query parameter"] = root => Each(Operations(root), operation => AddParameter(operation, "a_new_query", "query")),
        ["an optional header parameter"] = root => Each(Operations(root), operation => AddParameter(operation, "X-New-Header", "header")),
        ["an optional form part"] = root => Each(
            Bodies(root, "multipart/form-data"), schema => schema["properties"]!["a_new_part"] = Text()),
        ["an optional body member"] = root => Each(
            Bodies(root, "application/json"), schema => schema["properties"]!["a_new_member"] = Text()),
        ["a required body member"] = root => Each(Bodies(root, "application/json"), AddRequired),
        ["a response member"] = root => Each(Answers(root), schema => schema["properties"]!["a_new_answer"] = Text()),
        ["an event"] = AddEvent,
        ["a word of an enum"] = root => Each(Enums(root).ToList(), words => words.Add("a_new_word")),
        ["a problem code"] = root => Each(
            Problems(root), response => response["description"] = $"{(string?)response["description"]}\n- `a_new_code` : It is new."),
        ["an operation"] = root => root["paths"]![NewPath(root)] = new JsonObject
        {
            ["get"] = new JsonObject
            {
                ["operationId"] =
            NewPath(root).EndsWith("documents", StringComparison.Ordinal) ? "getNewDocuments" : "getNewThing",
                ["responses"] = Done()
            }
        },
    };

    public static IReadOnlyDictionary<string, Action<JsonNode>> Permutations { get; } = new Dictionary<string, Action<JsonNode>>
    {
        ["parameters"] = root => Each(Operations(root).Select(operation => operation["parameters"]), Reverse),
        ["properties"] = root => Each(All(root).Select(node => node["properties"]).Where(node => node is JsonObject), Reverse),
        ["responses"] = root => Each(Operations(root).Select(operation => operation["responses"]), Reverse),
        ["operations"] = root => Reverse(root["paths"]),
        ["components"] = root => Each(root["components"]!.AsObject().Select(section => section.Value).ToList(), Reverse),
    };

    // Two documents of one server have no path twice.
    private static string NewPath(JsonNode root) => root["paths"]!["/datasets"] is null ? "/a-new-path" : "/datasets/new-documents";

    private static JsonObject Text() => new() { ["type"] = "string", ["description"] = "It is new." };

    private static JsonObject Done() => new() { ["204"] = new JsonObject { ["description"] = "Done." } };

    private static void Reverse(JsonNode? node)
    {
        if (node is not null)
        {
            new OrderedMembers(node).Reverse();
        }
    }

    private static void Each<T>(IEnumerable<T> items, Action<T> change) => items.ToList().ForEach(change);

    private static IEnumerable<JsonNode> Operations(JsonNode root) =>
        root["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Where(member => Methods.Contains(member.Key)).Select(member => member.Value!));

    private static IEnumerable<JsonNode> All(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => All(member.Value)).Append(node),
        JsonArray items => items.SelectMany(All),
        _ => [],
    };

    private static JsonNode Follow(JsonNode root, JsonNode schema) =>
        (string?)schema["$ref"] is { } reference
            ? reference.TrimStart('#', '/').Split('/').Aggregate(root, (node, part) => node[part]!)
            : schema;

    private static List<JsonNode> Bodies(JsonNode root, string mediaType) =>
        [.. Operations(root)
            .Select(operation => operation["requestBody"]?["content"]?[mediaType]?["schema"])
            .OfType<JsonNode>()
            .Select(schema => Follow(root, schema))
            .Where(schema => schema["properties"] is not null)
            .Distinct()];

    private static List<JsonNode> Answers(JsonNode root) =>
        [.. Operations(root)
            .SelectMany(operation => operation["responses"]!.AsObject().Where(response => response.Key.StartsWith('2')))
            .Select(response => Follow(root, response.Value!)["content"]?["application/json"]?["schema"])
            .OfType<JsonNode>().Select(schema => Follow(root, schema)).Where(schema => schema["properties"] is not null).Distinct()];

    private static List<JsonNode> Problems(JsonNode root) =>
        [.. Operations(root)
            .SelectMany(operation => operation["responses"]!.AsObject().Where(response => response.Key == "400"))
            .Select(response => Follow(root, response.Value!))
            .Distinct()];

    private static IEnumerable<JsonArray> Enums(JsonNode root) =>
        All(root["components"]!["schemas"])
            .Select(node => node["enum"])
            .OfType<JsonArray>()
            .Where(words => words.Count > 1 && words.All(word => word is JsonValue));

    private static void AddParameter(JsonNode operation, string name, string place)
    {
        operation["parameters"] ??= new JsonArray();
        operation["parameters"]!.AsArray().Insert(0, new JsonObject
        {
            ["name"] = name,
            ["in"] = place,
            ["description"] = "It is new.",
            ["schema"] = new JsonObject { ["type"] = "string" },
        });
    }

    private static void AddRequired(JsonNode schema)
    {
        schema["properties"]!["a_required_member"] = Text();
        schema["required"] ??= new JsonArray();
        schema["required"]!.AsArray().Add("a_required_member");
    }

    private static void AddEvent(JsonNode root)
    {
        var schemas = root["components"]!["schemas"]!.AsObject();
        var family = schemas.First(schema => schema.Value!["discriminator"]?["mapping"] is not null).Value!;
        schemas["ANewEvent"] = new JsonObject
        {
            ["type"] = "object",
            ["description"] = "It is new.",
            ["properties"] = new JsonObject
            {
                ["event"] = Text(),
                ["data"] = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { ["what"] = Text() } },
            },
        };
        family["discriminator"]!["mapping"]!["a_new_event"] = "#/components/schemas/ANewEvent";
    }
}
