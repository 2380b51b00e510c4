using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Dify.OpenApi.Model;
using Dify.OpenApi.Naming;
using Dify.OpenApi.Problems;
using Dify.OpenApi.Shaping;

namespace Dify.OpenApi.Writing;

/// <summary>Writes the contract as OpenAPI 3.0 JSON with the prose of one language. Both languages give the same shape.</summary>
internal sealed class ContractJson(Contract contract, Language language)
{
    /// <summary>The extension with the C# that makes a request of the arguments.</summary>
    public const string Statements = "x-dify-statements";

    private const string ProblemSchema = "DifyProblem";

    private readonly Sentences sentences = new(language);
    private readonly GeneratedFolders folders = new(contract);

    public static string Write(Contract contract, Language language) => JsonText.Write(new ContractJson(contract, language).Document());

    private string Title => contract.Source.Title.For(language) ?? "Dify API";

    private JsonObject Document()
    {
        var schemas = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal) { [ProblemSchema] = Problem() };
        foreach (var type in contract.Types.Values)
        {
            schemas[type.Name] = new TypeJson(type, language).Write();
            schemas[type.Name]["x-dify-folder"] = folders.Of(type);
        }

        var security = new JsonObject();
        foreach (var scheme in contract.Source.SecuritySchemes.OrderBy(scheme => scheme.Name, StringComparer.Ordinal))
        {
            var definition = JsonNode.Parse(scheme.Definition)!.AsObject();
            Describe(definition, scheme.Description, null);
            security[scheme.Name] = definition;
        }

        return new JsonObject
        {
            ["openapi"] = "3.0.1",
            ["info"] = Info(),
            ["x-dify-clients"] = new JsonObject(
                Clients().Select(client => KeyValuePair.Create<string, JsonNode?>(client.Class, Client(client)))),
            ["servers"] = new JsonArray([.. contract.Source.Servers.Select(server => new JsonObject { ["url"] = server.Address })]),
            ["security"] = new JsonArray(
                [.. contract.Source.SecuritySchemes.Select(scheme => new JsonObject { [scheme.Name] = new JsonArray() })]),
            ["paths"] = Paths(),
            ["components"] = new JsonObject
            {
                ["schemas"] = new JsonObject(schemas.Select(schema => KeyValuePair.Create<string, JsonNode?>(schema.Key, schema.Value))),
                ["securitySchemes"] = security,
            },
        };
    }

    private JsonObject Info()
    {
        var info = new JsonObject { ["title"] = Title };
        Describe(info, contract.Source.Description, null);
        info["version"] = contract.Source.Version;
        return info;
    }

    private JsonObject Paths()
    {
        var paths = new JsonObject();
        foreach (var path in contract.Operations.OrderBy(PathOf, StringComparer.Ordinal)
            .ThenBy(operation => operation.Method, StringComparer.Ordinal)
            .GroupBy(PathOf, StringComparer.Ordinal))
        {
            paths[path.Key] = new JsonObject(
                path.Select(operation => KeyValuePair.Create<string, JsonNode?>(operation.Method, Operation(operation))));
        }

        return paths;
    }

    /// <summary>The clients that have operations.</summary>
    private IEnumerable<ApiClient> Clients() =>
        NameTable.Committed.Clients.Where(client => contract.Operations.Exists(operation => operation.Client == client));

    private JsonObject Client(ApiClient client)
    {
        var title = client.Title is var (english, japanese, chinese) ? new Prose(english, japanese, chinese).For(language)! : Title;
        return new JsonObject
        {
            ["interface-description"] = sentences.Interface(title),
            ["client-description"] = sentences.Client(title),
            ["key"] = client.Key,
            ["folder"] = client.Name,
            ["is-first"] = client == NameTable.Committed.Clients[0],
            ["has-lists"] = contract.Operations.Exists(operation => operation.Client == client && operation.List is not null),
            ["areas"] = Areas(client),
        };
    }

    private JsonArray Areas(ApiClient client) =>
        [.. contract.Operations.Where(operation => operation.Client == client)
            .Select(folders.Of)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(area => JsonValue.Create(area))];

    /// <summary>An operation of several clients, or with two kinds of answer, stands there once for each, told apart by a fragment, which
    /// is no part of the path on the wire.</summary>
    private static string PathOf(ContractOperation operation)
    {
        var parts = new[] { operation.Client.Scope is null && operation.Client.Needs is null
            ? null
            : operation.Client.Name.ToLowerInvariant(), operation.IsStreamingHalf ? "stream" : null }.OfType<string>().ToList();
        return parts.Count == 0 ? operation.Path : $"{operation.Path}#{string.Join('-', parts)}";
    }

    private JsonObject Operation(ContractOperation operation)
    {
        var json = new JsonObject
        {
            // CUSTOM: what stands before the underscore is the client that NSwag makes a method of.
            ["operationId"] = $"{operation.Client.Name}_{operation.Id}",
            ["x-dify-operation"] = operation.Id,
            ["x-dify-area"] = folders.Of(operation),
            ["x-dify-method"] = Words.Pascal(operation.Id),
            ["x-dify-repeat"] = operation.Repeat,
            ["x-dify-answer"] = operation.Answer.ToString().ToLowerInvariant(),
        };
        if (operation.EventType is not null)
        {
            json["x-dify-event-type"] = operation.EventType;
            json["x-dify-event-catalog"] = operation.EventCatalog;
        }

        var summary = PlainText.Documentation(operation.Summary.For(language))
            ?? PlainText.Documentation(operation.Description.For(language)) ?? sentences.Operation(operation);
        json["summary"] = summary;
        if (PlainText.Documentation(operation.Description.For(language)) is { } description && description != summary)
        {
            json["description"] = description;
        }

        if (operation.Answer == ContractAnswer.Json)
        {
            json[TypeJson.ReadMember] = ReadExpression.Answer(operation.Success.Shape!);
            json["x-dify-result"] = operation.Success.Shape!.CSharpType;
        }

        if (operation.List is { } list)
        {
            json["x-dify-list"] = new JsonObject
            {
                ["method"] = list.Method,
                ["entry"] = list.Entry,
                ["argument"] = list.Options.Name,
                ["options"] = list.Options.CSharpType,
                ["passed"] = string.Join(", ", operation.Arguments.Select(argument => argument == list.Options ? "page" : argument.Name)),
                ["first"] = list.First,
                ["kind"] = list.IsNumbered ? "ByNumber" : "ByEntry",
                ["is-backwards"] = list.IsBackwards,
                ["entries"] = list.Entries,
                ["more"] = list.More,
            };
        }

        json["x-dify-errors"] = new JsonArray([.. operation.Problems.SelectMany(problem => Errors(problem.Key, problem.Value))]);
        json["x-dify-token-description"] = sentences.CancellationToken;
        json["x-dify-arguments"] = new JsonObject(operation.Arguments.Select(
            argument => KeyValuePair.Create<string, JsonNode?>(argument.Name, Description(argument, operation))));
        json["x-dify-declared"] = string.Join(
            ", ", operation.Arguments.Select(argument => $"{argument.FullType} {argument.Name}{(argument.HasDefault ? " = null" : "")}"));
        json["x-dify-passed"] = string.Join(", ", operation.Arguments.Select(argument => argument.Name));
        var statements = CallStatements.Write(operation, contract.Types);
        json[Statements] = new JsonArray([.. statements.Select(statement => JsonValue.Create(statement))]);
        var parameters = operation.Parameters.Where(parameter => parameter.In != "form").ToList();
        if (parameters.Count > 0)
        {
            json["parameters"] = new JsonArray([.. parameters.Select(Parameter)]);
        }

        if (operation.Body is not null)
        {
            json["requestBody"] = Body(operation.Body);
        }

        json["responses"] = Responses(operation);
        return json;
    }

    private string Description(ContractArgument argument, ContractOperation operation)
    {
        var (prose, otherwise) = argument switch
        {
            { Parameter: { } parameter } => (parameter.Description, sentences.Parameter(parameter.In, parameter.WireName)),
            { Options: not null } => (default, sentences.Options),
            _ => (operation.Body!.Description, sentences.Body),
        };
        return FittingProse.OfParameter(prose.For(language)) ?? otherwise;
    }

    private JsonObject Parameter(ContractParameter parameter)
    {
        var json = new JsonObject
        {
            ["name"] = parameter.Name,
            ["in"] = parameter.In,
            ["required"] = parameter.IsRequired,
            ["x-dify-wire-name"] = parameter.WireName,
            ["x-dify-type"] = parameter.Shape.CSharpType,
            ["schema"] = ShapeJson.Write(parameter.Shape),
        };
        Describe(json, parameter.Description, sentences.Parameter(parameter.In, parameter.WireName));
        return json;
    }

    private JsonObject Body(ContractBody body)
    {
        var schema = body.Shape is not null ? ShapeJson.Write(body.Shape) : Form(body);
        var json = new JsonObject { ["x-name"] = "request" };
        Describe(json, body.Description, sentences.Body);
        json["required"] = true;
        json["content"] = new JsonObject { [body.MediaType] = new JsonObject { ["schema"] = schema } };
        return json;
    }

    private JsonObject Form(ContractBody body)
    {
        var properties = new JsonObject();
        foreach (var property in body.FormProperties)
        {
            var json = TypeJson.Property(property, language);
            json["description"] = PlainText.Documentation(property.Description.For(language)) ?? sentences.Part(property.WireName);
            if (!property.IsRequired)
            {
                // CUSTOM: NSwag refuses a missing optional part unless the part may be null.
                json["nullable"] = true;
            }

            properties[property.WireName] = json;
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray(
                [.. body.FormProperties.Where(property => property.IsRequired).Select(property => JsonValue.Create(property.WireName))]),
            ["properties"] = properties,
        };
    }

    private string Answer(ContractOperation operation)
    {
        var text = operation.Success.Description.For(language);
        return operation.OtherHalf is null ? PlainText.Documentation(text) ?? sentences.Success
            : $"{sentences.Half(operation.IsStreamingHalf)} {FittingProse.OfHalf(text)}".Trim();
    }

    private JsonObject Responses(ContractOperation operation)
    {
        var success = new JsonObject { ["description"] = Answer(operation) };
        if (operation.Success.MediaType is not null)
        {
            success["content"] = new JsonObject
            {
                [operation.Success.MediaType] = new JsonObject { ["schema"] = ShapeJson.Write(operation.Success.Shape!) },
            };
        }

        var responses = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal) { [operation.Success.Status] = success };
        foreach (var (status, problem) in operation.Problems)
        {
            responses.TryAdd(status, new JsonObject
            {
                ["description"] = PlainText.Documentation(problem.Description.For(language)) ?? sentences.Status(status),
                ["content"] = new JsonObject
                {
                    ["application/json"] = new JsonObject
                    {
                        ["schema"] = new JsonObject { ["$ref"] = $"#/components/schemas/{ProblemSchema}" },
                    },
                },
            });
        }

        return new JsonObject(responses.Select(response => KeyValuePair.Create<string, JsonNode?>(response.Key, response.Value)));
    }

    private static JsonObject Problem()
    {
        static JsonObject Of(string type) => new() { ["type"] = type };
        return new JsonObject
        {
            ["type"] = "object",
            ["x-dify-kind"] = "object",
            ["properties"] = new JsonObject
            {
                ["code"] = Of("string"),
                ["message"] = Of("string"),
                ["status"] = Of("integer"),
                ["params"] = Of("string"),
                ["errors"] = Of("object"),
                ["details"] = Of("object"),
            },
        };
    }

    /// <summary>One line per status and code.</summary>
    private IEnumerable<JsonNode> Errors(string status, ContractProblem problem)
    {
        if (problem.Codes.Count == 0)
        {
            var said = PlainText.Documentation(problem.Description.For(language))?.ReplaceLineEndings(" ");
            yield return Failure(status, "", $"{status}: {said ?? sentences.Status(status)}");
        }

        foreach (var (code, explanation) in problem.Codes)
        {
            yield return Failure(status, code, $"{status} `{code}`: {explanation.For(language)}");
        }
    }

    private static JsonObject Failure(string status, string code, string text)
        => new() { ["exception"] = ThrownException.Of(status, code), ["text"] = text };

    private void Describe(JsonObject json, Prose prose, string? otherwise)
    {
        if ((PlainText.Documentation(prose.For(language)) ?? otherwise) is { } text)
        {
            json["description"] = text;
        }
    }
}
