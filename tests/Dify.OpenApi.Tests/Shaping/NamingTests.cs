using System.Linq;
using Dify.OpenApi.Naming;
using Dify.OpenApi.Tests.Support;
using Xunit;

namespace Dify.OpenApi.Tests.Shaping;

/// <summary>C# names come from the wire.</summary>
public sealed class NamingTests
{
    [Theory]
    [InlineData("workflow_run_id", "WorkflowRunId")]
    [InlineData("created_at__before", "CreatedAtBefore")]
    [InlineData("text-input", "TextInput")]
    [InlineData("autoPlay", "AutoPlay")]
    [InlineData("partial-succeeded", "PartialSucceeded")]
    [InlineData("≠", "NotEqual")]
    [InlineData("≥", "GreaterThanOrEqual")]
    [InlineData("1st", "Value1st")]
    [InlineData("名前", "名前")]
    [InlineData("", "Empty")]
    public void A_wire_name_becomes_a_pascal_name(string wireName, string name) => Assert.Equal(name, Words.Pascal(wireName));

    [Theory]
    [InlineData("executeWorkflowJp", "executeWorkflow")]
    [InlineData("uploadFileJa", "uploadFile")]
    [InlineData("getInfoCn", "getInfo")]
    [InlineData("ninja", "ninja")]
    [InlineData("Jp", "Jp")]
    public void The_suffix_of_a_language_goes(string name, string expected) => Assert.Equal(expected, Words.WithoutLanguage(name));

    [Fact]
    public void What_the_document_calls_an_operation_or_a_component_does_not_matter()
    {
        const string Renamed = "openapi: 3.0.1\ninfo: {title: x, version: '1'}\npaths:\n  /workflows/tasks/{id}/stop:\n    post:\n      "
            + "operationId: haltEverything\n      parameters: [{name: id, in: path, required: true, schema: {type: string}}]\n      "
                + "requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Whatever'}}}}\n      responses: "
                    + "{'200': {description: Done., content: {application/json: {schema: {$ref: '#/components/schemas/Other9'}}}}}\n"
                        + "components:\n  schemas:\n    Whatever: {type: object, required: [user], properties: {user: {type: string}}}\n  "
                            + "  Other9: {type: object, properties: {result: {type: string, enum: [success]}}}\n";

        var contract = ContractFile.From(Renamed);

        var operation = contract.Operation("/workflows/tasks/{taskId}/stop", "post");
        Assert.Equal("stopWorkflowTaskGeneration", operation["x-dify-operation"]!.GetValue<string>());
        Assert.Equal("id", operation["parameters"]![0]!["x-dify-wire-name"]!.GetValue<string>());
        Assert.Equal(["DifyProblem", "StopWorkflowTaskGenerationRequest", "SuccessResult"], contract.Schemas.Select(schema => schema.Key));
        Assert.Equal("string", contract.CSharpType("SuccessResult", "result"));
    }

    [Fact]
    public void Anonymous_types_are_named_by_owner_and_member()
    {
        var contract = ContractFile.From(SmallDocument.Answering("type: object\nproperties:\n  items:\n    type: array\n    items: {type: "
            + "object, properties: {kind: {type: string, enum: [a, b]}}}"));

        Assert.Equal(
            ["DifyProblem", "GetThingResult", "GetThingResultItem", "GetThingResultItemKind"],
            contract.Schemas.Select(schema => schema.Key));
    }

    [Theory]
    [InlineData("Action", "DifyAction")]
    [InlineData("File", "DifyFile")]
    [InlineData("Response", "DifyResponse")]
    [InlineData("Body2", "BodyTwo")]
    [InlineData("ThingJp", "Thing")]
    public void A_component_gets_a_name_that_compiles_and_lasts(string component, string name)
    {
        var contract = ContractFile.From(SmallDocument.Answering(
            $"$ref: '#/components/schemas/{component}'",
            $"components: {{schemas: {{{component}: {{type: object, properties: {{a: {{type: string}}}}}}}}}}\n"));

        Assert.Contains(name, contract.Schemas.Select(schema => schema.Key));
    }

    [Fact]
    public void Two_inline_types_of_one_name_and_one_shape_are_one_type()
    {
        var contract = ContractFile.From(SmallDocument.Answering(
            "type: object\nproperties:\n  a: {$ref: '#/components/schemas/Part'}\n  b: {type: array, items: {$ref: '#/components/schemas/Part'}}",
            "components: {schemas: {Part: {type: object, properties: {x: {type: string}}}}}\n"));

        Assert.Equal("Part", contract.CSharpType("GetThingResult", "a"));
        Assert.Equal("System.Collections.Generic.IReadOnlyList<Part>", contract.CSharpType("GetThingResult", "b"));
        Assert.Equal(["DifyProblem", "GetThingResult", "Part"], contract.Schemas.Select(schema => schema.Key));
    }

    [Theory]
    [InlineData("a_b", "a-b", "AB", "ABValue")]
    [InlineData("get_thing_result", "x", "GetThingResultValue", "X")]
    [InlineData("equals", "to_string", "EqualsValue", "ToStringValue")]
    public void Members_that_would_meet_are_told_apart(string first, string second, string firstName, string secondName)
    {
        var contract = ContractFile.From(
            SmallDocument.Answering($"type: object\nproperties:\n  {first}: {{type: string}}\n  {second}: {{type: string}}"));

        Assert.Equal(firstName, contract.Property("GetThingResult", first)["x-dify-name"]!.GetValue<string>());
        Assert.Equal(secondName, contract.Property("GetThingResult", second)["x-dify-name"]!.GetValue<string>());
    }

    [Fact]
    public void A_parameter_that_is_a_keyword_gets_another_name()
    {
        var contract = ContractFile.From(SmallDocument.Operation(
            "/thing", "get", "parameters: [{name: event, in: query, schema: {type: string}}]\nresponses: {'204': {description: Done.}}"));

        var parameter = contract.Operation("/thing", "get")["parameters"]![0]!;
        Assert.Equal("eventValue", parameter["name"]!.GetValue<string>());
        Assert.Equal("event", parameter["x-dify-wire-name"]!.GetValue<string>());
    }
}
