using System;
using System.Linq;
using System.Text.Json.Nodes;
using Dify.OpenApi.Tests.Support;
using Xunit;

namespace Dify.OpenApi.Tests.Documents;

/// <summary>Documents of every version that publishes Dify's API, and what only some versions know.</summary>
public sealed class VersionTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("3.0")]
    [InlineData("3.0.4")]
    [InlineData("3.1.1")]
    [InlineData("3.2.0")]
    public void These_versions_are_read(string version) =>
        Prepare(SmallDocument.Answering("type: string").Replace("3.0.1", version, StringComparison.Ordinal)).Succeeded();

    [Theory]
    [InlineData("3.10.0")]
    [InlineData("3.1.0-rc1")]
    [InlineData("3.3.0")]
    [InlineData("4.0.0")]
    public void Others_are_refused_by_their_place(string version) =>
        Assert.Contains(
            "(1,10): error DIFY110:",
            Prepare(SmallDocument.Answering("type: string").Replace("3.0.1", version, StringComparison.Ordinal)).Error,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("type: array\nitems: {type: [number, 'null']}", "System.Collections.Generic.IReadOnlyList<double?>")]
    [InlineData(
        "type: object\nadditionalProperties: {type: [integer, 'null']}", "System.Collections.Generic.IReadOnlyDictionary<string, int?>")]
    [InlineData(
        "type: array\nitems: {oneOf: [{type: object, properties: {a: {type: string}}}, {type: 'null'}]}",
        "System.Collections.Generic.IReadOnlyList<GetThingResultValue?>")]
    public void An_item_that_may_be_null_is_null(string schema, string type)
    {
        var member = string.Join('\n', schema.Split('\n').Select(line => $"    {line}"));
        var contract = ContractFile.From(
            SmallDocument.Answering($"type: object\nproperties:\n  value:\n{member}").Replace("3.0.1", "3.1.0", StringComparison.Ordinal));

        Assert.Equal(type, contract.CSharpType("GetThingResult", "value"));
        Assert.DoesNotContain(
            "GetValueOrDefault", contract.Property("GetThingResult", "value")["x-dify-read"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_3_1_has_beside_schemas_is_read()
    {
        var document = SmallDocument.Answering("type: object\n$defs: {Inner: {type: object, properties: {b: {type: string}}}}\n"
            + "properties: {a: {$ref: '#/paths/~1thing/get/responses/200/content/application~1json/schema/$defs/Inner'}}")
            .Replace("3.0.1", "3.1.0", StringComparison.Ordinal)
            .Replace("info: {", "info: {summary: Short., license: {name: MIT, identifier: MIT}, ", StringComparison.Ordinal)
            .Replace("\npaths:\n", "\npaths:\n  /shared: {$ref: '#/components/pathItems/Shared'}\n", StringComparison.Ordinal)
            + "components: {pathItems: {Shared: {get: {operationId: getShared, responses: {'204': {description: Done.}}}}}}\n";

        var contract = ContractFile.From(document);

        Assert.NotNull(contract.Operation("/shared", "get"));
        Assert.Equal("GetThingResultA", contract.CSharpType("GetThingResult", "a"));
    }

    [Theory]
    [InlineData("0o17", "15")]
    [InlineData("3.0", "3")]
    [InlineData("0x1F", "31")]
    public void A_number_is_what_YAML_1_2_says(string written, string meant)
    {
        Prepare(SmallDocument.Answering($"type: object\nproperties: {{a: {{type: string, maxLength: {written}}}}}")).Succeeded();
        var run = Tool.Run(
            "diff",
            folder.Write("one.yaml", SmallDocument.Answering($"type: string\nexample: {written}")),
            folder.Write("other.yaml", SmallDocument.Answering($"type: string\nexample: {meant}")));

        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public void Control_characters_in_prose_stop_nothing()
    {
        Prepare(SmallDocument.Operation("/thing", "get", "operationId: getThing\nsummary: \"One\\vtwo\\u2028three\"\nresponses: {'204': "
            + "{description: Done.}}")).Succeeded();

        Assert.Equal("One two\nthree", ContractFile.Of(folder).Operation("/thing", "get")["summary"]!.GetValue<string>());
    }

    [Fact]
    public void Items_of_an_event_stream_are_its_events()
    {
        var events = "{oneOf: [{type: object, properties: {event: {const: thing_done}, a: {type: string}}}, {type: object, properties: "
            + "{event: {const: thing_failed}, b: {type: string}}}]}";
        var contract = ContractFile.From(SmallDocument.Operation("/thing", "get",
            $"operationId: getThing\nresponses: {{'200': {{description: Done., content: {{text/event-stream: {{itemSchema: {{type: object, properties: {{data: {{type: string, contentMediaType: application/json, contentSchema: {events}}}}}}}}}}}}}}}")
            .Replace("3.0.1", "3.2.0", StringComparison.Ordinal));

        Assert.Equal("string", contract.CSharpType("ThingDoneEvent", "a"));
        Assert.Equal("string", contract.CSharpType("ThingFailedEvent", "b"));
    }

    [Fact]
    public void Swagger_2_0_is_read_and_what_is_wrong_in_it_is_told_by_its_place()
    {
        var run = Prepare("""
            swagger: '2.0'
            info: {title: Old, version: '1'}
            basePath: /v1
            produces: [application/json]
            paths:
              /things/{id}:
                get:
                  operationId: get_thing
                  parameters:
                    - {name: id, in: path, required: true, type: string}
                    - {name: tags, in: query, type: array, collectionFormat: pipes, items: {type: integer}}
                    - {name: payload, in: body, required: true, schema: {$ref: '#/definitions/Gone'}}
                  responses: {'200': {description: Done., schema: {$ref: '#/definitions/Thing'}}, '404': {}}
              /files:
                post:
                  operationId: get_thing
                  consumes: [multipart/form-data]
                  parameters:
                    - {name: file, in: formData, required: true, type: file}
                    - {name: user, in: formData, required: true, type: string}
                  responses: {'201': {description: Stored.}}
            definitions:
              Thing: {type: object, properties: {name: {type: string, x-nullable: true}, inner: {$ref: '#/definitions/Gone'}}}
            """).Succeeded();
        var contract = ContractFile.Of(folder);

        Assert.Equal(
            "string id, System.Collections.Generic.IReadOnlyList<int>? tags = null",
            contract.Operation("/things/{id}", "get")["x-dify-declared"]!.GetValue<string>());
        Assert.Contains(
            "call.Query(\"tags\", WireText.List(WireText.Each(tags, static item => WireText.Of(item)), \"|\"), nameof(tags));",
            Statements(contract.Operation("/things/{id}", "get")));
        Assert.Equal("FileUpload file, string user", contract.Operation("/files", "post")["x-dify-declared"]!.GetValue<string>());
        Assert.NotNull(contract.Property("Thing", "name")["x-dify-optional"]);
        Assert.Contains("en.yaml(12,11): warning DIFY114: A GET has no body", run.Error, StringComparison.Ordinal);
        Assert.Contains("'#/definitions/Gone' names nothing", run.Error, StringComparison.Ordinal);
        Assert.Contains(
            "warning DIFY114: The operationId 'get_thing' belongs to another operation already", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_operation_of_one_id_is_named_after_its_path_and_told()
    {
        var run = Prepare(
            $"{SmallDocument.Head}paths:\n  /a: {{get: {{operationId: same, responses: {{'204': {{description: a}}}}}}}}\n  /b: {{get: {{operationId: same, responses: {{'204': {{description: b}}}}}}}}\n")
                .Succeeded();

        Assert.Equal("same", ContractFile.Of(folder).Operation("/a", "get")["x-dify-operation"]!.GetValue<string>());
        Assert.Equal("getB", ContractFile.Of(folder).Operation("/b", "get")["x-dify-operation"]!.GetValue<string>());
        Assert.Contains("en.yaml(6,8): warning DIFY114: The operationId 'same'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_that_says_3_0_and_means_3_1_is_read_and_told()
    {
        var run = Prepare(SmallDocument.Answering("type: object\nproperties: {a: {anyOf: [{type: string}, {type: 'null'}]}, b: {const: "
            + "x}, c: {type: object, propertyNames: {pattern: a}}}")).Succeeded();

        Assert.NotNull(ContractFile.Of(folder).Property("GetThingResult", "a")["x-dify-optional"]);
        Assert.Equal(3, run.Error.TrimEnd().Split('\n').Length);
        Assert.All(run.Error.TrimEnd().Split('\n'), line => Assert.Matches(@"en\.yaml\(\d+,\d+\): warning DIFY114: ", line));
    }

    [Theory]
    [InlineData("integer", "Query", "call.Query(\"q\", WireText.Of(q), nameof(q));")]
    [InlineData("boolean", "Query", "call.Query(\"q\", WireText.Of(q), nameof(q));")]
    [InlineData("string, format: date-time", "Query", "call.Query(\"q\", WireText.Of(q), nameof(q));")]
    [InlineData("string, enum: [a, b]", "Path", "call.Segment(WireText.Of(q), nameof(q));")]
    [InlineData("number", "Path", "call.Segment(WireText.Of(q), nameof(q));")]
    [InlineData(
        "array, items: {type: integer}",
        "Path",
        "call.Segment(WireText.List(WireText.Each(q, static item => WireText.Of(item))), nameof(q));")]
    [InlineData("array, items: {type: string}", "Header", "call.Header(\"q\", WireText.List(q), nameof(q));")]
    [InlineData("array, items: {type: string}", "Query", "call.Query(\"q\", q, nameof(q));")]
    public void A_parameter_of_any_kind_is_sent_as_its_place_wants_it(string schema, string place, string statement)
    {
        var path = place == "Path" ? "/thing/{q}" : "/thing";
        var parameter =
            $"{{name: q, in: {place.ToLowerInvariant()}, required: {(place == "Path" ? "true" : "false")}, schema: {{type: {schema}}}}}";
        var contract = ContractFile.From(SmallDocument.Operation(
            path, "get", $"operationId: getThing\nparameters: [{parameter}]\nresponses: {{'204': {{description: Done.}}}}"));

        Assert.Contains(statement, Statements(contract.Operation(path, "get")));
    }

    [Theory]
    [InlineData("{name: q, in: query, style: deepObject, schema: {type: array, items: {type: string}}}")]
    [InlineData("{name: q, in: path, required: true, style: matrix, schema: {type: array, items: {type: string}}}")]
    [InlineData("{name: q, in: query, schema: {type: array, items: {type: object, properties: {a: {type: string}}}}}")]
    public void What_cannot_be_sent_is_refused_by_its_place(string parameter) =>
        Assert.Contains(
            "error DIFY126:",
            Prepare(SmallDocument.Operation(
                "/thing/{q}",
                "get",
                $"operationId: getThing\nparameters: [{parameter}]\nresponses: {{'204': {{description: Done.}}}}")).Error,
            StringComparison.Ordinal);

    private static string[] Statements(JsonObject operation) =>
        [.. operation["x-dify-statements"]!.AsArray().Select(statement => statement!.GetValue<string>())];

    private ToolRun Prepare(string document) => Tool.Prepare(folder, folder.Write("en.yaml", document), null);
}
