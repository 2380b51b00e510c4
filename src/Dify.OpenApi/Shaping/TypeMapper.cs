using System;
using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;
using Dify.OpenApi.Naming;

namespace Dify.OpenApi.Shaping;

/// <summary>Decides the C# type of every value and queues the types that must be generated.</summary>
internal sealed class TypeMapper(NameTable table, ExplanationLog log)
{
    private const string Json = "Newtonsoft.Json.Linq.JToken";
    private readonly UnionResolver unions = new(log);
    private readonly TypeNames names = new(table, log);
    private readonly Queue<QueuedType> queue = new();
    private readonly HashSet<(string, Schema, bool)> queued = [];

    public TypeNames Names => names;

    public bool TryTakeQueued(out QueuedType queued) => queue.TryDequeue(out queued!);

    /// <param name="use">The value.</param>
    /// <param name="place">Where it stands, as the name table writes it.</param>
    /// <param name="fallback">The name of owner and member, should it need a type of its own.</param>
    /// <param name="wireName">The member's wire name; empty at a root.</param>
    /// <param name="isRequest">Whether the caller sends it.</param>
    public ContractShape Map(SchemaUse use, string place, string fallback, string wireName, bool isRequest)
    {
        if (table.IsJsonText(place))
        {
            log.Add(place, "JSON, or a string that holds JSON", "servers differ by version");
            return ContractShape.AnyJson with { Form = ContractShape.JsonInText };
        }

        switch (table.Type(place))
        {
            case "string":
                return ContractShape.Text;
            case "json":
                return ContractShape.AnyJson;
            case "json-object":
                return FreeForm(isRequest);
        }

        // A price is a number or a text with one; decimal holds both exactly.
        if (IsPrice(wireName) && use.Schema.Kinds.Concat(use.Schema.Alternatives.SelectMany(alternative => alternative.Schema.Kinds))
            .ToHashSet(StringComparer.Ordinal) is { Count: > 0 } kinds && kinds.IsSubsetOf(["number", "integer", "string"]))
        {
            return Number(wireName);
        }

        if (unions.Resolve(use.Schema, place) is not { } schema)
        {
            return ContractShape.AnyJson;
        }

        if (schema.Kinds.Count != 1)
        {
            if (schema.Kinds.SetEquals(["integer", "number"]))
            {
                return Number(wireName);
            }

            if (schema.Kinds.Count > 1)
            {
                log.Add(place, "any JSON", "it may be several kinds of JSON");
            }

            return ContractShape.AnyJson with { IsOpen = schema.Kinds.Count == 0 };
        }

        return schema.Kinds.First() switch
        {
            "string" => Text(schema, place, fallback, isRequest),
            "integer" => Integer(schema, place, wireName),
            "number" => Number(wireName),
            "boolean" => new ContractShape { CSharpType = "bool", JsonType = "boolean" },
            "array" => List(schema, place, fallback, wireName, isRequest),
            _ => Object(schema, place, fallback, wireName, isRequest),
        };
    }

    /// <summary>Queues an object as a type of the name, whatever it holds.</summary>
    public ContractShape Named(string name, Schema schema, string place, bool isRequest)
    {
        if (queued.Add((name, schema, isRequest)))
        {
            if (queued.Count > DocumentLimits.Types)
            {
                throw schema.Origin.Refuse(Rule.Bounded, $"The document needs more than {DocumentLimits.Types} types.");
            }

            queue.Enqueue(new QueuedType(name, schema, place, isRequest));
        }

        return new ContractShape { CSharpType = name, TypeName = name };
    }

    /// <summary>Has a type of an answer hold what another answer of the operation holds, too.</summary>
    public void AddAside(string name, Schema schema, string place) =>
        queue.Enqueue(new QueuedType(name, schema, place, IsRequest: false, IsAside: true));

    private ContractShape Text(Schema schema, string place, string fallback, bool isRequest)
    {
        if (schema.Enum is { Count: > 0 })
        {
            return Named(names.NameOf(place, schema, fallback), schema, place, isRequest) with { IsWord = true };
        }

        switch (schema.Format)
        {
            case "date-time":
                return new ContractShape
                {
                    CSharpType = "System.DateTimeOffset",
                    JsonType = "string",
                    Format = "date-time",
                    Form = ContractShape.UtcDateTime,
                };
            case "binary":
                return new ContractShape { CSharpType = "string", JsonType = "string", Format = "binary" };
            case null:
                break;
            case var format:
                log.Add(place, $"format {format} is dropped", format == "uuid"
                    ? "the server sends empty and other ids too"
                    : "a string keeps every value that a server sends");
                break;
        }

        return ContractShape.Text;
    }

    private ContractShape Integer(Schema schema, string place, string wireName)
    {
        if (wireName.EndsWith("_at", StringComparison.Ordinal) || wireName == "expiration_time")
        {
            log.Add(place, "System.DateTimeOffset", "the integer counts seconds since 1970");
            return new ContractShape
            {
                CSharpType = "System.DateTimeOffset",
                JsonType = "integer",
                Format = "int64",
                Form = ContractShape.UnixSeconds,
            };
        }

        var isLong = schema.Format == "int64" || wireName.EndsWith("tokens", StringComparison.Ordinal) || wireName == "size";
        return isLong
            ? new ContractShape { CSharpType = "long", JsonType = "integer", Format = "int64" }
            : new ContractShape { CSharpType = "int", JsonType = "integer", Format = "int32" };
    }

    private static ContractShape Number(string wireName) =>
        IsPrice(wireName)
            ? new ContractShape { CSharpType = "decimal", JsonType = "number", Format = "decimal", Form = ContractShape.DecimalNumber }
            : new ContractShape { CSharpType = "double", JsonType = "number", Format = "double" };

    private static bool IsPrice(string wireName) => wireName.EndsWith("price", StringComparison.Ordinal);

    private ContractShape List(Schema schema, string place, string fallback, string wireName, bool isRequest)
    {
        var element = schema.Items is { } items
            ? Map(items, $"{place}[]", Words.Singular(fallback), wireName, isRequest)
            : ContractShape.AnyJson;
        return new ContractShape
        {
            CSharpType = $"System.Collections.Generic.IReadOnlyList<{element.AsElement(schema.Items?.AllowsNull == true).ElementType}>",
            JsonType = "array",
            Element = element.AsElement(schema.Items?.AllowsNull == true),
        };
    }

    private ContractShape Object(Schema schema, string place, string fallback, string wireName, bool isRequest)
    {
        if (schema.Properties.Count > 0)
        {
            return Named(names.NameOf(place, schema, fallback), schema, place, isRequest);
        }

        if (schema.More is { } more)
        {
            var element = Map(more, $"{place}{{}}", Words.Singular(fallback), wireName, isRequest);

            // Values of every kind of JSON are what a free-form object has.
            if (element.CSharpType != Json
                || more.Schema.Alternatives.SelectMany(alternative => alternative.Schema.Kinds).Distinct().Count() is > 0 and < 4)
            {
                return new ContractShape
                {
                    CSharpType =
                        $"System.Collections.Generic.IReadOnlyDictionary<string, {element.AsElement(more.AllowsNull).ElementType}>",
                    JsonType = "object",
                    Element = element.AsElement(more.AllowsNull),
                };
            }
        }

        return FreeForm(isRequest);
    }

    private static ContractShape FreeForm(bool isRequest) => isRequest
        ? new ContractShape { CSharpType = ContractShape.JsonObject, JsonType = "object", Form = ContractShape.Json }
        : ContractShape.AnyJson with { JsonType = "object", IsOpen = true };
}

/// <summary>A type that is needed: its name, and one of the schemas that it must hold.</summary>
/// <param name="Name">The name.</param>
/// <param name="Schema">The schema.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="IsRequest">Whether the caller sends it.</param>
/// <param name="IsAside">Whether it only adds members that may be missing, and takes back nothing of what the others promise.</param>
internal sealed record QueuedType(string Name, Schema Schema, string Place, bool IsRequest, bool IsAside = false);
