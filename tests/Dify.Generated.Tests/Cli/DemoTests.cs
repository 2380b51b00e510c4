using System;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace Dify.Generated.Tests.Cli;

public sealed class DemoTests
{
    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public async Task The_demonstration_shows_the_stop_call_as_it_went_over_the_wire(string culture)
    {
        var result = await DemonstrateAsync(culture);

        Assert.Contains("> POST /v1/workflows/tasks/", result.Output);
        Assert.Contains("> Authorization: Bearer app-****", result.Output);
        Assert.Contains("> {\"user\":\"user-1\"}", result.Output);
        Assert.DoesNotContain("app-test", result.Output);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public async Task Both_problem_codes_of_stop_are_explained_in_both_languages(string culture)
    {
        var result = await DemonstrateAsync(culture);

        foreach (var code in (DifyErrorCode[])[DifyErrorCode.NotWorkflowApp, DifyErrorCode.InvalidParam])
        {
            var problem = DifyProblem.Parse(400, $$"""{"code":"{{code}}","message":"no","status":400}""");
            Assert.Contains($"400 {code}", result.Output);
            Assert.Contains("English: " + problem.Explain(CultureInfo.GetCultureInfo("en")), result.Output);
            Assert.Contains("日本語: " + problem.Explain(CultureInfo.GetCultureInfo("ja")), result.Output);
        }

        Assert.Contains(nameof(DifyInvalidRequestException), result.Output);
    }

    [Fact]
    public async Task A_run_pauses_for_a_form_and_goes_on_after_the_answer()
    {
        var act = Act(await DemonstrateAsync("en"), 2);

        AssertOrder(
            act,
            "workflow_started",
            "human_input_required",
            "workflow_paused",
            "resumption",
            "human_input_form_filled",
            "workflow_finished");
        AssertOrder(act, "POST /v1/workflows/run", "GET /v1/workflow/", "POST /v1/form/human_input/");
        Assert.Contains("{\"published\":true}", act);
    }

    [Fact]
    public async Task A_run_is_stopped_half_way_by_its_task_id()
    {
        var act = Act(await DemonstrateAsync("en"), 3);

        AssertOrder(
            act,
            "workflow_started",
            "Stop of the task",
            "workflow_finished         failed",
            "POST /v1/workflows/run",
            "/stop",
            "Status: stopped");
    }

    [Fact]
    public async Task A_dropped_connection_is_resumed_and_no_second_run_is_started()
    {
        var act = Act(await DemonstrateAsync("en"), 4);

        AssertOrder(
            act, "POST /v1/workflows/run", "GET /v1/workflow/", "Runs started on the server: 1", "Status: succeeded", "{\"resumed\":true}");
        Assert.Single(Lines(act), line => line.Contains("POST /v1/workflows/run", StringComparison.Ordinal));
        Assert.Single(Lines(act), line => line.StartsWith("workflow_started", StringComparison.Ordinal));
    }

    private static async Task<CliResult> DemonstrateAsync(string culture)
    {
        await using var session = new CliSession { Culture = CultureInfo.GetCultureInfo(culture) };
        session.Environment.Clear();
        var result = await session.RunAsync("demo");
        Assert.True(result is { ExitCode: 0, Error: "" }, result.ToString());
        return result;
    }

    private static string Act(CliResult result, int number)
    {
        var from = result.Output.IndexOf($"\n{number}. ", StringComparison.Ordinal);
        var to = result.Output.IndexOf($"\n{number + 1}. ", StringComparison.Ordinal);
        Assert.True(from >= 0, result.Output);
        return to < 0 ? result.Output[from..] : result.Output[from..to];
    }

    private static string[] Lines(string text) => [.. text.Split('\n').Select(static line => line.Trim())];

    private static void AssertOrder(string text, params string[] parts)
    {
        var from = 0;
        foreach (var part in parts)
        {
            var at = text.IndexOf(part, from, StringComparison.Ordinal);
            Assert.True(at >= 0, $"'{part}' is missing, or comes too early, in:\n{text}");
            from = at + part.Length;
        }
    }
}
