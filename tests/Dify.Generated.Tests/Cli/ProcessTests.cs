using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Xunit;

namespace Dify.Generated.Tests.Cli;

public sealed class ProcessTests
{
    [Theory]
    [InlineData("en_US.UTF-8", "Stopping a task", "a stick.")]
    [InlineData("ja_JP.UTF-8", "タスクの停止", "犬は枝を見つけました。")]
    public async Task The_demonstration_runs_without_any_settings_in_the_language_of_the_user(string language, string title, string text)
    {
        await using var session = new CliSession();

        var result = await CliProcess.RunAsync(
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["LC_ALL"] = language, ["DIFY_API_KEY"] = null },
            ["demo"],
            session.Bound);

        Assert.True(result is { ExitCode: 0, Error: "" }, result.ToString());
        Assert.Contains(title, result.Output);
        Assert.Contains(text, result.Output);
    }

    [Fact]
    public async Task Settings_come_from_the_environment_and_redirected_output_is_plain()
    {
        await using var session = new CliSession();

        var result = await CliProcess.RunAsync(session.Environment, ["info"], session.Bound);

        Assert.True(result is { ExitCode: 0, Error: "" }, result.ToString());
        Assert.DoesNotContain('\u001b', result.Output);
        Assert.Equal("Bearer " + session.Server.ApiKey, session.Request("getWorkflowAppInfo").Header("Authorization"));
    }

    [Fact]
    public async Task An_interrupt_stops_the_run_on_the_server()
    {
        if (OperatingSystem.IsWindows())
        {
            // There is no signal that one Windows process could send to another alone.
            return;
        }

        await using var session = new CliSession();
        session.Server.OnRun(run => run.Started().Text("working").WaitForStop());

        var result = await CliProcess.RunAsync(
            session.Environment, ["run", "--stream"], session.Bound, awaited: "working", onCome: static process => process.Interrupt());

        Assert.True(result.ExitCode == 130, result.ToString());
        Assert.Contains(session.Server.Runs[0].RunId, result.Error);
        Assert.Equal(1, session.Server.Runs[0].StopCalls);
    }
}
