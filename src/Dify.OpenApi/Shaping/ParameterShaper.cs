using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;
using Dify.OpenApi.Naming;

namespace Dify.OpenApi.Shaping;

/// <summary>Names and types the parameters of a method, in the order that they have by themselves, not in the document's.</summary>
internal sealed partial class ParameterShaper(TypeMapper mapper, NameTable table, ExplanationLog log)
{
    public List<ContractParameter> Shape(ApiOperation operation, string id, PropertyNames names)
    {
        var inPath = PathParameter().Matches(operation.Path).Select(match => match.Groups[1].Value).ToList();
        if (operation.Parameters.Find(parameter => parameter.In == "path" && !inPath.Contains(parameter.Name)) is { } stranger)
        {
            throw stranger.Origin.Refuse(
                Rule.KnownParameter, $"{operation.Key} describes the path parameter '{stranger.Name}', which its path does not have.");
        }

        var result = new List<ContractParameter>();
        var pathNames = table.PathParameters(operation.Key) ?? [];
        foreach (var (wireName, index) in inPath.Select((name, index) => (name, index)))
        {
            var known = index < pathNames.Count ? names.Pinned(pathNames[index], wireName) : null;
            result.Add(ShapePath(operation, id, wireName, known, names));
        }

        var others = operation.Parameters.Where(parameter => parameter.In != "path" && !IsSentByClient(parameter, operation));
        var ordered = ArgumentShaper.InOrder(
            others,
            table.Parameters(operation.Key),
            parameter => $"{parameter.In} {parameter.Name}",
            parameter => parameter.Required.InRequest ? 1 : 2);
        result.AddRange(ordered.Select(parameter => Shape(operation, id, parameter, names.Next(parameter.Name, parameter.Origin))));
        return result;
    }

    /// <summary>How a list is written where it stands; null when each of its items is sent by itself.</summary>
    /// <exception cref="DocumentException">The client does not write that style.</exception>
    private static string? Separator(ApiParameter parameter, string place) => (parameter.In, parameter.Style, parameter.Explode) switch
    {
        ("path" or "header", null or "simple", _) => ",",
        ("query", null or "form", null or true) => null,
        ("query", "spaceDelimited" or "pipeDelimited", true) => null,
        ("query", null or "form", false) => ",",
        ("query", "spaceDelimited", _) => " ",
        ("query", "pipeDelimited", _) => "|",
        _ => throw parameter.Origin.Refuse(
            Rule.KnownParameter,
            $"{place} is a list of the style '{parameter.Style}'. In a query, form, spaceDelimited and pipeDelimited can be sent; in a path and a header, simple."),
    };

    private ContractParameter ShapePath(ApiOperation operation, string id, string wireName, string? known, PropertyNames names)
    {
        if (operation.Parameters.Find(parameter => parameter.In == "path" && parameter.Name == wireName) is not { } described)
        {
            log.Add(operation.Key, $"takes {wireName}", "the path has it, though the document describes no such parameter");
            return new ContractParameter(
                wireName, known ?? names.Next(wireName, operation.Origin), "path", true, ContractShape.Text, default);
        }

        if (known is not null && Words.Camel(wireName) != known)
        {
            log.Add(operation.Key, $"{wireName} is called {known}", "the wire does not know the names of a path's parameters");
        }

        return Shape(operation, id, described, known ?? names.Next(wireName, described.Origin));
    }

    // A task id is any text to servers, though Dify's documents call it a UUID; every other id of a path that is none gives 404 or 500.
    private static bool IsUuid(ApiParameter parameter, string name) =>
        parameter is { In: "path", Use.Schema.Format: "uuid" } && name != "taskId";

    private ContractParameter Shape(ApiOperation operation, string id, ApiParameter parameter, string name)
    {
        var place = $"{operation.Key} {parameter.Name}";
        var isUuid = IsUuid(parameter, name);
        if (isUuid)
        {
            log.Add(place, "checked before it is sent", "the server finds nothing by an id that is no UUID");
        }

        var shape = mapper.Map(
            parameter.Use,
            $"{operation.Key} parameter {parameter.Name}",
            Words.Pascal(id) + Words.Pascal(parameter.Name),
            parameter.Name,
            isRequest: true);
        var sendable = Sendable(shape, place, log) ?? throw parameter.Origin.Refuse(
            Rule.KnownParameter,
            $"{place} is of a type that a path, query or header cannot carry. Strings, numbers, booleans, dates, enums and arrays of those can be sent.");
        return new ContractParameter(
            parameter.Name, name, parameter.In, parameter.Required.InRequest, sendable, parameter.Description.Or(parameter.Use.Text))
        {
            Separator = sendable.Element is null ? null : Separator(parameter, place),
            IsUuid = isUuid,
        };
    }

    private bool IsSentByClient(ApiParameter parameter, ApiOperation operation)
    {
        if (parameter.In != "header" || parameter.Name.ToUpperInvariant() is not ("AUTHORIZATION" or "ACCEPT" or "CONTENT-TYPE"))
        {
            return false;
        }

        log.Add(operation.Key, $"{parameter.Name} is left out", "the client sends this header by itself");
        return true;
    }

    /// <summary>The shape of a value that is sent as text; null for what has no text.</summary>
    public static ContractShape? Sendable(ContractShape shape, string place, ExplanationLog log)
    {
        if (shape.Element is { } element)
        {
            return shape.JsonType == "array" && element.Element is null && Sendable(element, place, log) is { } item
                ? new ContractShape
                {
                    CSharpType = $"System.Collections.Generic.IReadOnlyList<{item.CSharpType}>",
                    JsonType = "array",
                    Element = item,
                }
                : null;
        }

        if (shape.IsWord || shape.CSharpType is "string" or "bool" or "int" or "long" or "double" or "decimal" or "System.DateTimeOffset")
        {
            // A time is sent as the document says: a number of seconds, or a text.
            return shape with { Form = shape.Form == ContractShape.UnixSeconds ? shape.Form : null };
        }

        if (shape.JsonType is null && shape.Form == ContractShape.Json)
        {
            log.Add(place, "a string", "it is sent as text, whatever kind it is");
            return ContractShape.Text;
        }

        return null;
    }

    [GeneratedRegex(@"\{([^{}]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex PathParameter();
}
