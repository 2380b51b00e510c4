using System;
using System.IO;
using System.Linq;
using Dify.OpenApi.Tests.Support;
using Xunit;

namespace Dify.OpenApi.Tests.Importing;

/// <summary>Importing changes what the input mentions, and no byte of the rest.</summary>
public sealed class ImportTests : IDisposable
{
    private const string Vendored = """
        openapi: 3.0.1
        info:
          title: Small
          version: '1'
        paths:
          # The first one.
          /first:
            get:
              operationId: getFirst   # kept as it is
              responses:
                '204':
                  description: >-
                    Done, and
                    done well.
          /second/{id}:
            get:
              operationId: getSecond
              parameters:
                # A comment on a parameter.
                - name: id
                  in: path
                  required: true
                  schema: { type: string }
              responses:
                '200':
                  $ref: '#/components/responses/Old'

        components:
          responses:
            Old:
              description: Old.
            Spare:
              description: Never used.
        """ + "\n";

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public void A_page_whose_operation_is_there_already_changes_no_byte(string language)
    {
        var target = folder["document.yaml"];
        File.Copy(TestFiles.Vendored(language), target);

        Import(TestFiles.SeedPage(language), language, target);

        Assert.Equal(File.ReadAllBytes(TestFiles.Vendored(language)), File.ReadAllBytes(target));
    }

    [Fact]
    public void One_changed_value_changes_one_line()
    {
        var target = folder.Write("document.yaml", Vendored);
        var input = folder.Write(
            "input.yaml", Vendored.Replace("operationId: getSecond", "operationId: readSecond", StringComparison.Ordinal));

        Import(input, "en", target);

        Assert.Equal(File.ReadAllText(input), folder.Read("document.yaml"));
    }

    [Fact]
    public void Operations_and_comments_that_the_input_does_not_mention_stay()
    {
        var target = folder.Write("document.yaml", Vendored);

        Import(folder.Write("input.yaml", SmallDocument.Operation("/second/{id}", "get", "parameters: [{name: id, in: path, required: "
            + "true, schema: {type: string}}]\nresponses: {'200': {description: New.}}")), "en", target);

        var text = folder.Read("document.yaml");
        Assert.Contains("  # The first one.\n  /first:\n    get:\n      operationId: getFirst   # kept as it is\n      responses:\n       "
            + " '204':\n          description: >-\n            Done, and\n            done well.\n", text, StringComparison.Ordinal);
        Assert.Contains("description: New.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("getSecond", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Components_that_lose_their_last_use_go_and_spare_ones_stay()
    {
        var target = folder.Write("document.yaml", Vendored);

        Import(folder.Write("input.yaml", SmallDocument.Operation("/second/{id}", "get", "parameters: [{name: id, in: path, required: "
            + "true, schema: {type: string}}]\nresponses: {'200': {description: New.}}")), "en", target);

        Assert.DoesNotContain("Old:", folder.Read("document.yaml"), StringComparison.Ordinal);
        Assert.Contains("    Spare:\n      description: Never used.\n", folder.Read("document.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_renamed_path_parameter_is_the_same_path()
    {
        var target = folder.Write("document.yaml", Vendored);

        Import(folder.Write("input.yaml", SmallDocument.Operation("/second/{key}", "get", "operationId: getSecond\nparameters: [{name: "
            + "key, in: path, required: true, schema: {type: string}}]\nresponses: {'200': {description: New.}}")), "en", target);

        var text = folder.Read("document.yaml");
        Assert.Contains("  /second/{key}:\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("/second/{id}", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_import_finds_nothing_to_do()
    {
        foreach (var input in (string[])[
            TestFiles.SeedPage("en"), .. TestFiles.UpstreamPairs().Select(pair => Path.Combine(pair, "en.json"))
        ])
        {
            var target = folder[$"{Guid.NewGuid():N}.yaml"];
            File.Copy(TestFiles.Vendored("en"), target);
            Import(input, "en", target);
            var first = File.ReadAllBytes(target);

            var second = Import(input, "en", target);

            Assert.Equal(first, File.ReadAllBytes(target));
            Assert.EndsWith("0 changes\n", second.Output);
        }
    }

    [Fact]
    public void Json_becomes_yaml_that_means_the_same()
    {
        var input = folder.Write("input.json", Notation.Json(TestFiles.Vendored("ja")));

        Import(input, "ja", folder["document.yaml"]);

        Assert.Equal(Notation.Json(input), Notation.Json(folder["document.yaml"]));
        Assert.StartsWith("openapi: 3.0.1\n", folder.Read("document.yaml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("1.0")]
    [InlineData("2024-01-01")]
    [InlineData("2024-01-01T10:00:00Z")]
    [InlineData("- dash")]
    [InlineData("key: value")]
    [InlineData("trailing ")]
    [InlineData(" leading")]
    [InlineData("a #comment")]
    [InlineData("'quoted'")]
    [InlineData("two\nlines")]
    [InlineData("ends\n\n")]
    [InlineData("tab\there")]
    [InlineData("null")]
    [InlineData("{brace")]
    [InlineData("> folded looking text that is long enough to be folded, because it runs on and on well past the eightieth column")]
    [InlineData("double  spaces in a text that is long enough to be folded, because it runs on and on well past the eightieth column")]
    [InlineData("\u0001 control")]
    public void Every_text_survives_the_way_into_yaml(string text)
    {
        var json = new System.Text.Json.Nodes.JsonObject
        {
            ["openapi"] = "3.0.1",
            ["info"] = new System.Text.Json.Nodes.JsonObject { ["title"] = text, ["version"] = "1", [$"x-{text}"] = text },
            ["paths"] = new System.Text.Json.Nodes.JsonObject(),
        };
        var input = folder.Write("input.json", json.ToJsonString());

        Import(input, "en", folder["document.yaml"]);

        Assert.Equal(Notation.Json(input), Notation.Json(folder["document.yaml"]));
    }

    [Fact]
    public void An_import_prints_what_changed_for_callers()
    {
        var target = folder.Write("document.yaml", Vendored);

        var run = Import(folder.Write(
            "input.yaml",
            SmallDocument.Operation("/third", "get", "operationId: getThird\nresponses: {'204': {description: Done.}}")), "en", target);

        Assert.Contains("DifyWorkflowClient.GetThirdAsync", run.Output, StringComparison.Ordinal);
        Assert.Contains("implementers of IDifyWorkflowClient have to write it", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_that_cannot_be_used_is_not_imported()
    {
        var target = folder.Write("document.yaml", Vendored);

        var run = Tool.Run(
            "import",
            folder.Write("input.yaml", SmallDocument.Answering("$ref: '#/components/schemas/Missing'")),
            "--language",
            "en",
            "--into",
            target);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("error DIFY121", run.Error, StringComparison.Ordinal);
        Assert.Equal(Vendored, folder.Read("document.yaml"));
    }

    private static ToolRun Import(string input, string language, string target) =>
        Tool.Run("import", input, "--language", language, "--into", target).Succeeded();
}
