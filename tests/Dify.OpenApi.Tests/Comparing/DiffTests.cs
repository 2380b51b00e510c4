using System;
using System.IO;
using System.Text.Json.Nodes;
using Dify.OpenApi.Tests.Support;
using Xunit;

namespace Dify.OpenApi.Tests.Comparing;

/// <summary>What a newer document means for callers.</summary>
public sealed class DiffTests : IDisposable
{
    private const int Nothing = 0;
    private const int Compatible = 1;
    private const int Breaking = 2;

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_document_does_not_differ_from_itself() => Differs(Answer("a: {type: string}"), Answer("a: {type: string}"), Nothing, "");

    [Theory]
    [InlineData("a: {type: string}", "a: {type: string}\n  b: {type: string}", Compatible, "property", "GetThingResult.B")]
    [InlineData("a: {type: string}\n  b: {type: string}", "a: {type: string}", Breaking, "property", "GetThingResult.B")]
    [InlineData("a: {type: string}", "a: {type: boolean}", Breaking, "type", "GetThingResult.A")]
    [InlineData("a: {type: string, enum: [x]}", "a: {type: string, enum: [x, y]}", Compatible, "enum value", "GetThingResultA.Y")]
    [InlineData("a: {type: string, enum: [x, y]}", "a: {type: string, enum: [x]}", Breaking, "enum value", "GetThingResultA.Y")]
    [InlineData("a: {type: string, description: Old.}", "a: {type: string, description: New.}", Compatible, "prose", "GetThingResult.A")]
    [InlineData("a: {type: string, format: uuid}", "a: {type: string}", Nothing, "", "")]
    public void A_change_of_an_answer(string old, string current, int exitCode, string kind, string member) =>
        Differs(Answer(old), Answer(current), exitCode, kind, member);

    [Fact]
    public void The_prose_of_each_language_is_compared()
    {
        foreach (var (name, text) in ((string, string)[])[("old", "以前的文字。"), ("new", "新的文字。")])
        {
            folder.Write($"{name}/en.yaml", SmallDocument.Answering("type: object\nproperties: {a: {type: string, description: Text.}}"));
            folder.Write(
                $"{name}/zh.yaml", SmallDocument.Answering($"type: object\nproperties: {{a: {{type: string, description: {text}}}}}"));
        }

        var run = Tool.Run("diff", folder["old"], folder["new"], "--format", "json");

        var change = Assert.Single(JsonNode.Parse(run.Output)!["changes"]!.AsArray())!;
        Assert.Equal(Compatible, run.ExitCode);
        Assert.Equal("Chinese prose", (string?)change["kind"]);
        Assert.Equal("GetThingResult.A", (string?)change["member"]);
    }

    [Theory]
    [InlineData("required: [a]", "required: []", Breaking)]
    [InlineData("required: []", "required: [a]", Compatible)]
    public void A_promise_of_an_answer(string old, string current, int exitCode) =>
        Differs(
            SmallDocument.Answering($"type: object\n{old}\nproperties: {{a: {{type: string}}}}"),
            SmallDocument.Answering($"type: object\n{current}\nproperties: {{a: {{type: string}}}}"),
            exitCode,
            "nullable",
            "GetThingResult.A");

    [Theory]
    [InlineData("required: []", "required: [a]", Breaking)]
    [InlineData("required: [a]", "required: []", Compatible)]
    public void A_demand_of_a_request(string old, string current, int exitCode) =>
        Differs(
            SmallDocument.Taking($"type: object\n{old}\nproperties: {{a: {{type: string}}}}"),
            SmallDocument.Taking($"type: object\n{current}\nproperties: {{a: {{type: string}}}}"),
            exitCode,
            "required",
            "MakeThingRequest.A");

    [Theory]
    [InlineData("", "{name: q, in: query, schema: {type: string}}", Breaking)]
    [InlineData("", "{name: q, in: query, required: true, schema: {type: string}}", Breaking)]
    [InlineData("{name: q, in: query, schema: {type: string}}", "", Breaking)]
    [InlineData("{name: q, in: query, schema: {type: string}}", "{name: q, in: query, schema: {type: integer}}", Breaking)]
    public void A_change_of_a_parameter(string old, string current, int exitCode) =>
        Differs(WithParameters(old), WithParameters(current), exitCode, "signature", "DifyWorkflowClient.GetThingAsync");

    [Fact]
    public void An_operation_that_comes_or_goes()
    {
        var one = SmallDocument.Operation("/thing", "get", "operationId: getThing\nresponses: {'204': {description: Done.}}");
        var two = one + "  /other: {get: {operationId: getOther, responses: {'204': {description: Done.}}}}\n";

        Differs(one, two, Breaking, "operation", "DifyWorkflowClient.GetOtherAsync");
        Differs(two, one, Breaking, "operation", "DifyWorkflowClient.GetOtherAsync");
    }

    [Fact]
    public void A_problem_code_that_comes_or_goes()
    {
        var one = SmallDocument.Operation(
            "/thing", "get", "operationId: getThing\nresponses: {'204': {description: Done.}, '400': {description: Wrong.}}");
        var two = one.Replace("description: Wrong.", "description: '- `brand_new` : It is new.'", StringComparison.Ordinal);

        Differs(one, two, Compatible, "code", "DifyErrorCode.BrandNew");
        Differs(two, one, Breaking, "code", "DifyErrorCode.BrandNew");
    }

    [Fact]
    public void What_only_the_documents_rename_is_nothing_to_callers()
    {
        var old = Notation.Json(TestFiles.Vendored("en"));
        var current = old
            .Replace("executeWorkflow", "startIt", StringComparison.Ordinal)
            .Replace("WorkflowBlockingResponse", "CompletionResponse", StringComparison.Ordinal)
            .Replace("{task_id}", "{id}", StringComparison.Ordinal)
            .Replace("\"name\":\"task_id\"", "\"name\":\"id\"", StringComparison.Ordinal);

        Differs(old, current, Nothing, "");
    }

    [Fact]
    public void An_event_that_documents_drop_and_servers_send_stays_readable()
    {
        var old = Notation.Json(TestFiles.Vendored("en"));
        var root = JsonNode.Parse(old)!.AsObject();
        var chunk = root["components"]!["schemas"]!["ChunkWorkflowEvent"]!;
        chunk["discriminator"]!["mapping"]!.AsObject().Remove("text_replace");

        var run = Differs(old, root.ToJsonString(), Compatible, "event", "TextReplaceEvent");

        Assert.Contains("the client stays as it is", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_is_ready_for_a_changelog()
    {
        var run = Run(Answer("a: {type: string}\n  b: {type: string}"), Answer("a: {type: string}"), "markdown");

        Assert.StartsWith(
            "### Breaking\n\n- `GetThingResult.B`: property removed: string? (`GetThingResult.b`; breaks binary and source)\n",
            run.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_a_pair()
    {
        folder.Write("old/en.yaml", Answer("a: {type: string, description: One.}"));
        folder.Write("old/ja.yaml", Answer("a: {type: string, description: 一。}"));
        folder.Write("new/en.yaml", Answer("a: {type: string, description: One.}"));
        folder.Write("new/ja.yaml", Answer("a: {type: string, description: 二。}"));

        var run = Tool.Run("diff", folder["old"], folder["new"]);

        Assert.Equal(Compatible, run.ExitCode);
        Assert.Contains("Japanese prose", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("1 change: 1 prose only\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_that_cannot_be_used_is_no_difference()
    {
        var run = Tool.Run("diff", folder.Write("old.yaml", Answer("a: {type: string}")), folder.Write("new.yaml", "oops"));

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("error DIFY107", run.Error, StringComparison.Ordinal);
    }

    private static string Answer(string properties) => SmallDocument.Answering($"type: object\nproperties:\n  {properties}");

    private static string WithParameters(string parameters) =>
        SmallDocument.Operation(
            "/thing", "get", $"operationId: getThing\nparameters: [{parameters}]\nresponses: {{'204': {{description: Done.}}}}");

    private ToolRun Differs(string old, string current, int exitCode, string kind, string member = "")
    {
        var run = Run(old, current, "json");

        Assert.Equal(exitCode, run.ExitCode);
        var changes = JsonNode.Parse(run.Output)!["changes"]!.AsArray();
        if (exitCode == Nothing)
        {
            Assert.Empty(changes);
        }
        else
        {
            Assert.Contains(
                changes, change => change!["kind"]!.GetValue<string>() == kind && change["member"]!.GetValue<string>() == member);
        }

        return run;
    }

    private ToolRun Run(string old, string current, string format)
    {
        Directory.CreateDirectory(folder.Path);
        return Tool.Run("diff", folder.Write("old.yaml", old), folder.Write("new.yaml", current), "--format", format);
    }
}
