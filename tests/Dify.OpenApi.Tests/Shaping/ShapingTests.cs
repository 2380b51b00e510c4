using System;
using System.Linq;
using Dify.OpenApi.Tests.Support;
using Xunit;

namespace Dify.OpenApi.Tests.Shaping;

/// <summary>What would trip NSwag or lie to callers is shaped away, and <c>--explain</c> says so.</summary>
public sealed class ShapingTests
{
    private const string Stream = "type: object\nrequired: [event]\nproperties: {event: {type: string}}\ndiscriminator: {propertyName: "
        + "event, mapping: {thing_done: '#/components/schemas/DoneOne', thing_failed: '#/components/schemas/Failed', ping: "
            + "'#/components/schemas/Ping'}}";

    [Theory]
    [InlineData("{type: string, format: uuid}", "string", "JsonMember.Text(")]
    [InlineData("{type: string, format: byte}", "string", "JsonMember.Text(")]
    [InlineData("{type: string, format: date-time}", "System.DateTimeOffset", "JsonMember.UtcDateTime(")]
    [InlineData("{type: integer}", "int", "JsonMember.Int32(")]
    [InlineData("{type: integer, format: int64}", "long", "JsonMember.Int64(")]
    [InlineData("{type: number, format: float}", "double", "JsonMember.Double(")]
    [InlineData("{type: boolean}", "bool", "JsonMember.Boolean(")]
    [InlineData("{type: object}", "Newtonsoft.Json.Linq.JToken", "JsonMember.Json(")]
    [InlineData("{}", "Newtonsoft.Json.Linq.JToken", "JsonMember.Json(")]
    [InlineData(
        "{type: object, additionalProperties: {type: string}}",
        "System.Collections.Generic.IReadOnlyDictionary<string, string>",
        "JsonMember.Map<string>(")]
    [InlineData("{type: array, items: {type: number}}", "System.Collections.Generic.IReadOnlyList<double>", "JsonMember.List<double>(")]
    [InlineData("{oneOf: [{type: string}, {type: object}]}", "Newtonsoft.Json.Linq.JToken", "JsonMember.Json(")]
    [InlineData("{oneOf: [{type: integer}, {type: number}]}", "double", "JsonMember.Double(")]
    [InlineData("{type: integer, enum: [1, 2]}", "int", "JsonMember.Int32(")]
    public void A_value_of_an_answer(string schema, string type, string read) => Value("value", schema, type, read);

    [Theory]
    [InlineData("created_at", "{type: integer}", "System.DateTimeOffset", "JsonMember.UnixSeconds(")]
    [InlineData("expiration_time", "{type: integer}", "System.DateTimeOffset", "JsonMember.UnixSeconds(")]
    [InlineData("elapsed_time", "{type: number}", "double", "JsonMember.Double(")]
    [InlineData("total_tokens", "{type: integer}", "long", "JsonMember.Int64(")]
    [InlineData("total_price", "{type: number}", "decimal", "JsonMember.Decimal(")]
    [InlineData("total_price", "{oneOf: [{type: number}, {type: string}]}", "decimal", "JsonMember.Decimal(")]
    public void A_value_whose_wire_name_says_more(string name, string schema, string type, string read) => Value(name, schema, type, read);

    [Fact]
    public void A_free_form_object_of_a_request_is_a_json_object()
    {
        var contract = ContractFile.From(SmallDocument.Taking("type: object\nproperties:\n  inputs: {type: object}"));

        Assert.Equal("Newtonsoft.Json.Linq.JObject", contract.CSharpType("MakeThingRequest", "inputs"));
    }

    [Fact]
    public void Enum_symbols_get_names()
    {
        var contract = ContractFile.From(Answer("op: {type: string, enum: ['≠', '≥', '≤', value, to_string, '']}"));

        Assert.Equal(
            "[\"NotEqual\",\"GreaterThanOrEqual\",\"LessThanOrEqual\",\"ValueValue\",\"ToStringValue\",\"Empty\"]",
            contract.Schemas["GetThingResultOp"]!["x-enumNames"]!.ToJsonString());
    }

    [Fact]
    public void Enum_values_are_described_by_the_bullets_of_the_prose()
    {
        var contract = ContractFile.From(
            Answer("state:\n    type: string\n    enum: [on, off]\n    description: |\n      The state.\n      - `on`: It runs.\n"));

        Assert.Equal(
            ["It runs.", "The value `off`."],
            contract.Schemas["GetThingResultState"]!["x-dify-enum-descriptions"]!.AsArray().Select(text => text!.GetValue<string>()));
    }

    [Fact]
    public void AllOf_is_flattened()
    {
        var contract = ContractFile.From(SmallDocument.Answering(
            "allOf:\n  - {$ref: '#/components/schemas/Base'}\n  - {type: object, required: [id], properties: {own: {type: string}}}",
            "components: {schemas: {Base: {type: object, properties: {id: {type: string}}}}}\n"));

        Assert.Equal("string", contract.CSharpType("GetThingResult", "own"));
        Assert.Null(contract.Property("GetThingResult", "id")["x-dify-optional"]);
        Assert.Null(contract.Schemas["GetThingResult"]!["allOf"]);
    }

    [Fact]
    public void Alternatives_that_are_objects_become_one_with_all_members()
    {
        var contract = ContractFile.From(Answer("item: {oneOf: [{type: object, required: [a], properties: {a: {type: string}}}, {type: "
            + "object, properties: {b: {type: boolean}}}]}"));

        Assert.Equal("GetThingResultItem", contract.CSharpType("GetThingResult", "item"));
        Assert.Equal("string", contract.CSharpType("GetThingResultItem", "a"));
        Assert.NotNull(contract.Property("GetThingResultItem", "a")["x-dify-optional"]);
        Assert.Equal("bool", contract.CSharpType("GetThingResultItem", "b"));
    }

    [Fact]
    public void A_type_may_hold_itself()
    {
        var contract = ContractFile.From(SmallDocument.Answering("$ref: '#/components/schemas/Node'", "components: {schemas: {Node: "
            + "{type: object, properties: {children: {type: array, items: {$ref: '#/components/schemas/Node'}}}}}}\n"));

        Assert.Equal("System.Collections.Generic.IReadOnlyList<Node>", contract.CSharpType("Node", "children"));
    }

    [Fact]
    public void Ranges_of_statuses_are_written_out_and_every_operation_has_401()
    {
        var responses = ContractFile.From(SmallDocument.Operation("/thing", "get", "responses:\n  '2XX': {description: Done.}\n  '404': "
            + "{description: None.}\n  '4XX': {description: Wrong.}\n  '5XX': {description: Broken.}\n  default: {description: Else.}"))
            .Operation("/thing", "get")["responses"]!.AsObject();

        Assert.Equal(
            ["200", "400", "401", "403", "404", "409", "412", "413", "415", "422", "429", "500", "502", "503", "504"],
            responses.Select(response => response.Key));
        Assert.Equal("None.", responses["404"]!["description"]!.GetValue<string>());
        Assert.Equal(
            "#/components/schemas/DifyProblem", responses["429"]!["content"]!["application/json"]!["schema"]!["$ref"]!.GetValue<string>());
    }

    [Fact]
    public void Of_several_successes_one_stays()
    {
        var contract = ContractFile.From(
            SmallDocument.Operation("/thing", "post", "responses:\n  '200': {description: a, content: {application/json: {schema: {type: "
                + "object, properties: {id: {type: string}}}}}}\n  '201': {description: b, content: {application/json: {schema: {type: "
                    + "object, properties: {id: {type: string}}}}}}\n  '204': {description: c}"));

        Assert.Equal(["201", "401"], contract.Operation("/thing", "post")["responses"]!.AsObject().Select(response => response.Key));
    }

    [Fact]
    public void A_second_success_adds_what_it_holds_and_takes_nothing_from_the_first()
    {
        var contract = ContractFile.From(
            SmallDocument.Operation("/thing", "post", "responses:\n  '200': {description: a, content: {application/json: {schema: {type: "
                + "object, required: [id], properties: {id: {type: string}}}}}}\n  '202': {description: b, content: {application/json: "
                    + "{schema: {type: object, required: [job], properties: {job: {type: string}}}}}}"));

        Assert.Equal(["200", "401"], contract.Operation("/thing", "post")["responses"]!.AsObject().Select(response => response.Key));
        Assert.Null(contract.Property("PostThingResult", "id")["x-dify-optional"]);
        Assert.NotNull(contract.Property("PostThingResult", "job")["x-dify-optional"]);
    }

    [Fact]
    public void A_success_that_streams_stays_the_answer()
    {
        var contract = ContractFile.From(
            SmallDocument.Operation("/thing", "post", "operationId: runThing\nresponses:\n  '200': {description: a, content: "
                + "{text/event-stream: {schema: {$ref: '#/components/schemas/Chunk'}}, application/json: {schema: {type: object, "
                    + "properties: {id: {type: string}}}}}}\n  '202': {description: b, content: {application/json: {schema: {type: "
                        + "object, properties: {job: {type: string}}}}}}") + Components());

        Assert.Equal("Chunk", contract.Operation("/thing#stream", "post")["x-dify-event-type"]!.GetValue<string>());
        Assert.Equal("string", contract.CSharpType("RunThingResult", "job"));
    }

    [Fact]
    public void A_second_success_that_no_type_can_hold_is_refused()
    {
        using var folder = new TestFolder();

        var run = Tool.Prepare(
            folder,
            folder.Write("en.yaml", SmallDocument.Operation("/thing", "post", "responses:\n  '200': {description: a, content: "
                + "{application/json: {schema: {type: object, properties: {id: {type: string}}}}}}\n  '202': {description: b, content: "
                    + "{text/plain: {}}}")),
            null);

        Assert.Contains("en.yaml(9,", run.Error);
        Assert.Contains("error DIFY125: POST /thing answers 200, and 202 with another body", run.Error);
    }

    [Fact]
    public void What_is_sent_and_answered_reads_and_writes()
    {
        var contract = ContractFile.From(SmallDocument.Operation("/thing", "post", "requestBody: {content: {application/json: {schema: "
            + "{$ref: '#/components/schemas/Thing'}}}}\nresponses: {'200': {description: a, content: {application/json: {schema: {type: "
                + "object, properties: {thing: {$ref: '#/components/schemas/Thing'}}}}}}}")
            + "components: {schemas: {Thing: {type: object, required: [kind], properties: {kind: {type: string}, free: {type: object}, "
                + "inner: {type: object, properties: {x: {type: string}}}}}}}\n");

        Assert.All((string[])["Thing", "ThingInner"], name =>
        {
            Assert.True(contract.Schemas[name]!["x-dify-request"]!.GetValue<bool>());
        });
        Assert.Equal("Newtonsoft.Json.Linq.JToken", contract.CSharpType("Thing", "free"));
    }

    [Theory]
    [InlineData("{type: object, additionalProperties: {oneOf: [{type: string}, {type: number}]}}")]
    [InlineData("{type: object, additionalProperties: {type: string}}")]
    [InlineData("{type: object, properties: {topic: {type: string}}}")]
    public void A_free_form_member_stays_one_however_a_document_narrows_it(string inputs)
    {
        var contract = ContractFile.From(
            SmallDocument.Operation(
                "/workflows/run",
                "post",
                $"requestBody: {{content: {{application/json: {{schema: {{type: object, properties: {{inputs: {inputs}}}}}}}}}}}\nresponses: {{'204': {{description: Done.}}}}"));

        Assert.Equal("Newtonsoft.Json.Linq.JObject", contract.CSharpType("WorkflowExecutionRequest", "inputs"));
    }

    [Theory]
    [InlineData("application/json: {schema: {type: string}}", "json")]
    [InlineData("application/vnd.thing+json: {schema: {type: object, properties: {a: {type: string}}}}", "json")]
    [InlineData("audio/mpeg: {schema: {type: string, format: binary}}", "file")]
    [InlineData("application/vnd.unknown: {}", "file")]
    [InlineData("text/event-stream: {schema: {oneOf: [{type: object, properties: {event: {type: string, enum: [done]}}}]}}", "events")]
    public void The_media_type_decides_the_answer(string content, string answer)
    {
        var contract = ContractFile.From(
            SmallDocument.Operation("/thing", "get", $"responses: {{'200': {{description: Done., content: {{{content}}}}}}}"));

        Assert.Equal(answer, contract.Operation("/thing", "get")["x-dify-answer"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("audio/mpeg: {}, audio/wav: {}", true)]
    [InlineData("application/zip: {schema: {type: string, format: binary}}", true)]
    [InlineData("application/octet-stream: {schema: {type: string, format: binary}}", false)]
    [InlineData("audio/mpeg: {}, '*/*': {schema: {type: string, format: binary}}", false)]
    [InlineData("text/csv: {}", false)]
    [InlineData("image/svg+xml: {}", false)]
    public void Whether_a_file_may_be_text_is_said_by_its_media_types(string content, bool isBinary)
    {
        var contract =
            ContractFile.From(
                SmallDocument.Operation("/thing", "post", $"responses: {{'200': {{description: Done., content: {{{content}}}}}}}"));

        var statements =
            contract.Operation("/thing", "post")["x-dify-statements"]!.AsArray().Select(statement => statement!.GetValue<string>());
        Assert.Equal(isBinary, statements.Contains("call.ExpectsBinaryFile = true;"));
    }

    [Fact]
    public void Json_and_events_on_one_path_are_two_operations()
    {
        var contract = ContractFile.From(SmallDocument.Operation("/thing", "post", "operationId: runThing\nrequestBody: {content: "
            + "{application/json: {schema: {type: object, properties: {response_mode: {type: string, enum: [blocking, streaming]}}}}}}\n"
                + "responses: {'200': {description: Done., content: {text/event-stream: {schema: {$ref: '#/components/schemas/Chunk'}}, "
                    + "application/json: {schema: {type: object, properties: {a: {type: string}}}}}}}")
            + Components());

        Assert.Equal("runThing", contract.Operation("/thing", "post")["x-dify-operation"]!.GetValue<string>());
        Assert.DoesNotContain(
            "response_mode", contract.Operation("/thing", "post")["x-dify-statements"]!.ToJsonString(), System.StringComparison.Ordinal);
        var streaming = contract.Operation("/thing#stream", "post");
        Assert.Equal("runThingStreaming", streaming["x-dify-operation"]!.GetValue<string>());
        Assert.Contains(
            "call.SetInBody(\"response_mode\", \"streaming\");",
            streaming["x-dify-statements"]!.AsArray().Select(statement => statement!.GetValue<string>()));
        Assert.Equal("Chunk", streaming["x-dify-event-type"]!.GetValue<string>());
    }

    [Fact]
    public void Events_are_named_after_the_value_on_the_wire()
    {
        var contract = ContractFile.From(StreamAnswer("{$ref: '#/components/schemas/Chunk'}"));

        Assert.Equal(
            "{\"thing_done\":\"ThingDoneEvent\",\"thing_failed\":\"ThingFailedEvent\",\"ping\":\"PingEvent\"}",
            contract.Schemas["Chunk"]!["x-dify-catalogs"]!["Catalog"]!["events"]!.ToJsonString());
        Assert.Equal("event-base", contract.Schemas["Chunk"]!["x-dify-kind"]!.GetValue<string>());
        Assert.Equal("UnknownChunk", contract.Schemas["Chunk"]!["x-dify-unknown-event"]!.GetValue<string>());
        Assert.Equal("ThingDoneData", contract.CSharpType("ThingDoneEvent", "data"));
        Assert.Equal("string", contract.CSharpType("Chunk", "run_id"));
        Assert.False(contract.Schemas["ThingDoneEvent"]!["allOf"]![1]!["properties"]!.AsObject().ContainsKey("event"));
    }

    [Fact]
    public void A_form_keeps_its_parts_and_optional_ones_may_be_null()
    {
        var contract = ContractFile.From(
            SmallDocument.Operation("/thing", "post", "requestBody: {content: {multipart/form-data: {schema: {type: object, required: "
                + "[file], properties: {file: {type: string, format: binary}, user: {type: string}}}}}}\nresponses: {'204': {description: "
                    + "Done.}}"));

        var schema = contract.Operation("/thing", "post")["requestBody"]!["content"]!["multipart/form-data"]!["schema"]!;
        Assert.Equal("binary", schema["properties"]!["file"]!["format"]!.GetValue<string>());
        Assert.True(schema["properties"]!["user"]!["nullable"]!.GetValue<bool>());
        Assert.Null(schema["properties"]!["file"]!["nullable"]);
    }

    [Fact]
    public void Every_member_is_documented_in_both_languages()
    {
        using var folder = new TestFolder();
        var document = Answer("a: {type: string}");
        Tool.Prepare(folder, folder.Write("en.yaml", document), folder.Write("ja.yaml", document)).Succeeded();

        Assert.Equal(
            "The member `a` of the JSON object.",
            ContractFile.Of(folder).Property("GetThingResult", "a")["description"]!.GetValue<string>());
        Assert.Equal(
            "JSON オブジェクトのメンバー `a` です。", ContractFile.Of(folder, "ja").Property("GetThingResult", "a")["description"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("/things/{thing_id}", "thing_id", "path", "uuid", true)]
    [InlineData("/things/{thing_id}", "thing_id", "path", "byte", false)]
    [InlineData("/things", "thing_id", "query", "uuid", false)]
    [InlineData("/workflows/tasks/{task_id}/stop", "task_id", "path", "uuid", false)]
    [InlineData("/workflows/tasks/{id}/stop", "id", "path", "uuid", false)]
    public void An_id_in_a_path_is_checked_where_servers_take_only_UUIDs(
        string path, string name, string place, string format, bool isChecked)
    {
        string document = $"openapi: 3.0.1\ninfo: {{title: x, version: '1'}}\npaths:\n  {path}:\n    post:\n      parameters: "
            + $"[{{name: {name}, in: {place}, required: true, schema: {{type: string, format: {format}}}}}]\n"
            + "      responses: {'200': {description: Done.}}\n";

        string operation = ContractFile.From(document).Paths.Single().Value!["post"]!.ToJsonString();

        Assert.Equal(isChecked, operation.Contains("call.UuidSegment(", StringComparison.Ordinal));
    }

    [Fact]
    public void Prose_reaches_the_contract_without_links_and_emphasis()
    {
        var contract = ContractFile.From(Answer("a: {type: string, description: 'See [the page](/x/y) for **all** of `it`.'}"));

        Assert.Equal("See the page for all of `it`.", contract.Property("GetThingResult", "a")["description"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("id: {type: string, format: uuid}", "GetThingResult.id: format uuid is dropped")]
    [InlineData("created_at: {type: integer}", "GetThingResult.created_at: System.DateTimeOffset")]
    [InlineData("v: {oneOf: [{type: string}, {type: object}]}", "GetThingResult.v: any JSON")]
    public void Explain_names_place_change_and_reason(string property, string line)
    {
        using var folder = new TestFolder();

        var run = Tool.Prepare(folder, folder.Write("en.yaml", Answer(property)), null, "--explain").Succeeded();

        Assert.Contains(
            run.Output.Split('\n'), explained => explained.StartsWith(line, StringComparison.Ordinal) && explained.EndsWith(')'));
    }

    private static void Value(string name, string schema, string type, string read)
    {
        var property = ContractFile.From(Answer($"{name}: {schema}")).Property("GetThingResult", name);

        Assert.Equal(type, property["x-dify-type"]!.GetValue<string>());
        Assert.Contains(read, property["x-dify-read"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private static string Answer(string properties) => SmallDocument.Answering($"type: object\nproperties:\n  {properties}");

    private static string StreamAnswer(string schema) =>
        SmallDocument.Operation(
            "/thing",
            "get",
            $"responses: {{'200': {{description: Done., content: {{text/event-stream: {{schema: {schema}}}}}}}}}") + Components();

    private static string Components() =>
        $"components:\n  schemas:\n    Chunk:\n      {Stream.Replace("\n", "\n      ", StringComparison.Ordinal)}\n    DoneOne:\n      allOf: [{{$ref: '#/components/schemas/Chunk'}}, {{type: object, properties: {{run_id: {{type: string}}, data: {{type: object, properties: {{x: {{type: string}}}}}}}}}}]\n    Failed:\n      allOf: [{{$ref: '#/components/schemas/Chunk'}}, {{type: object, properties: {{run_id: {{type: string}}, why: {{type: string}}}}}}]\n    Ping:\n      allOf: [{{$ref: '#/components/schemas/Chunk'}}]\n";
}
