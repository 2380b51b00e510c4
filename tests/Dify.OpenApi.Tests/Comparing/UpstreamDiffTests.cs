using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Dify.OpenApi.Tests.Support;
using Xunit;

namespace Dify.OpenApi.Tests.Comparing;

/// <summary>What the pairs mean for callers that Dify published one after the other, where they are at hand, and always the vendored
/// pair.</summary>
public sealed class UpstreamDiffTests
{
    public static TheoryData<string, string> Steps()
    {
        var pairs = TestFiles.UpstreamPairs().Append(TestFiles.VendoredFolder).ToList();
        var data = new TheoryData<string, string> { { TestFiles.VendoredFolder, TestFiles.VendoredFolder } };
        for (var index = 1; index < pairs.Count; index++)
        {
            data.Add(pairs[index - 1], pairs[index]);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void Each_row_differs_and_no_two_are_one(string old, string current)
    {
        var changes = Changes(old, current);

        Assert.All(changes, change => Assert.NotEqual(Line(change["old"]), Line(change["new"])));
        Assert.Equal(changes.Count, changes.DistinctBy(change => change.ToJsonString()).Count());
        Assert.All(Cells(Tool.Run("diff", old, current).Output), cells => Assert.NotEqual(cells.Old, cells.New));
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void An_operation_that_is_added_is_one_row_and_its_types_are_in_no_other(string old, string current)
    {
        var changes = Changes(old, current);
        var told = changes.Where(change => (string?)change["kind"] == "operation").SelectMany(Types).ToList();

        Assert.DoesNotContain(changes, change => (string?)change["kind"] == "type" && told.Contains((string)change["member"]!));
        Assert.Equal(told.Count, told.Distinct().Count());
        Assert.All(
            changes.Where(change => (string?)change["kind"] == "operation" && change["old"] is null && !IsHidden(change)),
            change => Assert.Equal("implementers", (string?)change["breaks"]));
    }

    [Fact]
    public void The_real_steps_say_what_is_known_of_them()
    {
        var pairs = TestFiles.UpstreamPairs();
        var known = new Dictionary<string, string[]>
        {
            ["2026-03"] =
            [
                "implementers signature DifyWorkflowClient.UploadWorkflowFileAsync",
                "behavior type on the wire WorkflowRunDetailResponse.Inputs",
                "binary and source type WorkflowLogItem.CreatedByAccount",
                "source nullable TtsMessageEvent.Audio", "binary and source nullable WorkflowStartedData.SequenceNumber",
                "implementers operation DifyWorkflowClient.RunWorkflowByIdAsync, DifyWorkflowClient.RunWorkflowByIdStreamingAsync",
            ],
            ["2026-07"] =
            [
                "behavior type on the wire WorkflowRunDetailResponse.Inputs",
                "implementers operation DifyWorkflowClient.StreamWorkflowEventsAsync",
            ],
        };
        foreach (var (old, current) in pairs.Zip(pairs.Skip(1)))
        {
            var rows = Changes(old, current).Select(change => $"{change["breaks"]} {change["kind"]} {change["member"]}").ToHashSet();

            Assert.Superset(known[Path.GetFileName(current)].ToHashSet(), rows);
            Assert.DoesNotContain(rows, row => row.StartsWith("binary and source property", StringComparison.Ordinal));
        }
    }

    private static List<JsonObject> Changes(string old, string current) =>
        [.. JsonNode.Parse(Tool.Run("diff", old, current, "--format", "json").Output)!["changes"]!.AsArray()
            .Select(change => change!.AsObject())];

    private static string Line(JsonNode? text) =>
        string.Join(' ', ((string?)text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static bool IsHidden(JsonObject change) =>
        ((string)change["note"]!).Contains("only the documents changed", StringComparison.Ordinal);

    private static IEnumerable<string> Types(JsonObject change) =>
        ((string)change["note"]!)
            .Split("; ")
            .Where(part => part.StartsWith("with ", StringComparison.Ordinal))
            .SelectMany(part => part["with ".Length..].Split(", "));

    /// <summary>The columns of both sides, found by their head.</summary>
    private static IEnumerable<(string Old, string New)> Cells(string table)
    {
        var lines = table.Split('\n').Where(line => line.StartsWith('|')).ToList();
        if (lines.Count == 0)
        {
            yield break;
        }

        var (from, to) = (lines[0].IndexOf("| old ", StringComparison.Ordinal), lines[0].IndexOf("| member ", StringComparison.Ordinal));
        Assert.InRange(from, 1, to);
        foreach (var line in lines.Skip(2)
            .Select(line => line.Split(" | ", StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length >= 8))
        {
            yield return (line[4], line[5]);
        }
    }
}
