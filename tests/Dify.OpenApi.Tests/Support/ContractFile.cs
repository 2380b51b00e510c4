using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Xunit;

namespace Dify.OpenApi.Tests.Support;

/// <summary>A contract that <c>prepare</c> wrote.</summary>
internal sealed class ContractFile(JsonObject root)
{
    public JsonObject Schemas => root["components"]!["schemas"]!.AsObject();

    public JsonObject Paths => root["paths"]!.AsObject();

    public static ContractFile Of(TestFolder folder, string language = "en") =>
        new(JsonNode.Parse(File.ReadAllText(folder[$"contract/contract.{language}.json"]))!.AsObject());

    /// <summary>Prepares one document and reads the contract.</summary>
    public static ContractFile From(string document)
    {
        using var folder = new TestFolder();
        Tool.Prepare(folder, folder.Write("en.yaml", document), null).Succeeded();
        return Of(folder);
    }

    /// <summary>Prepares a pair and reads the English contract.</summary>
    public static ContractFile From(string english, string japanese)
    {
        using var folder = new TestFolder();
        Tool.Prepare(folder, folder.Write("en.yaml", english), folder.Write("ja.yaml", japanese)).Succeeded();
        return Of(folder);
    }

    /// <summary>The operation of a path; without a fragment, that of the first client that has it.</summary>
    public JsonObject Operation(string path, string method) =>
        (Paths[path] ?? Paths.First(entry => entry.Key.Split('#')[0] == path && entry.Value![method] is not null).Value!)[
            method]!.AsObject();

    public JsonObject Property(string type, string wireName)
    {
        var schema = Schemas[type];
        Assert.True(schema is not null, $"There is no type {type}; there are {string.Join(", ", Schemas.Select(entry => entry.Key))}.");
        var properties = schema["properties"] ?? schema["allOf"]![1]!["properties"];
        var property = properties![wireName];
        Assert.True(property is not null, $"{type} has no {wireName}.");
        return property.AsObject();
    }

    public string CSharpType(string type, string wireName) => Property(type, wireName)["x-dify-type"]!.GetValue<string>();
}
