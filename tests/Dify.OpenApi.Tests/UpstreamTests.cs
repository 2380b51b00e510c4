using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Dify.OpenApi.Tests.Support;
using Xunit;

namespace Dify.OpenApi.Tests;

/// <summary>The project's own pair, and the pairs that Dify published where they are at hand, make clean contracts with lasting
/// names.</summary>
public sealed class UpstreamTests
{
    public static TheoryData<string> Pairs => [.. (string[])["vendored", .. TestFiles.UpstreamPairs()]];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_pair_makes_a_clean_contract(string pair)
    {
        using var folder = Prepare(pair);

        ContractCheck.IsClean(folder.Read("contract/contract.en.json"), pair);
        ContractCheck.IsClean(folder.Read("contract/contract.ja.json"), pair);
        Assert.DoesNotContain("Jp\"", folder.Read("contract/contract.en.json"));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Operations_and_events_have_their_lasting_names(string pair)
    {
        using var folder = Prepare(pair);

        var surface = folder.Read("contract/surface.txt");
        Assert.All(
            (string[])[
                "executeWorkflow", "executeWorkflowStreaming", "getWorkflowRunDetail", "stopWorkflowTaskGeneration", "previewWorkflowFile"
            ],
            operation => Assert.Contains($"\noperation DifyWorkflowClient.{operation} : ", "\n" + surface, StringComparison.Ordinal));
        var contract = ContractFile.Of(folder);
        var events = contract.Schemas["WorkflowStreamEvent"]!["x-dify-catalogs"]!["Catalog"]!["events"]!.AsObject();
        foreach (var value in (string[])[
            "workflow_started", "node_finished", "workflow_finished", "text_replace", "parallel_branch_started", "ping"
        ])
        {
            Assert.True(events.ContainsKey(value), $"{pair}: {value}");
        }

        Assert.Equal("WorkflowRunStatus", contract.CSharpType("WorkflowFinishedData", "status"));
        Assert.Equal("int", contract.CSharpType("WorkflowStartedData", "sequence_number"));
    }

    [Fact]
    public void With_the_projects_own_documents_nothing_has_to_be_kept_for_servers()
    {
        using var folder = new TestFolder();

        var run = Tool.Prepare(folder, TestFiles.Vendored("en"), TestFiles.Vendored("ja"), "--explain").Succeeded();

        Assert.DoesNotContain("servers still", run.Output);
        Assert.DoesNotContain("every server sends it", run.Output);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Drift_of_a_pair_finds_every_language_difference_and_no_structure_beyond_it(string pair)
    {
        var (english, japanese) = Files(pair);
        var counts = JsonNode.Parse(Tool.Run("drift", "--en", english, "--ja", japanese, "--format", "json").Succeeded().Output)![
            "counts"]!.AsObject();

        // Prose, names, tags and examples differ by nature; what remains is structure, a few places in every pair.
        var structure = counts.Where(count => count.Key is not ("prose" or "operationId"
            or "component name" or "tag" or "example" or "extension" or "server")).Sum(count => count.Value!.GetValue<int>());
        Assert.InRange(structure, 0, 14);
        Assert.InRange(counts["prose"]!.GetValue<int>(), 200, 1000);
    }

    private static TestFolder Prepare(string pair)
    {
        var folder = new TestFolder();
        var (english, japanese) = Files(pair);
        Tool.Prepare(folder, english, japanese).Succeeded();
        return folder;
    }

    private static (string English, string Japanese) Files(string pair) =>
        pair == "vendored"
            ? (TestFiles.Vendored("en"), TestFiles.Vendored("ja"))
            : (Path.Combine(pair, "en.json"), Path.Combine(pair, "ja.json"));
}
