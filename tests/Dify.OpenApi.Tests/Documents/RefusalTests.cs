using System;
using System.IO;
using System.Linq;
using Dify.OpenApi.Tests.Support;
using Xunit;

namespace Dify.OpenApi.Tests.Documents;

/// <summary>Documents that cannot be used end in one line that names file, line, column, rule and reason.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("DIFY104", 3, "openapi: 3.0.1\ninfo: [unclosed\n")]
    [InlineData("DIFY105", 2, "{\"openapi\": \"3.0.1\",\n \"info\": }")]
    [InlineData("DIFY106", 3, "openapi: 3.0.1\ninfo: {title: a, version: '1'}\ninfo: {title: b, version: '1'}\n")]
    [InlineData("DIFY107", 1, "just some words\n")]
    [InlineData("DIFY110", 1, "swagger: '1.2'\npaths: {}\n")]
    [InlineData("DIFY110", 1, "openapi: 4.0.0\npaths: {}\n")]
    public void A_file_that_is_no_document(string rule, int line, string content) => Refused(content, rule, line);

    [Theory]
    [InlineData("-3")]
    [InlineData("~")]
    [InlineData("2.5")]
    [InlineData("1_000")]
    [InlineData(".inf")]
    [InlineData("99999999999999999999")]
    public void A_count_that_is_none(string count)
        => Refused(SmallDocument.Answering($"{{type: string, maxLength: {count}}}"), "DIFY120", 14, "whole number");

    [Theory]
    [InlineData("16.0")]
    [InlineData("1e2")]
    [InlineData("0x1F")]
    [InlineData("0o17")]
    public void A_count_in_any_notation(string count) =>
        Tool.Prepare(folder, folder.Write("count.yaml", SmallDocument.Answering($"{{type: string, maxLength: {count}}}")), null)
            .Succeeded();

    [Theory]
    [InlineData("page.mdx", "---\ntitle: Run\nopenapi: 'en/openapi.json POST /workflows/run'\n---\n\nSome words: and more.\n")]
    [InlineData("page.md", "> Fetch: the index\n\n# Run\n\n```bash\ncurl x\n```\n")]
    [InlineData("page.txt", "> Fetch: the index\n\n# Run\n\n```bash\ncurl x\n```\n")]
    public void A_page_without_a_document(string file, string content)
    {
        var run = Tool.Prepare(folder, folder.Write(file, content), null);

        Assert.Contains("error DIFY107: No OpenAPI document was found", run.Error);
    }

    [Fact]
    public void A_missing_file() => Assert.Contains("error DIFY101", Tool.Prepare(folder, folder["none.yaml"], null).Error);

    [Fact]
    public void A_file_that_is_not_utf8()
    {
        File.WriteAllBytes(folder["latin.yaml"], [0x6f, 0xe9, 0x0a]);

        Assert.Contains("error DIFY102", Tool.Prepare(folder, folder["latin.yaml"], null).Error);
    }

    // On these the packages that read YAML and OpenAPI fail in ways of their own, without a place.
    [Fact]
    public void A_block_of_text_that_ends_too_soon() =>
        Refused("openapi: 3.0.1\ninfo:\n  title: t\n  version: '1'\n  description: |\n    The answer is:\n   {{#$output.comment#}}\n"
            + "servers: [{url: 'https://api.example.com/v1'}]\n", "DIFY104", 7, "indented");

    [Fact]
    public void A_length_that_is_no_number() =>
        Refused(SmallDocument.Answering(
            "type: object\nproperties:\n  a: {type: string}\n  b: {type: string, minLength: 2XX}\n  c: {type: string, minLength: 3XX}"),
                "DIFY120", 17, "2XX");

    [Fact]
    public void A_reference_to_nothing() =>
        Refused(SmallDocument.Operation("/thing", "get", "responses:\n  '204':\n    description: Done.\n    headers:\n      X-A: {schema: "
            + "{type: string}}\n      X-B: {$ref: ''}"), "DIFY112", 12);

    [Fact]
    public void A_missing_reference() =>
        Refused(SmallDocument.Answering("$ref: '#/components/schemas/Missing'"), "DIFY121", 14, "'#/components/schemas/Missing'");

    [Fact]
    public void A_reference_out_of_the_document() =>
        Refused(SmallDocument.Answering("$ref: 'other.yaml#/Thing'"), "DIFY121", 14, "leads out of the document");

    [Fact]
    public void References_in_a_circle() =>
        Refused(SmallDocument.Answering(
            "$ref: '#/components/schemas/A'",
            "components:\n  schemas:\n    A: {$ref: '#/components/schemas/B'}\n    B: {$ref: '#/components/schemas/A'}\n"), "DIFY122", 18);

    [Fact]
    public void AllOf_in_a_circle() =>
        Refused(SmallDocument.Answering(
            "$ref: '#/components/schemas/A'",
            "components:\n  schemas:\n    A:\n      allOf: [{$ref: '#/components/schemas/A'}, {type: object}]\n"), "DIFY122", 18);

    [Fact]
    public void Paths_that_differ_in_a_parameters_name_only() =>
        Refused(
            $"{SmallDocument.Head}paths:\n  /a/{{x}}: {{get: {{responses: {{'204': {{description: a}}}}}}}}\n  /a/{{y}}: {{get: {{responses: {{'204': {{description: b}}}}}}}}\n",
            "DIFY123",
            6);

    [Fact]
    public void A_request_of_an_unknown_media_type() =>
        Refused(SmallDocument.Operation("/thing", "post", "requestBody: {content: {application/xml: {schema: {type: object}}}}\n"
            + "responses: {'204': {description: Done.}}"), "DIFY124", 7, "application/xml");

    [Fact]
    public void A_status_that_is_none() =>
        Refused(
            SmallDocument.Operation("/thing", "get", "responses:\n  '200': {description: Done.}\n  oops: {description: What.}"),
            "DIFY125",
            9,
            "oops");

    [Fact]
    public void A_parameter_that_cannot_be_sent() =>
        Refused(SmallDocument.Operation("/thing", "get", "parameters:\n  - {name: id, in: cookie, schema: {type: string}}\nresponses: "
            + "{'204': {description: Done.}}"), "DIFY126", 8, "cookie");

    [Fact]
    public void A_query_parameter_that_is_an_object() =>
        Refused(SmallDocument.Operation("/thing", "get", "parameters:\n  - {name: filter, in: query, schema: {type: object, properties: "
            + "{a: {type: string}}}}\nresponses: {'204': {description: Done.}}"), "DIFY126", 8, "filter");

    [Fact]
    public void Members_whose_names_meet_beyond_help() =>
        Refused(SmallDocument.Answering("type: object\nproperties:\n  a_b: {type: string}\n  a-b: {type: string}\n  a.b: {type: string}\n "
            + " 'a b': {type: string}"), "DIFY301", 19);

    [Fact]
    public void A_refusal_writes_nothing()
    {
        Refused(SmallDocument.Answering("$ref: '#/components/schemas/Missing'"), "DIFY121", 14);

        Assert.False(Directory.Exists(folder["contract"]));
        Assert.False(Directory.Exists(folder["generated"]));
    }

    [Fact]
    public void A_refusal_leaves_what_was_written_before()
    {
        Tool.Prepare(folder, folder.Write("en.yaml", SmallDocument.Answering("type: string")), null).Succeeded();
        var before = Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith("en.yaml", StringComparison.Ordinal))
            .ToDictionary(file => file, File.ReadAllText);

        Refused(SmallDocument.Answering("type: strange"), "DIFY120", 14);

        Assert.All(before, file => Assert.Equal(file.Value, File.ReadAllText(file.Key)));
    }

    [Fact]
    public void A_place_inside_a_page_is_a_place_of_the_page()
    {
        var page = $"# Page\n\n```yaml\n{SmallDocument.Answering("$ref: '#/components/schemas/Missing'")}```\n";

        Refused(page, "DIFY121", 14 + 3);
    }

    private void Refused(string content, string rule, int line, string text = "")
    {
        var file = folder.Write("en.yaml", content);

        var run = Tool.Prepare(folder, file, null);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"{file}({line},", run.Error);
        Assert.Contains($": error {rule}: ", run.Error);
        Assert.Contains(text, run.Error);
        Assert.Equal(1, run.Error.Count(character => character == '\n'));
    }
}
