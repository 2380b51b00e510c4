using System;
using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Model;
using Dify.OpenApi.Naming;
using Dify.OpenApi.Problems;

namespace Dify.OpenApi.Shaping;

/// <summary>Makes the methods of the client from one operation: one, or two when it answers with JSON and with events.</summary>
internal sealed class OperationShaper(
    OperationNames names,
    TypeMapper mapper,
    NameTable table,
    ArgumentShaper arguments,
    EventTypeBuilder events,
    StreamFinder streams,
    ExplanationLog log)
{
    /// <summary>The member of a body by which callers ask for JSON or for events.</summary>
    public const string ResponseMode = "response_mode";

    private static readonly HashSet<string> Stops = new(StringComparer.Ordinal)
    {
        "POST /workflows/tasks/{}/stop", "POST /chat-messages/{}/stop", "POST /completion-messages/{}/stop",
    };

    public IEnumerable<ContractOperation> Shape(ApiClient client, ApiOperation operation)
    {
        var id = names.Next(operation);
        var success = new SuccessShaper(log).Choose(operation);
        var json = MediaTypes.FindJson(success.Contents);
        var stream = MediaTypes.FindEvents(success.Contents);
        if (stream is null)
        {
            yield return Shape(client, operation, id, success, null);
            yield break;
        }

        if (json is null)
        {
            yield return Shape(client, operation, id, success, stream);
            yield break;
        }

        log.Add(
            operation.Key, $"split into {id} and {id}Streaming", "NSwag reads one answer per operation, and would read the events as JSON");
        var streaming = names.NextStreaming(id, operation);
        yield return Shape(client, operation, id, success with { Contents = [json] }, null, otherHalf: streaming);
        yield return Shape(client, operation, streaming, success with { Contents = [stream] }, stream, otherHalf: id);
    }

    private ContractOperation Shape(
        ApiClient client, ApiOperation operation, string id, ApiResponse success, ApiContent? stream, string? otherHalf = null)
    {
        var isSplit = stream is not null && otherHalf is not null;
        var parameterNames = new PropertyNames(id, Words.Camel, ReservedNames.IsVariable, log);
        var plainId = isSplit ? id[..^"Streaming".Length] : id;
        var parameters = new ParameterShaper(mapper, table, log).Shape(operation, id, parameterNames);
        var body = new BodyShaper(mapper, table, log).Shape(operation, plainId, parameterNames);
        parameters.AddRange(body?.FormParameters() ?? []);
        var shaped = ShapeSuccess(operation, id, success, stream);
        (string Type, string Catalog)? given = stream is null
            ? null
            : events.Add(streams.Find(operation, stream), $"{operation.Key} events", $"{Words.Pascal(id)}Event");
        var contract = new ContractOperation
        {
            Client = client,
            Method = operation.Method.ToLowerInvariant(),
            Path = WithNames(operation, parameters),
            IsStreamingHalf = isSplit,
            OtherHalf = otherHalf is null ? null : $"{Words.Pascal(otherHalf)}Async",
            Key = operation.Key,
            Id = id,
            Repeat = operation.Method is "get" or "head" || Stops.Contains(OperationKey.Of(operation.Method, operation.Path))
                ? "safe"
                : "unseen",
            Answer = stream is not null ? ContractAnswer.Events : shaped.MediaType is null
                ? ContractAnswer.None
                : MediaTypes.IsJson(shaped.MediaType) ? ContractAnswer.Json : ContractAnswer.File,
            EventType = given?.Type,
            EventCatalog = given?.Catalog,
            BodySet = stream is not null && operation.Body is not null && HasResponseMode(operation.Body)
                ? new Dictionary<string, string> { [ResponseMode] = "streaming" }
                : new Dictionary<string, string>(),
            Summary = operation.Summary,
            Description = operation.Description,
            Body = body,
            Success = shaped,
        };
        contract.Parameters.AddRange(parameters);
        contract.Arguments.AddRange(arguments.Shape(operation, plainId, parameters, body, parameterNames));
        foreach (var problem in operation.Responses.Where(response => !response.IsSuccess))
        {
            foreach (var status in StatusRange.Expand(problem, operation, log))
            {
                contract.Problems.TryAdd(status, new ContractProblem(
                    ProblemMentions.Describe(problem),
                    [.. ProblemMentions.Of(problem).Select(
                        mention => (mention.Code, mention.Explanation.Or(mention.Messages).Or(ServerProblems.Explain(mention.Code))))]));
            }
        }

        var unauthorized = ServerProblems.Explain("unauthorized");
        contract.Problems.TryAdd("401", new ContractProblem(unauthorized, [("unauthorized", unauthorized)]));
        return contract;
    }

    private static string WithNames(ApiOperation operation, IEnumerable<ContractParameter> parameters) =>
        parameters.Where(parameter => parameter.In == "path").Aggregate(
            operation.Path,
            (path, parameter) => path.Replace($"{{{parameter.WireName}}}", $"{{{parameter.Name}}}", StringComparison.Ordinal));

    private static bool HasResponseMode(ApiBody body) =>
        MediaTypes.FindJson(body.Contents)?.Use?.Schema.Properties.ContainsKey(ResponseMode) == true;

    private ContractSuccess ShapeSuccess(ApiOperation operation, string id, ApiResponse success, ApiContent? stream)
    {
        if (stream is not null)
        {
            return new ContractSuccess(
                success.Status,
                MediaTypes.EventStream,
                new ContractShape { CSharpType = "string", JsonType = "string", Format = "binary" },
                success.Description);
        }

        if (MediaTypes.FindJson(success.Contents) is { } json)
        {
            var place = $"{operation.Key} {success.Status}";
            var shape = json.Use is null
                ? ContractShape.AnyJson
                : Root(json.Use, place, success.ComponentName, $"{Words.Pascal(id)}Result");
            foreach (var (status, other) in SuccessShaper.OthersOf(operation, success)
                .Where(_ => shape is { TypeName: not null, JsonType: null }))
            {
                mapper.AddAside(shape.TypeName!, other.Schema, $"{operation.Key} {status}");
                log.Add(place, $"may hold what {status} does", "the operation has two answers, and one type reads both");
            }

            return new ContractSuccess(success.Status, MediaTypes.Json, shape, success.Description);
        }

        if (MediaTypes.FindFile(success.Contents) is { } file)
        {
            log.Add(operation.Key, "answers with a file", $"{file.MediaType} is handed over as it comes");
            return new ContractSuccess(
                success.Status, MediaTypes.AnyFile, new ContractShape { CSharpType = "string", JsonType = "string", Format = "binary" },
                    success.Description)
            {
                IsBinaryFile = success.Contents.All(MediaTypes.IsBinaryKind),
            };
        }

        return new ContractSuccess(success.Status, null, null, success.Description);
    }

    private ContractShape Root(SchemaUse use, string place, string? responseName, string fallback)
    {
        var name = responseName is null ? fallback : Words.WithoutLanguage(Words.Pascal(responseName));
        var schema = use.Schema;
        var isBareObject = schema.Kinds.SetEquals(["object"])
            && schema.Properties.Count == 0
            && schema.Alternatives.Count == 0
            && schema.More is null;
        return isBareObject
            ? mapper.Named(mapper.Names.NameOf(place, schema, name), schema, place, isRequest: false)
            : mapper.Map(use, place, name, "", isRequest: false);
    }
}
