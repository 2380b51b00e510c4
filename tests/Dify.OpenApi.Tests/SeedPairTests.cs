using System;
using System.IO;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Dify.OpenApi.Tests.Support;
using Xunit;

namespace Dify.OpenApi.Tests;

/// <summary>The two published pages, end to end: import, drift, prepare.</summary>
public sealed class SeedPairTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly string english;
    private readonly string japanese;

    public SeedPairTests()
    {
        english = folder["en/openapi_workflow.yaml"];
        japanese = folder["ja/openapi_workflow.yaml"];
        Tool.Run("import", TestFiles.SeedPage("en"), "--language", "en", "--into", english).Succeeded();
        Tool.Run("import", TestFiles.SeedPage("ja"), "--language", "ja", "--into", japanese).Succeeded();
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public void Importing_a_page_keeps_its_yaml_word_for_word(string language)
    {
        var page = File.ReadAllText(TestFiles.SeedPage(language));
        var start = page.IndexOf("openapi: 3.0.1", StringComparison.Ordinal);
        var end = page.IndexOf("\n````", start, StringComparison.Ordinal) + 1;

        Assert.Equal(page[start..end], folder.Read($"{language}/openapi_workflow.yaml"));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public void Importing_a_page_again_changes_no_byte(string language)
    {
        var target = folder[$"{language}/openapi_workflow.yaml"];
        var before = File.ReadAllBytes(target);
        var written = File.GetLastWriteTimeUtc(target);

        Tool.Run("import", TestFiles.SeedPage(language), "--language", language, "--into", target).Succeeded();

        Assert.Equal(before, File.ReadAllBytes(target));
        Assert.Equal(written, File.GetLastWriteTimeUtc(target));
    }

    [Fact]
    public void Drift_lists_every_difference_of_the_pair_and_nothing_else()
    {
        var run = Tool.Run("drift", "--en", english, "--ja", japanese, "--format", "json").Succeeded();

        var expected = JsonNode.Parse(File.ReadAllText(TestFiles.Data("seed.drift.json")));
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(run.Output)), run.Output);
    }

    [Fact]
    public void Drift_ends_with_the_counts_per_kind()
    {
        var run = Tool.Run("drift", "--en", english, "--ja", japanese).Succeeded();

        var lines = run.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(
            "23 differences: 1 enum, 3 example, 1 format, 1 operationId, 2 problem code, 11 prose, 1 response, 1 server, 2 tag", lines[^1]);
        Assert.Equal(23 + 3, lines.Length);
        Assert.DoesNotContain('\u001b', run.Output);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public void The_contract_is_the_golden_one(string language)
    {
        Tool.Prepare(folder, english, japanese).Succeeded();

        Assert.Equal(File.ReadAllText(TestFiles.Data($"seed.contract.{language}.json")), folder.Read($"contract/contract.{language}.json"));
    }

    [Fact]
    public void Nothing_of_the_documents_quirks_reaches_the_contract()
    {
        Tool.Prepare(folder, english, japanese).Succeeded();

        var contract = folder.Read("contract/contract.en.json");
        Assert.DoesNotContain("Jp", contract, StringComparison.Ordinal);
        Assert.DoesNotContain("{api_base_url}", contract, StringComparison.Ordinal);
        Assert.DoesNotContain("uuid", contract, StringComparison.Ordinal);
        Assert.Contains("\"url\": \"https://api.dify.ai/v1\"", contract, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ProblemText.resx", "not_workflow_app", "Please check if your app mode matches the right API route.")]
    [InlineData("ProblemText.resx", "invalid_param", "Arg user must be provided.")]
    [InlineData("ProblemText.ja.resx", "not_workflow_app", "アプリモードが API ルートと一致しません。")]
    [InlineData("ProblemText.ja.resx", "invalid_param", "必須パラメータが不足しているか無効です。")]
    public void Problem_codes_are_explained_in_both_languages(string file, string code, string text)
    {
        Tool.Prepare(folder, english, japanese).Succeeded();

        var data = Assert.Single(
            XDocument.Load(folder[$"generated/{file}"]).Root!.Elements("data"), element => (string?)element.Attribute("name") == code);
        Assert.Equal(text, (string?)data.Element("value"));
    }

    [Fact]
    public void Problem_codes_become_constants()
    {
        Tool.Prepare(folder, english, japanese).Succeeded();

        var source = folder.Read("generated/DifyErrorCode.g.cs");
        Assert.Contains(
            "public static DifyErrorCode NotWorkflowApp { get; } = new(\"not_workflow_app\");", source, StringComparison.Ordinal);
        Assert.Contains("public static DifyErrorCode Unauthorized { get; } = new(\"unauthorized\");", source, StringComparison.Ordinal);
    }

    [Fact]
    public void The_client_tells_which_documents_it_was_made_from()
    {
        Tool.Prepare(folder, english, japanese).Succeeded();

        var source = folder.Read("generated/DifyApiInfo.g.cs");
        Assert.Matches("EnglishDocumentSha256 = \"[0-9a-f]{64}\"", source);
        Assert.Contains("JapaneseDocumentVersion = \"1.0.0\"", source, StringComparison.Ordinal);
        Assert.Single(
            folder.Read("contract/surface.txt").Split('\n'),
            line => line.StartsWith("operation DifyWorkflowClient.stopWorkflowTaskGeneration : ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_document_that_says_something_else_is_another_one()
    {
        Tool.Prepare(folder, english, japanese).Succeeded();
        var before = folder.Read("generated/DifyApiInfo.g.cs");

        Tool.Prepare(
            folder,
            folder.Write("other/en.yaml", File.ReadAllText(english).Replace("User identifier.", "The user.", StringComparison.Ordinal)),
            japanese).Succeeded();

        Assert.NotEqual(before, folder.Read("generated/DifyApiInfo.g.cs"));
    }
}
