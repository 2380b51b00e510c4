using System;
using System.Linq;
using System.Text.Json.Nodes;
using Dify.OpenApi.Tests.Support;
using Xunit;

namespace Dify.OpenApi.Tests.Comparing;

/// <summary>What only the documents, or only a server's export of itself, have.</summary>
public sealed class ExportDriftTests : IDisposable
{
    private const string Documents = """
          /thing:
            post:
              operationId: makeThing
              parameters: [{name: ours, in: query, schema: {type: string}}, {name: both, in: query, schema: {type: string}}]
              requestBody: {content: {application/json: {schema: {type: object, properties: {ours: {type: string}, both: {type: string}}}}}}
              responses:
                '200': {description: Done., content: {application/json: {schema: {type: object, properties: {data: {type: array, items: {type: object, properties: {ours: {type: string}}}}}}}}}
                '400': {description: '- `our_code` : Wrong.'}
          /ours: {get: {operationId: getOurs, responses: {'204': {description: Done.}}}}
        """;

    private const string Export = """
        {"swagger": "2.0", "basePath": "/v1", "info": {"title": "Service API", "version": "1"}, "paths": {
        "/thing": {"post": {"operationId": "make", "parameters": [{"name": "theirs", "in": "query", "type": "string"}, {"name": "both", "in": "query", "type": "string"},
        {"name": "payload", "in": "body", "schema": {"type": "object", "properties": {"theirs": {"type": "string"}, "both": {"type": "string"}}}}],
        "responses": {"200": {"description": "Done.", "schema": {"type": "object", "properties": {"data": {"type": "array", "items": {"type": "object",
        "properties": {"theirs": {"type": "string"}}}}}}}, "400": {"description": "- `their_code` : Wrong."}}}},
        "/theirs": {"get": {"operationId": "theirs", "responses": {"204": {"description": "Done."}}}}}}
        """;

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Each_side_is_told_what_it_alone_has() => Assert.Equal(
        [
            "documents: operation GET /ours",
            "export: operation GET /theirs",
            "documents: parameter POST /thing query ours",
            "export: parameter POST /thing query theirs",
            "documents: request field POST /thing request.ours",
            "export: request field POST /thing request.theirs",
            "documents: answer field POST /thing answer.data[].ours",
            "export: answer field POST /thing answer.data[].theirs",
            "documents: code POST /thing our_code",
            "export: code POST /thing their_code",
        ],
        Drift(folder.Write("en.yaml", $"{SmallDocument.Head}paths:\n{Documents}\n"), folder.Write("swagger.json", Export)));

    [Fact]
    public void A_document_lacks_nothing_of_itself()
    {
        var run = Tool.Run("drift", "--en", TestFiles.Vendored("en"), "--export", TestFiles.Vendored("en")).Succeeded();

        Assert.Equal("Neither has what the other lacks.\n", run.Output);
    }

    [Fact]
    public void A_servers_export_has_operations_that_the_vendored_pair_has_not_and_lacks_codes()
    {
        foreach (var export in SmallExport.All(folder))
        {
            var rows = Drift(TestFiles.Vendored("en"), export);

            Assert.Contains(rows, row => row.StartsWith("export: operation", StringComparison.Ordinal));
            Assert.Contains(rows, row => row.StartsWith("documents: code POST /workflows/run ", StringComparison.Ordinal));
            Assert.DoesNotContain(rows, row => row.EndsWith(" POST /workflows/run", StringComparison.Ordinal));
        }
    }

    private static string[] Drift(string document, string export) =>
    [
        .. JsonNode.Parse(Tool.Run("drift", "--en", document, "--export", export, "--format", "json").Succeeded().Output)![
            "differences"]!.AsArray()
            .Select(row => $"{row!["onlyIn"]}: {row["kind"]} {row["place"]}"),
    ];
}
