using System;
using System.IO;
using System.Linq;
using Dify.OpenApi.Tests.Support;
using Xunit;

namespace Dify.OpenApi.Tests.Documents;

/// <summary>Whatever notation a document comes in, the contract is the same to the byte.</summary>
public sealed class NotationTests : IDisposable
{
    private readonly TestFolder folder = new();

    public static TheoryData<string> Pairs => [.. (string[])["vendored", .. TestFiles.UpstreamPairs()]];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Json_gives_the_same_contract(string pair) => GivesTheSame(pair, Notation.Json, "json");

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Version_3_1_gives_the_same_contract(string pair) => GivesTheSame(pair, Notation.Version31, "json");

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Another_order_gives_the_same_contract(string pair) => GivesTheSame(pair, Notation.Reordered, "json");

    [Fact]
    public void A_page_gives_the_same_contract() => GivesTheSame("vendored", Notation.Page, "md");

    [Fact]
    public void Yaml_between_braces_gives_the_same_contract()
    {
        const string Block =
            "openapi: 3.0.1\ninfo: {title: x, version: '1'}\npaths:\n  /:\n    get:\n      responses: {'204': {description: Done.}}\n";
        Tool.Prepare(folder, folder.Write("en.yaml", Block), null).Succeeded();
        var expected = Contracts();

        Tool.Prepare(folder, folder.Write("flow.yml", "{openapi: 3.0.1, info: {title: x, version: '1'}, paths: {/: {get: {responses: "
            + "{'204': {description: Done.}}}}}}\n"), null).Succeeded();

        Assert.Equal(expected, Contracts());
        Assert.Equal(
            "DifyWorkflowClient\nIDifyWorkflowClient\noperation DifyWorkflowClient.getRoot : nothing of ()\n",
            folder.Read("contract/surface.txt"));
    }

    [Fact]
    public void A_byte_order_mark_and_windows_line_ends_give_the_same_contract() =>
        GivesTheSame("vendored", file => "\uFEFF" + File.ReadAllText(file).Replace("\n", "\r\n", StringComparison.Ordinal), "yaml");

    private void GivesTheSame(string pair, Func<string, string> write, string extension)
    {
        var (english, japanese) = Files(pair);
        Tool.Prepare(folder, english, japanese).Succeeded();
        var expected = Contracts();

        Tool.Prepare(folder, folder.Write($"other/en.{extension}", write(english)), folder.Write($"other/ja.{extension}", write(japanese)))
            .Succeeded();

        Assert.Equal(expected, Contracts());
    }

    private string[] Contracts() => [.. Directory.EnumerateFiles(folder["contract"])
        .Order(StringComparer.Ordinal)
        .Select(File.ReadAllText)];

    private static (string English, string Japanese) Files(string pair) =>
        pair == "vendored"
            ? (TestFiles.Vendored("en"), TestFiles.Vendored("ja"))
            : (Path.Combine(pair, "en.json"), Path.Combine(pair, "ja.json"));
}
