using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Layout;

namespace Dify.OpenApi.Documentation;

/// <summary>
/// The texts of the generated members in one language, from the contract in that language: what the templates would say of it, without
/// generating and compiling a client only for its comments.
/// What a template says in English for every member is a shared sentence of <see cref="TranslatedTexts"/>.
/// </summary>
internal sealed class GeneratedTexts
{
    private const string Namespace = "Dify.Generated";

    private readonly Dictionary<string, XElement> members = new(StringComparer.Ordinal);

    /// <summary>No texts, of a language that has none.</summary>
    public static GeneratedTexts None { get; } = new();

    /// <param name="contract">The contract in the language, as <c>prepare</c> wrote it, or null.</param>
    /// <param name="members">The texts of what <c>prepare</c> itself wrote in C#, as a documentation file, or null.</param>
    /// <exception cref="DocumentException">A file is missing, or is not what its name says.</exception>
    public static GeneratedTexts Read(string? contract, string? members)
    {
        var texts = new GeneratedTexts();
        foreach (var (id, element) in members is null ? [] : DocumentationXml.Members(DocumentationXml.Read(members)))
        {
            texts.members.Add(id, element);
        }

        if (contract is not null)
        {
            texts.Add(Parse(contract));
        }

        return texts;
    }

    /// <summary>The text of a member that has this one in English; null if it is not a generated member.</summary>
    public XElement? Member(string id, XElement english)
    {
        if (members.GetValueOrDefault(id) is { } exact)
        {
            return exact;
        }

        // A method is known by its name and its parameters' names: the contract does not have their types' full names, and an overload
        // written by hand has other parameters.
        var method = members.GetValueOrDefault(id.Split('(')[0]);
        return method is not null && Parameters(method).SequenceEqual(Parameters(english)) ? method : null;
    }

    private static IEnumerable<string?> Parameters(XElement member) =>
        member.Elements("param").Select(parameter => (string?)parameter.Attribute("name"));

    private static JsonObject Parse(string contract)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(contract))!.AsObject();
        }
        catch (Exception exception) when (exception is IOException or JsonException or InvalidOperationException)
        {
            throw new DocumentException(
                contract, Position.Start, Rule.DocumentationReadable, $"The contract cannot be read: {exception.Message}");
        }
    }

    private static string Text(JsonNode? node) => node!.GetValue<string>();

    private static IEnumerable<XNode> Prose(JsonNode? text) => CodeMarks.Of(Text(text));

    private static XElement Summary(JsonNode? text) => new("summary", Prose(text));

    private void Add(JsonObject contract)
    {
        foreach (var (name, client) in contract["x-dify-clients"]!.AsObject())
        {
            Add($"T:{Namespace}.I{name}", Summary(client!["interface-description"]));
            Add($"T:{Namespace}.{name}", Summary(client["client-description"]));
        }

        foreach (var operation in contract["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()))
        {
            var client = Text(operation.Value!["operationId"]).Split('_')[0];
            Add(
                $"M:{Namespace}.IDify{client}Client.{MethodName(Text(operation.Value!["x-dify-operation"]))}",
                [.. Method(operation.Value!.AsObject())]);
        }

        foreach (var (name, schema) in contract["components"]!["schemas"]!.AsObject()
            .Where(schema => schema.Value!["description"] is not null))
        {
            AddType($"{Namespace}.{name}", schema!.AsObject());
        }
    }

    private void Add(string id, params XElement[] elements) =>
        members.TryAdd(id, new XElement("member", new XAttribute("name", id), elements));

    private static string MethodName(string operationId) => $"{char.ToUpperInvariant(operationId[0])}{operationId[1..]}Async";

    private static IEnumerable<XElement> Method(JsonObject operation)
    {
        yield return Summary(operation["summary"]);
        if (operation["description"] is { } description)
        {
            yield return new XElement("remarks", Prose(description));
        }

        foreach (var (name, text) in operation["x-dify-arguments"]!.AsObject())
        {
            yield return Parameter(name, text);
        }

        yield return Parameter("cancellationToken", operation["x-dify-token-description"]);
        var success = operation["responses"]!.AsObject().First(response => !IsProblem(response.Value!)).Value!;
        yield return new XElement("returns", Prose(success["description"]));
        foreach (var failure in operation["x-dify-errors"]!.AsArray())
        {
            yield return new XElement(
                "exception", new XAttribute("cref", $"T:{Namespace}.{Text(failure!["exception"])}"), Prose(failure["text"]));
        }
    }

    private static XElement Parameter(string name, JsonNode? text) => new("param", new XAttribute("name", name), Prose(text));

    private static bool IsProblem(JsonNode response) =>
        (string?)response["content"]?["application/json"]?["schema"]?["$ref"] == "#/components/schemas/DifyProblem";

    private void AddType(string type, JsonObject schema)
    {
        Add($"T:{type}", Summary(schema["description"]));
        var properties = schema["properties"] ?? schema["allOf"]?[1]?["properties"];
        foreach (var property in properties?.AsObject().Select(property => property.Value!) ?? [])
        {
            Add($"P:{type}.{Text(property["x-dify-name"])}", Summary(property["description"]));
        }

        if (schema["x-enumNames"] is JsonArray names)
        {
            var words = schema["enum"]!.AsArray().Select(Text);
            foreach (var (name, word, text) in names.Select(Text).Zip(words, schema["x-dify-enum-descriptions"]!.AsArray().Select(Text)))
            {
                var isNamed = text.Contains($"`{word}`", StringComparison.Ordinal);
                Add(
                    $"P:{type}.{name}",
                    new XElement("summary", CodeMarks.Of(text), isNamed ? null : (object[])[" (", new XElement("c", word), ")"]));
            }
        }
    }
}
