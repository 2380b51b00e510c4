using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Dify.OpenApi.Naming;
using Dify.OpenApi.Tests.Compiling;
using Dify.OpenApi.Tests.Support;
using Xunit;

namespace Dify.OpenApi.Tests.Shaping;

/// <summary>What a method takes, and in which order, whatever order the document has it in.</summary>
public class ParameterOrderTests
{
    public static TheoryData<string, string> Operations()
    {
        var data = new TheoryData<string, string>();
        foreach (var (path, item) in Vendored()["paths"]!.AsObject())
        {
            foreach (var (method, operation) in item!.AsObject().Where(member => Lists(member.Value!).Any(list => list.Count > 1)))
            {
                data.Add(path, method);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Two_parameters_that_are_swapped_change_not_a_byte(string path, string method)
    {
        var expected = await GeneratedAsync(Vendored());
        var lists = Lists(Vendored()["paths"]![path]![method]!).Count();
        for (var list = 0; list < lists; list++)
        {
            var count = Lists(Vendored()["paths"]![path]![method]!).ElementAt(list).Count;
            foreach (var (left, right) in
                from left in Enumerable.Range(0, count) from right in Enumerable.Range(left + 1, count - left - 1) select (left, right))
            {
                var document = Vendored();
                Lists(document["paths"]![path]![method]!).ElementAt(list).Swap(left, right);

                Assert.Equal(expected, await GeneratedAsync(document));
            }
        }
    }

    [Fact]
    public void What_is_pinned_is_what_callers_give_one_by_one()
    {
        var contract = ContractFile.From(Vendored().ToJsonString());
        foreach (var (path, item) in contract.Paths)
        {
            foreach (var (method, operation) in item!.AsObject())
            {
                var key = Model.OperationKey.Of(method, path.Split('#')[0]);
                var arguments = operation!["x-dify-arguments"]!.AsObject().Select(argument => argument.Key).ToList();
                var inPath = path.Count(character => character == '{');
                var pinned = NameTable.Committed.Parameters(key)
                    .Select(name => name == "body" ? "request" : Words.Camel(name.Split(' ')[1]))
                    .ToList();

                Assert.Equal(pinned, arguments.Skip(inPath).Except(["query"]));
            }
        }
    }

    [Theory]
    [InlineData(
        "{name: b, in: query, schema: {type: integer}}, {name: a, in: query, schema: {type: string}}", "string? a = null, int? b = null")]
    [InlineData(
        "{name: z, in: query, schema: {type: string}}, {name: a, in: header, required: true, schema: {type: string}}",
        "string a, string? z = null")]
    [InlineData(
        "{name: c, in: query, schema: {type: string}}, {name: b, in: query, schema: {type: string}}, {name: a, in: header, schema: {type: boolean}}",
        "GetThingOptions? options = null")]
    public void What_is_not_pinned_goes_by_need_and_by_name(string parameters, string declared)
    {
        var contract = ContractFile.From(SmallDocument.Operation(
            "/thing", "get", $"operationId: getThing\nparameters: [{parameters}]\nresponses: {{'204': {{description: Done.}}}}"));

        Assert.Equal(declared, contract.Operation("/thing", "get")["x-dify-declared"]!.GetValue<string>());
    }

    [Fact]
    public void One_more_optional_parameter_of_a_published_method_moves_none_of_the_others()
    {
        var document = Vendored();
        document["paths"]!["/workflow/{workflow_run_id}/events"]!["get"]!["parameters"]!.AsArray()
            .Insert(0, JsonNode.Parse("""{"name": "a_new_one", "in": "query", "schema": {"type": "string"}}"""));

        var operation = ContractFile.From(document.ToJsonString()).Operation("/workflow/{workflowRunId}/events", "get");

        Assert.Equal(
            "string workflowRunId, string user, bool? includeStateSnapshot = null, bool? continueOnPause = null, StreamWorkflowEventsOptions? options = null",
            operation["x-dify-declared"]!.GetValue<string>());
    }

    [Fact]
    public void A_parameter_that_becomes_required_stays_in_its_place()
    {
        var document = Vendored();
        var parameter = document["paths"]!["/workflow/{workflow_run_id}/events"]!["get"]!["parameters"]!.AsArray()
            .Single(node => (string?)node!["name"] == "continue_on_pause")!;
        parameter["required"] = true;

        var operation = ContractFile.From(document.ToJsonString()).Operation("/workflow/{workflowRunId}/events", "get");

        Assert.Equal(
            "string workflowRunId, string user, bool? includeStateSnapshot, bool continueOnPause",
            operation["x-dify-declared"]!.GetValue<string>());
    }

    [Fact]
    public void A_number_that_a_request_needs_is_nothing_until_it_is_given()
    {
        var contract = ContractFile.From(
            SmallDocument.Taking("type: object\nrequired: [count, is_on]\nproperties: {count: {type: integer}, is_on: {type: boolean}}"));

        foreach (var member in new[] { contract.Property("MakeThingRequest", "count"), contract.Property("MakeThingRequest", "is_on") })
        {
            Assert.True(member["x-dify-required"]!.GetValue<bool>() && member["x-dify-optional"]!.GetValue<bool>());
            Assert.Contains(".GetValueOrDefault()", member["x-dify-write"]!.GetValue<string>(), StringComparison.Ordinal);
        }
    }

    private static JsonNode Vendored() => JsonNode.Parse(Notation.Json(TestFiles.Vendored("en")))!;

    /// <summary>All the C# that comes of a document, NSwag's with the tool's own.</summary>
    private static async Task<string> GeneratedAsync(JsonNode document)
    {
        using var folder = new TestFolder();
        Tool.Prepare(folder, folder.Write("en.json", document.ToJsonString()), null).Succeeded();
        var own = Directory.EnumerateFiles(folder["generated"], "*.g.cs").Order(StringComparer.Ordinal).Select(File.ReadAllText);
        return string.Concat((await NSwagInProcess.RunAsync(folder)).Values) + string.Concat(own);
    }

    private static IEnumerable<OrderedMembers> Lists(JsonNode operation)
    {
        if (operation["parameters"] is JsonArray parameters)
        {
            yield return new OrderedMembers(parameters);
        }

        if (operation["requestBody"]?["content"]?["multipart/form-data"]?["schema"]?["properties"] is JsonObject parts)
        {
            yield return new OrderedMembers(parts);
        }
    }
}
