using System.Linq;
using System.Text.Json.Nodes;
using Dify.OpenApi.Tests.Support;
using Xunit;

namespace Dify.OpenApi.Tests.Reconciling;

/// <summary>A hand-made pair for each rule that decides a difference, and for each that no rule decides.</summary>
public sealed class ReconcilingTests
{
    [Fact]
    public void Operation_id_component_name_and_tag_are_the_english_ones()
    {
        var english = SmallDocument.Answering(
            "$ref: '#/components/schemas/Thing'", "components: {schemas: {Thing: {type: object, properties: {a: {type: string}}}}}\n");
        var japanese = english.Replace("getThing", "getThingJp").Replace("/Thing'", "/ThingJp'").Replace("{Thing:", "{ThingJp:");

        var contract = ContractFile.From(english, japanese);

        Assert.Equal("getThing", contract.Operation("/thing", "get")["x-dify-operation"]!.GetValue<string>());
        Assert.Contains("Thing", contract.Schemas.Select(schema => schema.Key));
        Assert.Equal(["component name", "operationId"], Kinds(english, japanese));
    }

    [Fact]
    public void Of_a_japanese_document_alone_the_suffix_goes()
    {
        using var folder = new TestFolder();
        var file = folder.Write("ja.yaml", SmallDocument.Answering("$ref: '#/components/schemas/ThingJp'", "components: {schemas: "
            + "{ThingJp: {type: object, properties: {a: {type: string}}}}}\n").Replace("getThing", "getThingJp"));

        Tool.Run("prepare", "--ja", file, "--contract", folder["contract"], "--generated", folder["generated"]).Succeeded();

        Assert.Contains("Thing", ContractFile.Of(folder, "ja").Schemas.Select(schema => schema.Key));
    }

    [Fact]
    public void A_property_that_one_lacks_is_in_the_union_and_promised_by_none()
    {
        var english = Answer("a: {type: string}", "a");
        var japanese = Answer("a: {type: string}\n  b: {type: string}", "a, b");

        var contract = ContractFile.From(english, japanese);

        Assert.Null(contract.Property("GetThingResult", "a")["x-dify-optional"]);
        Assert.NotNull(contract.Property("GetThingResult", "b")["x-dify-optional"]);
        Assert.Equal(["property"], Kinds(english, japanese));
    }

    [Fact]
    public void Required_in_an_answer_only_if_both_say_so()
    {
        var english = Answer("a: {type: string}", "a");
        var japanese = Answer("a: {type: string}", "");

        Assert.NotNull(ContractFile.From(english, japanese).Property("GetThingResult", "a")["x-dify-optional"]);
        Assert.NotNull(ContractFile.From(japanese, english).Property("GetThingResult", "a")["x-dify-optional"]);
        Assert.Equal(["required"], Kinds(english, japanese));
    }

    [Fact]
    public void Required_in_a_request_if_either_says_so()
    {
        var english = SmallDocument.Taking("type: object\nrequired: [a]\nproperties:\n  a: {type: string}");
        var japanese = SmallDocument.Taking("type: object\nproperties:\n  a: {type: string}");

        Assert.NotNull(ContractFile.From(english, japanese).Property("MakeThingRequest", "a")["x-dify-required"]);
        Assert.NotNull(ContractFile.From(japanese, english).Property("MakeThingRequest", "a")["x-dify-required"]);
    }

    [Fact]
    public void Nullable_if_either_says_so()
    {
        var english = Answer("a: {type: string}", "a");
        var japanese = Answer("a: {type: string, nullable: true}", "a");

        Assert.NotNull(ContractFile.From(english, japanese).Property("GetThingResult", "a")["x-dify-optional"]);
        Assert.Equal(["nullable"], Kinds(english, japanese));
    }

    [Theory]
    [InlineData("{type: string, enum: [x]}", "{type: string}", "string", "enum")]
    [InlineData("{type: string, format: date-time}", "{type: string}", "string", "format")]
    [InlineData("{type: integer}", "{type: number}", "double", "type")]
    [InlineData("{type: integer, format: int32}", "{type: integer, format: int64}", "long", "format")]
    [InlineData("{}", "{type: string}", "Newtonsoft.Json.Linq.JToken", "type")]
    public void The_looser_of_two_types(string english, string japanese, string type, string kind)
    {
        Assert.Equal(type, ContractFile.From(Answer($"a: {english}", ""), Answer($"a: {japanese}", "")).CSharpType("GetThingResult", "a"));
        Assert.Equal(type, ContractFile.From(Answer($"a: {japanese}", ""), Answer($"a: {english}", "")).CSharpType("GetThingResult", "a"));
        Assert.Equal([kind], Kinds(Answer($"a: {english}", ""), Answer($"a: {japanese}", "")));
    }

    [Fact]
    public void Values_of_two_enums_are_united()
    {
        var contract = ContractFile.From(Answer("a: {type: string, enum: [x, y]}", ""), Answer("a: {type: string, enum: [y, z]}", ""));

        Assert.Equal("[\"x\",\"y\",\"z\"]", contract.Schemas["GetThingResultA"]!["enum"]!.ToJsonString());
    }

    [Fact]
    public void An_operation_a_response_and_a_parameter_that_one_lacks_are_in_the_union()
    {
        var english = SmallDocument.Operation("/thing", "get", "responses: {'204': {description: Done.}}");
        var japanese = SmallDocument.Operation("/thing", "get", "parameters: [{name: q, in: query, schema: {type: string}}]\nresponses: "
            + "{'204': {description: Done.}, '404': {description: 'None.'}}")
            + "  /other: {get: {operationId: getOther, responses: {'204': {description: Done.}}}}\n";

        var contract = ContractFile.From(english, japanese);

        Assert.NotNull(contract.Operation("/thing", "get")["responses"]!["404"]);
        Assert.Equal("q", contract.Operation("/thing", "get")["parameters"]![0]!["name"]!.GetValue<string>());
        Assert.NotNull(contract.Operation("/other", "get"));
        Assert.Equal(["operation", "parameter", "prose", "response"], [.. Kinds(english, japanese).Append("prose").Distinct().Order()]);
    }

    [Fact]
    public void Path_parameters_are_matched_by_their_place()
    {
        var english = SmallDocument.Operation(
            "/things/{thing_id}",
            "get",
            "parameters: [{name: thing_id, in: path, required: true, schema: {type: string}}]\nresponses: {'204': {description: Done.}}");
        var japanese = english.Replace("thing_id", "id");

        var parameters = ContractFile.From(english, japanese).Operation("/things/{thingId}", "get")["parameters"]!.AsArray();

        Assert.Equal("thingId", Assert.Single(parameters)!["name"]!.GetValue<string>());
        Assert.Equal(["parameter name"], Kinds(english, japanese));
    }

    [Fact]
    public void Prose_keeps_its_language()
    {
        using var folder = new TestFolder();
        var english = SmallDocument.Answering(
            "type: object\ndescription: The thing.\nproperties: {a: {type: string, description: Letters.}}");
        var japanese = SmallDocument.Answering("type: object\ndescription: それです。\nproperties: {a: {type: string, description: 文字です。}}");

        Tool.Prepare(folder, folder.Write("en.yaml", english), folder.Write("ja.yaml", japanese)).Succeeded();

        Assert.Equal("Letters.", ContractFile.Of(folder).Property("GetThingResult", "a")["description"]!.GetValue<string>());
        Assert.Equal("文字です。", ContractFile.Of(folder, "ja").Property("GetThingResult", "a")["description"]!.GetValue<string>());
    }

    [Fact]
    public void Both_languages_give_the_same_shape()
    {
        using var folder = new TestFolder();
        Tool.Prepare(folder, TestFiles.Vendored("en"), TestFiles.Vendored("ja")).Succeeded();

        var english = JsonNode.Parse(folder.Read("contract/contract.en.json"))!;
        var japanese = JsonNode.Parse(folder.Read("contract/contract.ja.json"))!;

        Assert.Equal(WithoutProse(english), WithoutProse(japanese));
    }

    [Fact]
    public void Servers_that_lead_elsewhere_are_refused()
    {
        var english = SmallDocument.Answering("type: string");

        Undecided(
            english,
            english.Replace("api.example.com", "other.example.com"),
            "DIFY202",
            "https://api.example.com/v1",
            "https://other.example.com/v1");
    }

    [Fact]
    public void Server_templates_that_lead_to_one_address_are_one_difference()
    {
        const string Template = "servers: [{url: '{base}', variables: {base: {default: 'https://api.example.com/v1'}}}]";
        var english = SmallDocument.Answering("type: string");
        var japanese = english.Replace("servers: [{url: 'https://api.example.com/v1'}]", Template);

        Assert.Equal(["server"], Kinds(english, japanese));
    }

    [Fact]
    public void Types_without_a_common_one_are_refused() =>
        Undecided(Answer("a: {type: string}", ""), Answer("a: {type: object}", ""), "DIFY201", "'string'", "'object'");

    [Fact]
    public void A_parameter_that_moved_is_refused()
    {
        var english = SmallDocument.Operation(
            "/thing", "get", "parameters: [{name: q, in: query, schema: {type: string}}]\nresponses: {'204': {description: Done.}}");

        Undecided(english, english.Replace("in: query", "in: header"), "DIFY201", "query", "header");
    }

    [Fact]
    public void Security_that_differs_is_refused()
    {
        var english = SmallDocument.Answering("type: string", "components: {securitySchemes: {Key: {type: http, scheme: bearer}}}\n");

        Undecided(english, english.Replace("scheme: bearer", "scheme: basic"), "DIFY201", "bearer", "basic");
    }

    private static string Answer(string properties, string required) =>
        SmallDocument.Answering($"type: object\nrequired: [{required}]\nproperties:\n  {properties}");

    private static string[] Kinds(string english, string japanese)
    {
        using var folder = new TestFolder();
        var run = Tool.Run("drift", "--en", folder.Write("en.yaml", english), "--ja", folder.Write("ja.yaml", japanese), "--format", "json")
            .Succeeded();
        return [.. JsonNode.Parse(run.Output)!["differences"]!.AsArray()
            .Select(row => row!["kind"]!.GetValue<string>())
            .Distinct()
            .Order()];
    }

    private static void Undecided(string english, string japanese, string rule, params string[] values)
    {
        using var folder = new TestFolder();
        var run = Tool.Prepare(folder, folder.Write("en.yaml", english), folder.Write("ja.yaml", japanese));

        Assert.Equal(1, run.ExitCode);
        Assert.Matches($@"en\.yaml\(\d+,\d+\): error {rule}: ", run.Error);
        Assert.Contains("ja.yaml(", run.Error);
        Assert.All(values, value => Assert.Contains(value, run.Error));
    }

    private static string WithoutProse(JsonNode node)
    {
        Strip(node);
        return node.ToJsonString();

        static void Strip(JsonNode? node)
        {
            switch (node)
            {
                case JsonObject members:
                    foreach (var key in members.Where(member => member.Key.EndsWith("description", System.StringComparison.Ordinal)
                        || member.Key is "summary" or "title" or "x-dify-errors" or "x-dify-enum-descriptions")
                            .Where(member => member.Value is JsonValue or JsonArray)
                            .Select(member => member.Key)
                            .ToList())
                    {
                        members.Remove(key);
                    }

                    foreach (var argument in (members["x-dify-arguments"] as JsonObject)?.Select(argument => argument.Key).ToList() ?? [])
                    {
                        members["x-dify-arguments"]![argument] = null;
                    }

                    foreach (var member in members)
                    {
                        Strip(member.Value);
                    }

                    break;
                case JsonArray items:
                    foreach (var item in items)
                    {
                        Strip(item);
                    }

                    break;
            }
        }
    }
}
