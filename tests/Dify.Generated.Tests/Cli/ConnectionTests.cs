using System.Threading.Tasks;
using Dify.Cli.Settings;
using Dify.Generated.Testing;
using Xunit;

namespace Dify.Generated.Tests.Cli;

public sealed class ConnectionTests
{
    [Theory]
    [InlineData(EnvironmentSettings.KeyName, null, EnvironmentSettings.KeyName)]
    [InlineData(EnvironmentSettings.KeyName, "  ", EnvironmentSettings.KeyName)]
    [InlineData(EnvironmentSettings.KeyName, "app-ü", EnvironmentSettings.KeyName)]
    [InlineData(EnvironmentSettings.KeyName, "app-a b", EnvironmentSettings.KeyName)]
    [InlineData(EnvironmentSettings.AddressName, "dify.example.com/v1", EnvironmentSettings.AddressName)]
    [InlineData(EnvironmentSettings.AddressName, "ftp://dify.example.com", EnvironmentSettings.AddressName)]
    [InlineData(EnvironmentSettings.AddressName, "https://dify.example.com/v1?x=1", EnvironmentSettings.AddressName)]
    [InlineData(EnvironmentSettings.AddressName, "http://dify.example.com/v1", "--insecure")]
    public async Task A_setting_that_cannot_be_used_is_named_and_nothing_is_sent(string name, string? value, string expected)
    {
        await using var session = new CliSession();
        session.Environment[name] = value;

        var result = await session.RunAsync("info");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Error);
        AssertOneLine(result);
        Assert.Empty(session.Server.Requests);
    }

    [Fact]
    public async Task The_command_line_wins_over_the_environment_for_the_address()
    {
        await using var session = new CliSession();
        session.Environment[EnvironmentSettings.AddressName] = "https://dify.example.com/v1";

        var result = await session.RunAsync("info", "--base-url", session.Server.BaseAddress + "/");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("Bearer app-test", session.Request("getWorkflowAppInfo").Header("Authorization"));
    }

    [Fact]
    public async Task The_address_on_the_command_line_is_named_when_it_is_wrong()
    {
        await using var session = new CliSession();

        var result = await session.RunAsync("info", "--base-url", "nonsense");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--base-url", result.Error);
    }

    [Fact]
    public async Task No_connection_has_an_exit_code_of_its_own()
    {
        await using var session = new CliSession();
        await session.Server.DisposeAsync();

        var result = await session.RunAsync("stop", "task", "--user", "user-1");

        Assert.Equal(3, result.ExitCode);
        AssertOneLine(result);
    }

    [Fact]
    public async Task A_problem_of_the_server_is_one_line_with_its_explanation_in_the_language_of_the_program()
    {
        await using var session = new CliSession { Culture = System.Globalization.CultureInfo.GetCultureInfo("ja-JP") };
        session.Server.Respond(
            "POST", "/workflows/tasks/{task_id}/stop", TestReply.Problem(400, "not_workflow_app", "line one\nline [red]two[/]\u001b[31m"));

        var result = await session.RunAsync("stop", "task", "--user", "user-1");

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("エラー: ", result.Error);
        Assert.Contains("400 not_workflow_app", result.Error);
        Assert.Contains(DifyProblem.Parse(400, """{"code":"not_workflow_app"}""").Explain(session.Culture), result.Error);
        Assert.Contains("line one line [red]two[/]", result.Error);
        Assert.DoesNotContain('\u001b', result.Error);
        AssertOneLine(result);
    }

    [Fact]
    public async Task A_wrong_key_is_said_and_not_shown()
    {
        await using var session = new CliSession();
        session.Environment[EnvironmentSettings.KeyName] = "app-wrong-secret";

        var result = await session.RunAsync("info");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("401 unauthorized", result.Error);
        Assert.DoesNotContain("app-wrong-secret", result.ToString());
        AssertOneLine(result);
    }

    [Fact]
    public async Task An_address_without_the_path_of_the_API_is_called_that()
    {
        await using var session = new CliSession();
        session.Environment[EnvironmentSettings.AddressName] = session.Server.BaseAddress.GetLeftPart(System.UriPartial.Authority);

        var result = await session.RunAsync("info");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("404", result.Error);
        Assert.Contains("base address, including its path (/v1)", result.Error);
        AssertOneLine(result);
    }

    [Fact]
    public async Task A_page_of_a_proxy_is_no_reason_for_a_stack_trace()
    {
        await using var session = new CliSession();
        session.Server.Respond("POST", "/workflows/tasks/{task_id}/stop", TestReply.Html(413));

        var result = await session.RunAsync("stop", "task", "--user", "user-1");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("413", result.Error);
        AssertOneLine(result);
    }

    private static void AssertOneLine(CliResult result)
    {
        Assert.Empty(result.Output);
        Assert.EndsWith("\n", result.Error);
        Assert.DoesNotContain('\n', result.Error.TrimEnd());
        Assert.DoesNotContain("   at ", result.Error);
    }
}
