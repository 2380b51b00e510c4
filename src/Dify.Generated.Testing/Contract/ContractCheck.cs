using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>Holds requests against the documents.</summary>
internal sealed class ContractCheck(ContractDocument document)
{
    private readonly SchemaCheck schemas = new(document);

    public ContractFinding Check(RequestDraft request)
    {
        if (!request.IsBelowBasePath)
        {
            return new(null, UnroutedReason.UnknownPath, [new(
                ContractProblemKind.Unnoticed, $"path {request.Path}: it is not below {PathTemplate.BasePath}, where the API begins.")]);
        }

        // A real server unescapes before it looks: an escaped slash makes two segments.
        string path = Uri.UnescapeDataString(request.Path);
        List<ContractOperation> onPath = [.. document.Operations.Where(operation => PathTemplate.Fits(operation.Template, path))];
        if (onPath.Count == 0)
        {
            return new(
                null,
                UnroutedReason.UnknownPath,
                [new(ContractProblemKind.Unnoticed, $"path {request.Path}: the documents have no such path.")]);
        }

        List<ContractOperation> candidates = [.. onPath.Where(operation => operation.Method == request.Method)];
        if (candidates.Count == 0 && request.Method == "OPTIONS")
        {
            // No document has it and every path answers it: browsers ask so before they call another origin.
            return new(null, UnroutedReason.OtherMethod, []);
        }

        if (candidates.Count == 0)
        {
            string methods = string.Join(", ", onPath.Select(operation => operation.Method).Distinct());
            return new(
                null,
                UnroutedReason.OtherMethod,
                [new(ContractProblemKind.Unnoticed, $"method {request.Method}: the documents have {methods} for {request.Path}.")]);
        }

        // Where two templates fit, the one with fewer parameters is meant.
        ContractOperation operation = candidates.MinBy(candidate => candidate.Template.Count(character => character == '{'))!;
        return new(operation.Id, UnroutedReason.NoBehaviour, [.. CheckQuery(operation, request), .. CheckBody(operation, request)]);
    }

    private static IEnumerable<ContractProblem> CheckQuery(ContractOperation operation, RequestDraft request)
    {
        foreach (string name in request.Query.Keys.Where(name => !operation.Query.Any(parameter => parameter.Name == name)))
        {
            yield return new(ContractProblemKind.Unnoticed, $"query {name}: {operation.Id} has no such parameter.");
        }

        foreach (ContractParameter parameter in operation.Query)
        {
            if (!request.Query.TryGetValue(parameter.Name, out IReadOnlyList<string>? values))
            {
                if (parameter.IsRequired)
                {
                    yield return new(ContractProblemKind.Invalid, $"query {parameter.Name}: the parameter is required.");
                }
            }
            else if (values.Count > 1)
            {
                yield return new(ContractProblemKind.Unnoticed, $"query {parameter.Name}: the parameter is given {values.Count} times.");
            }
            else if (CheckText(parameter.Schema, values[0]) is { } wrong)
            {
                // A real server takes every other word for false, and an empty value for none.
                bool isOverlooked = (string?)parameter.Schema["type"] == "boolean" || values[0].Length == 0;
                yield return new(isOverlooked ? ContractProblemKind.Unnoticed : ContractProblemKind.Invalid,
                    $"query {parameter.Name}: {wrong}");
            }
        }
    }

    private static string? CheckText(JObject schema, string value)
    {
        if (schema["enum"] is JArray choices && !choices.Any(choice => (string?)choice == value))
        {
            return $"it must be one of {string.Join(", ", choices.Select(choice => (string?)choice))}.";
        }

        bool isRight = (string?)schema["type"] switch
        {
            "integer" => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            "number" => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
            "boolean" => bool.TryParse(value, out _),
            _ when (string?)schema["format"] == "date-time" =>
                DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _),
            _ => true,
        };
        return isRight ? null : $"it must be of the type {(string?)schema["format"] ?? (string?)schema["type"]}.";
    }

    private IEnumerable<ContractProblem> CheckBody(ContractOperation operation, RequestDraft request)
    {
        if (operation.Bodies.Count == 0)
        {
            return request.Body.Length == 0 ? [] : [new(ContractProblemKind.Unnoticed, $"body: {operation.Id} takes none.")];
        }

        string mediaType = (request.ContentType ?? "").Split(';', 2)[0].Trim();
        if (request.Body.Length == 0 && mediaType.Length == 0)
        {
            return operation.IsBodyRequired ? [new(ContractProblemKind.ByRoute, "body: it is required.")] : [];
        }

        if (!operation.Bodies.TryGetValue(mediaType, out JObject? schema))
        {
            return [new(
                ContractProblemKind.ByRoute, $"header Content-Type: '{mediaType}' is not {string.Join(" or ", operation.Bodies.Keys)}.")];
        }

        return mediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            ? FormCheck.Check(schema, request.Parts)
            : CheckJson(schema, request.Body);
    }

    private IEnumerable<ContractProblem> CheckJson(JObject schema, byte[] body)
    {
        try
        {
            JToken json = JsonText.ParseBody(Encoding.UTF8.GetString(body));
            return schemas.Check(schema, json, "body");
        }
        catch (JsonException exception)
        {
            return [new(ContractProblemKind.ByRoute, $"body: it is not JSON ({exception.Message})")];
        }
    }
}
