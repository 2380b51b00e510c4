using System;
using System.Linq;
using System.Text.Json.Nodes;
using Dify.OpenApi.Tests.Support;
using Xunit;

namespace Dify.OpenApi.Tests.Comparing;

/// <summary>Which callers feel a change: programs compiled before, their code, or only implementers of the interface.</summary>
public sealed class EffectTests : IDisposable
{
    private const string Nullable = "type: object\nrequired: [a]\nproperties: {a: {type: TYPE, nullable: true}}";
    private const string Never = "type: object\nrequired: [a]\nproperties: {a: {type: TYPE}}";

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(
        "{name: a, in: query, required: true, schema: {type: string}}", "[binary and source] signature DifyWorkflowClient.GetThingAsync")]
    [InlineData("{name: a, in: query, schema: {type: string}}", "[binary and source] signature DifyWorkflowClient.GetThingAsync")]
    public void An_argument_that_is_added_moves_the_cancellation_token(string parameter, string expected) =>
        Assert.Equal([expected], Rows(WithParameters(""), WithParameters(parameter)));

    [Fact]
    public void Arguments_of_one_type_that_change_places_would_go_to_each_other()
    {
        var old = WithParameters("{name: a, in: query, schema: {type: string}}, {name: b, in: query, schema: {type: string}}");
        var current = WithParameters(
            "{name: a, in: query, schema: {type: string}}, {name: b, in: query, required: true, schema: {type: string}}");

        var row = Assert.Single(Changes(old, current))!;

        Assert.Equal("(string? a = null, string? b = null)", (string?)row["old"]);
        Assert.Equal("(string b, string? a = null)", (string?)row["new"]);
        Assert.Equal("binary and source", (string?)row["breaks"]);
        Assert.StartsWith("arguments stand in another order", (string?)row["note"], StringComparison.Ordinal);
    }

    [Fact]
    public void An_argument_that_may_be_left_out_now_is_felt_by_implementers_alone_where_it_is_a_reference()
    {
        const string Required = "{name: a, in: query, required: true, schema: {type: TYPE}}";
        const string Optional = "{name: a, in: query, schema: {type: TYPE}}";

        Assert.Equal(["[implementers] signature DifyWorkflowClient.GetThingAsync"], Of(Required, Optional, "string"));
        Assert.Equal(["[source] signature DifyWorkflowClient.GetThingAsync"], Of(Optional, Required, "string"));
        Assert.Equal(["[binary and source] signature DifyWorkflowClient.GetThingAsync"], Of(Required, Optional, "integer"));

        string[] Of(string old, string current, string type) =>
            Rows(WithParameters(Typed(old, type)), WithParameters(Typed(current, type)));
    }

    [Fact]
    public void An_argument_of_another_name_compiles_for_those_alone_who_give_it_by_position()
    {
        static string Path(string name) =>
            WithParameters($"{{name: {name}, in: path, required: true, schema: {{type: string}}}}", $"/thing/{{{name}}}");

        Assert.Equal(["[source] signature DifyWorkflowClient.GetThingAsync"], Rows(Path("one"), Path("other")));
    }

    [Fact]
    public void An_optional_parameter_beside_others_is_a_member_of_their_class()
    {
        const string Three = "{name: a, in: query, schema: {type: string}}, {name: b, in: query, schema: {type: string}}, {name: c, in: "
            + "query, schema: {type: string}}";

        Assert.Equal(
            ["[compatible] property GetThingOptions.D"],
            Rows(WithParameters(Three), WithParameters($"{Three}, {{name: d, in: query, schema: {{type: integer}}}}")));
    }

    [Theory]
    [InlineData(Never, Nullable, "string", "[source] nullable GetThingResult.A")]
    [InlineData(Nullable, Never, "string", "[compatible] nullable GetThingResult.A")]
    [InlineData(Never, Nullable, "integer", "[binary and source] nullable GetThingResult.A")]
    [InlineData(Nullable, Never, "integer", "[binary and source] nullable GetThingResult.A")]
    public void Null_in_an_answer_is_a_promise_of_references_and_a_type_of_values(string old, string current, string type, string expected)
        =>
        Assert.Equal([expected], Rows(SmallDocument.Answering(Typed(old, type)), SmallDocument.Answering(Typed(current, type))));

    [Theory]
    [InlineData("string", "[source] nullable GetThingResult.A")]
    [InlineData("number", "[binary and source] nullable GetThingResult.A")]
    public void Null_in_a_list_is_so_too(string type, string expected)
    {
        const string Items = "type: object\nproperties: {a: {type: array, items: {type: TYPE, nullable: MAYBE}}}";

        Assert.Equal(
            [expected],
            Rows(Answer("false"), Answer("true")));

        string Answer(string mayBeNull) =>
            SmallDocument.Answering(Typed(Items, type).Replace("MAYBE", mayBeNull, StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_request_needs_now_is_met_when_it_is_sent() =>
        Assert.Equal(
            ["[behavior] required MakeThingRequest.A", "[behavior] property MakeThingRequest.B"],
            Rows(
                SmallDocument.Taking("type: object\nproperties: {a: {type: string}}"),
                SmallDocument.Taking("type: object\nrequired: [a, b]\nproperties: {a: {type: string}, b: {type: string}}")));

    [Fact]
    public void An_operation_that_comes_or_goes_is_one_row_with_its_types()
    {
        var one = SmallDocument.Operation("/thing", "get", "operationId: getThing\nresponses: {'204': {description: Done.}}");
        var two = one
            + "  /other: {get: {operationId: getOther, responses: {'200': {description: Done., content: {application/json: {schema: "
            + "{type: object, properties: {part: {type: object, properties: {word: {type: string, enum: [x, y]}}}, parts: {type: array, "
                + "items: {type: object, properties: {a: {type: string}}}}}}}}}}}}\n";

        var row = Assert.Single(Changes(one, two))!;
        Assert.Equal("implementers", (string?)row["breaks"]);
        Assert.Equal("getOther", (string?)row["new"]);
        Assert.Equal(
            ["GetOtherResult", "GetOtherResultPart", "GetOtherResultPartValue", "GetOtherResultPartWord"],
            ((string)row["note"]!).Split(';')[0]["with ".Length..].Split(", "));
        Assert.Equal("binary and source", (string?)Assert.Single(Changes(two, one))!["breaks"]);
    }

    [Fact]
    public void A_member_that_moves_to_the_base_of_the_events_is_where_it_was_to_callers()
    {
        const string Base = "properties: {event: {type: string}";
        var old = Chat($"{Base}}}", "extra: {type: string}", "other: {type: string}");
        var current = Chat($"{Base}, extra: {{type: string}}}}", "extra: {type: string}", "other: {type: string}");

        Assert.Equal(["[compatible] property DifyStreamEvent.Extra"], Rows(old, current));
        Assert.Equal(["[binary and source] property DifyStreamEvent.Extra"], Rows(current, old));
    }

    [Fact]
    public void A_member_of_an_event_is_seen_though_the_client_had_it_before()
    {
        var current = Notation.Json(TestFiles.Vendored("en"));
        var old = JsonNode.Parse(current)!;
        Assert.True(Remove(old["components"]!["schemas"], "submitted_data"));

        Assert.Equal(["[compatible] property HumanInputFormFilledData.SubmittedData"], RowsBeyondProse(old.ToJsonString(), current));
    }

    [Fact]
    public void A_type_that_changes_behind_one_that_holds_both_is_no_prose()
    {
        var current = Notation.Json(TestFiles.Vendored("en"));
        var old = JsonNode.Parse(current)!;
        var inputs = old["components"]!["schemas"]!["WorkflowRunDetailResponse"]!["properties"]!["inputs"]!.AsObject();
        inputs.Clear();
        inputs["type"] = (string?)JsonNode.Parse(current)![
            "components"]!["schemas"]!["WorkflowRunDetailResponse"]!["properties"]!["inputs"]!["type"] == "string" ? "object" : "string";

        Assert.Equal(["[behavior] type on the wire WorkflowRunDetailResponse.Inputs"], RowsBeyondProse(old.ToJsonString(), current));
    }

    [Fact]
    public void Both_sides_of_a_row_show_where_they_begin_to_differ()
    {
        var beginning = string.Join(' ', Enumerable.Repeat("The same words.", 10));
        var run = Run(Answer($"{beginning} Then one."), Answer($"{beginning} Then another."), "--format", "markdown");

        Assert.Contains("Then one. to …", run.Output, StringComparison.Ordinal);
        Assert.Contains("Then another. (", run.Output, StringComparison.Ordinal);
        Assert.Equal("0 changes\n", Run(Answer("A text  on one\\nline."), Answer("A text on one line.")).Output);

        static string Answer(string description) =>
            SmallDocument.Answering($"type: object\nproperties: {{a: {{type: string, description: \"{description}\"}}}}");
    }

    [Fact]
    public void What_both_methods_of_an_operation_have_in_common_is_told_once()
    {
        var current = Notation.Json(TestFiles.Vendored("en"));
        var old = JsonNode.Parse(current)!;
        old["paths"]!["/workflows/run"]!["post"]!["summary"] = "Other words";

        var row = Assert.Single(Changes(old.ToJsonString(), current))!;
        Assert.Equal("Other words", (string?)row["old"]);
    }

    [Theory]
    [InlineData("breaking", "[binary and source] property GetThingResult.B")]
    [InlineData("compatible", "[compatible] property GetThingResult.C")]
    [InlineData("prose", "[prose only] prose GetThingResult.A")]
    public void One_impact_is_shown_alone_and_the_exit_code_is_that_of_all(string only, string expected)
    {
        var old = SmallDocument.Answering("type: object\nproperties: {a: {type: string, description: One.}, b: {type: string}}");
        var current = SmallDocument.Answering("type: object\nproperties: {a: {type: string, description: Two.}, c: {type: string}}");

        var run = Run(old, current, "--only", only, "--format", "json");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal([expected], JsonNode.Parse(run.Output)!["changes"]!.AsArray().Select(Row));
    }

    private static string Typed(string text, string type) => text.Replace("TYPE", type, StringComparison.Ordinal);

    private static string WithParameters(string parameters, string path = "/thing") =>
        SmallDocument.Operation(
            path, "get", $"operationId: getThing\nparameters: [{parameters}]\nresponses: {{'204': {{description: Done.}}}}");

    private static string Chat(string common, string message, string end) =>
        SmallDocument.Operation("/chat-messages", "post", "operationId: chat\nresponses: {'200': {description: 'Events.', content: "
            + "{text/event-stream: {schema: {$ref: '#/components/schemas/Chunk'}}}}}")
        + $"components:\n  schemas:\n    Chunk:\n      type: object\n      {common}\n      discriminator: {{propertyName: event, mapping: {{message: '#/components/schemas/One', message_end: '#/components/schemas/End'}}}}\n"
        + $"    One: {{allOf: [{{$ref: '#/components/schemas/Chunk'}}, {{type: object, properties: {{{message}}}}}]}}\n"
        + $"    End: {{allOf: [{{$ref: '#/components/schemas/Chunk'}}, {{type: object, properties: {{{end}}}}}]}}\n";

    private static bool Remove(JsonNode? node, string member) => node switch
    {
        JsonObject members => members["properties"] is JsonObject properties
            && properties.Remove(member) || members.Any(one => Remove(one.Value, member)),
        JsonArray items => items.Any(item => Remove(item, member)),
        _ => false,
    };

    private static string Row(JsonNode? change) => $"[{change!["breaks"] ?? change["impact"]}] {change["kind"]} {change["member"]}";

    private string[] Rows(string old, string current) => [.. Changes(old, current).Select(Row)];

    private string[] RowsBeyondProse(string old, string current) =>
        [.. Rows(old, current).Where(row => !row.StartsWith("[prose", StringComparison.Ordinal))];

    private JsonArray Changes(string old, string current) =>
        JsonNode.Parse(Run(old, current, "--format", "json").Output)!["changes"]!.AsArray();

    private ToolRun Run(string old, string current, params string[] more) =>
        Tool.Run(["diff", folder.Write("old.yaml", old), folder.Write("new.yaml", current), .. more]);
}
