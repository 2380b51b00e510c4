using Dify.OpenApi.Tests.Support;
using Xunit;

namespace Dify.OpenApi.Tests.Documents;

/// <summary>OpenAPI 3.1 comes down to 3.0 without loss, or is refused with the place.</summary>
public sealed class LoweringTests
{
    [Theory]
    [InlineData("type: [string, 'null']", "string")]
    [InlineData("anyOf: [{type: integer}, {type: 'null'}]", "int")]
    [InlineData("oneOf: [{$ref: '#/components/schemas/Part'}, {type: 'null'}]", "Part")]
    public void Null_among_the_types_is_nullable(string schema, string type)
    {
        var contract = ContractFile.From(In31(
            $"type: object\nrequired: [value]\nproperties:\n  value: {{{schema}}}", "{type: object, properties: {name: {type: string}}}"));

        Assert.Equal(type, contract.CSharpType("GetThingResult", "value"));
        Assert.True(contract.Property("GetThingResult", "value")["x-dify-optional"]!.GetValue<bool>());
    }

    [Fact]
    public void Without_null_a_required_member_is_not_nullable()
    {
        var contract = ContractFile.From(In31("type: object\nrequired: [value]\nproperties:\n  value: {type: [string]}"));

        Assert.Null(contract.Property("GetThingResult", "value")["x-dify-optional"]);
    }

    [Fact]
    public void Several_types_are_any_json()
    {
        var contract = ContractFile.From(In31("type: object\nproperties:\n  value: {type: [string, object]}"));

        Assert.Equal("Newtonsoft.Json.Linq.JToken", contract.CSharpType("GetThingResult", "value"));
    }

    [Fact]
    public void A_constant_is_an_enum_of_one()
    {
        var contract = ContractFile.From(In31("type: object\nproperties:\n  value: {const: fixed}"));

        Assert.Equal("GetThingResultValue", contract.CSharpType("GetThingResult", "value"));
        Assert.Equal("[\"fixed\"]", contract.Schemas["GetThingResultValue"]!["enum"]!.ToJsonString());
    }

    [Theory]
    [InlineData("prefixItems: [{type: string}]", "prefixItems")]
    [InlineData("patternProperties: {'^a': {type: string}}", "patternProperties")]
    [InlineData("if: {type: string}", "if")]
    [InlineData("items: false", "a schema that allows nothing")]
    public void What_3_0_cannot_say_is_refused_with_the_place(string schema, string what)
    {
        using var folder = new TestFolder();
        var file = folder.Write("en.yaml", In31($"type: object\nproperties:\n  value:\n    {schema}"));

        var run = Tool.Prepare(folder, file, null);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"{file}(17,", run.Error);
        Assert.Contains("error DIFY111", run.Error);
        Assert.Contains(what, run.Error);
    }

    private static string In31(string schema, string part = "{type: string}") =>
        SmallDocument.Answering(schema, $"components: {{schemas: {{Part: {part}}}}}\n").Replace("3.0.1", "3.1.0");
}
