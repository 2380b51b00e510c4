using System;
using System.Linq;
using Dify.OpenApi.Correcting;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Tests.Support;
using Xunit;

namespace Dify.OpenApi.Tests.Importing;

/// <summary>What servers were seen to do otherwise than Dify's documents say stays corrected when the next document comes.</summary>
public sealed class CorrectionTests : IDisposable
{
    // As Dify publishes it: three members that servers answered null or a number in, one of them by reference.
    private const string Published = """
        openapi: 3.0.1
        info: {title: Published, version: '2'}
        servers: [{url: 'https://api.example.com/v1'}]
        paths:
          /datasets:
            get:
              operationId: listDatasets
              responses:
                '200':
                  description: The knowledge bases.
                  content:
                    application/json:
                      schema:
                        type: object
                        properties:
                          data:
                            type: array
                            items:
                              $ref: '#/components/schemas/Dataset'
          /datasets/{id}/documents:
            get:
              operationId: listDocuments
              parameters: [{name: id, in: path, required: true, schema: {type: string}}]
              responses:
                '200':
                  description: The documents.
                  content:
                    application/json:
                      schema:
                        type: object
                        properties:
                          data:
                            type: array
                            items:
                              type: object
                              properties:
                                doc_metadata:
                                  type: array
                                  items:
                                    type: object
                                    properties:
                                      value: {type: string, description: A value.}
        components:
          schemas:
            Dataset:
              type: object
              properties:
                name:
                  type: string
                # How it is indexed.
                indexing_technique:
                  $ref: '#/components/schemas/Technique'
                data_source_type:
                  type: string
            Technique:
              type: string
              enum: [economy, high_quality]
        """ + "\n";

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public void The_vendored_documents_hold_every_correction(string language)
    {
        var checks = new[] { TestFiles.Vendored(language),
            TestFiles.Service(language) }.SelectMany(file => Corrections.Check(SourceDocumentReader.Read(file))).ToList();

        Assert.Equal([], checks.Where(check => !check.IsHeld).Select(check => check.Correction.Place));
        Assert.Equal(Correction.Committed.Select(correction => correction.Place)
            .Order(), checks.Select(check => check.Correction.Place).Distinct().Order());
    }

    [Fact]
    public void Import_corrects_what_comes_and_says_why()
    {
        var input = folder.Write("published.yaml", Published);

        var output = Import(input);

        Assert.Contains(
            "Corrected: GET /datasets data[].indexing_technique: nullable is true (null from 1.14.2)", output, StringComparison.Ordinal);
        Assert.Contains("Corrected: GET /datasets/{dataset_id}/documents data[].doc_metadata[].value: no type (the number 2024",
            output, StringComparison.Ordinal);
        var contract = ContractFile.From(folder.Read("document.yaml"));
        Assert.Equal("Newtonsoft.Json.Linq.JToken", (string?)contract.Schemas.Single(schema =>
            schema.Value!["properties"]?["value"] is not null).Value!["properties"]!["value"]!["x-dify-type"]);
        Assert.True((bool?)contract.Property("Dataset", "indexing_technique")["x-dify-optional"]);
        Assert.Contains(
            "indexing_technique:\n          allOf:\n            - $ref: '#/components/schemas/Technique'\n          nullable: true\n",
            folder.Read("document.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_that_comes_again_changes_no_byte_of_a_corrected_one()
    {
        var input = folder.Write("published.yaml", Published);
        Import(input);
        var corrected = folder.Read("document.yaml");

        Import(input);

        Assert.Equal(corrected, folder.Read("document.yaml"));
    }

    [Fact]
    public void Drift_names_what_needs_a_correction()
    {
        var run = Tool.Run("drift", "--en", folder.Write("published.yaml", Published));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("warning DIFY402: GET /datasets data[].data_source_type needs a correction: nullable is true (null from 1.14.2).",
            run.Error, StringComparison.Ordinal);
        Assert.Equal(3, run.Error.Split("DIFY402").Length - 1);
    }

    private string Import(string input)
    {
        var run = Tool.Run("import", input, "--language", "en", "--into", folder["document.yaml"]);
        run.Succeeded();
        return run.Output;
    }
}
