using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;
using Dify.OpenApi.Naming;

namespace Dify.OpenApi.Shaping;

/// <summary>Names and types the parameters of a method.</summary>
internal sealed partial class ParameterShaper(TypeMapper mapper, NameTable table, ExplanationLog log)
{
    public List<ContractParameter> Shape(ApiOperation operation, string id, PropertyNames names)
    {
        var inPath = PathParameter().Matches(operation.Path).Select(match => match.Groups[1].Value).ToList();
        foreach (var known in table.PathParameters(operation.Key) ?? [])
        {
            names.Take(known, known);
        }

        var result = new List<ContractParameter>();
        foreach (var name in inPath.Where(name => !operation.Parameters.Exists(parameter => parameter.In == "path" && parameter.Name == name)))
        {
            log.Add(operation.Key, $"takes {name}", "the path has it, though the document describes no such parameter");
            result.Add(new ContractParameter(name, names.Next(name, operation.Origin), "path", true, ContractShape.Text, default));
        }

        foreach (var parameter in operation.Parameters)
        {
            if (parameter.In == "path" && !inPath.Contains(parameter.Name))
            {
                throw parameter.Origin.Refuse(Rule.KnownParameter, $"{operation.Key} describes the path parameter '{parameter.Name}', which its path does not have.");
            }

            if (IsSentByClient(parameter))
            {
                log.Add(operation.Key, $"{parameter.Name} is left out", "the client sends this header by itself");
                continue;
            }

            var shape = mapper.Map(parameter.Use, $"{operation.Key} parameter {parameter.Name}", Words.Pascal(id) + Words.Pascal(parameter.Name), parameter.Name, isRequest: true);
            var name = NameOf(parameter, operation, inPath, names);
            var isUuid = IsUuid(parameter, name);
            if (isUuid)
            {
                var place = $"{operation.Key} parameter {parameter.Name}";
                log.Add(place, "checked before it is sent", "the server finds nothing by an id that is no UUID");
            }

            result.Add(new ContractParameter(
                parameter.Name,
                name,
                parameter.In,
                parameter.Required.InRequest,
                Sendable(shape, parameter, $"{operation.Key} {parameter.Name}"),
                parameter.Description.Or(parameter.Use.Text))
            {
                IsUuid = isUuid,
            });
        }

        return result;
    }

    private string NameOf(ApiParameter parameter, ApiOperation operation, List<string> inPath, PropertyNames names)
    {
        var index = parameter.In == "path" ? inPath.IndexOf(parameter.Name) : -1;
        if (index < 0 || table.PathParameters(operation.Key) is not { } known || index >= known.Count)
        {
            return names.Next(parameter.Name, parameter.Origin);
        }

        if (Words.Camel(parameter.Name) != known[index])
        {
            log.Add(operation.Key, $"{parameter.Name} is called {known[index]}", "the wire does not know the names of a path's parameters");
        }

        return known[index];
    }

    // A task id is any text to servers, though Dify's documents call it a UUID; every other id of a path that is none gives 404 or 500.
    private static bool IsUuid(ApiParameter parameter, string name) =>
        parameter is { In: "path", Use.Schema.Format: "uuid" } && name != "taskId";

    private static bool IsSentByClient(ApiParameter parameter) =>
        parameter.In == "header" && parameter.Name.ToUpperInvariant() is "AUTHORIZATION" or "ACCEPT" or "CONTENT-TYPE";

    private ContractShape Sendable(ContractShape shape, ApiParameter parameter, string place)
    {
        var schema = parameter.Use.Schema;
        var kinds = schema.Alternatives.SelectMany(alternative => alternative.Schema.Kinds).Concat(schema.Kinds).ToHashSet(StringComparer.Ordinal);
        if (kinds.Contains("object") || (kinds.Contains("array") && !IsListOfTexts(schema)))
        {
            throw parameter.Origin.Refuse(Rule.KnownParameter, $"{place} is of a type that a path, query or header cannot carry. Strings, numbers, booleans, dates, enums and arrays of strings can be sent.");
        }

        if (kinds.Contains("array"))
        {
            return new ContractShape { CSharpType = "System.Collections.Generic.IReadOnlyList<string>", JsonType = "array", Element = ContractShape.Text };
        }

        if (shape.Converter == "JsonValueConverter")
        {
            log.Add(place, "a string", "it is sent as text, whatever kind it is");
            return ContractShape.Text;
        }

        return shape.CSharpType == "decimal" ? new ContractShape { CSharpType = "double", JsonType = "number", Format = "double" } : shape with { Converter = null };
    }

    private static bool IsListOfTexts(Schema schema) =>
        schema.Alternatives.Count == 0 && schema.Items is { } items && items.Schema.Alternatives.Count == 0 && items.Schema.Kinds.IsSubsetOf(["string"]);

    [GeneratedRegex(@"\{([^{}]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex PathParameter();
}
