using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Cli;

/// <summary>What scripts rely on: pipes, failures as JSON, words as they were written, and completion.</summary>
public sealed class ScriptingTests
{
    [Fact]
    public async Task Inputs_a_text_and_a_file_can_be_piped_in()
    {
        await using var session = new CliSession();

        session.Input = """{"topic":"tea"}""";
        var run = await session.RunAsync("run", "--inputs", "-");
        session.Input = "Good morning.";
        var spoken = await session.RunAsync("speak", "-", "--out", Path.Combine(session.Folder, "a.mp3"));
        session.Input = "some notes";
        var uploaded = await session.RunAsync("upload", "-", "--name", "notes.txt");

        Assert.Equal((0, 0, 0), (run.ExitCode, spoken.ExitCode, uploaded.ExitCode));
        Assert.Equal("tea", JObject.Parse(session.Request("executeWorkflow").BodyText)["inputs"]!["topic"]);
        Assert.Equal("Good morning.", JObject.Parse(session.Request("workflowTextToAudio").BodyText)["text"]);
        var part = session.Request("uploadWorkflowFile").Parts.Single(part => part.Name == "file");
        Assert.Equal(("notes.txt", "some notes"), (part.FileName, part.Text));
    }

    [Theory]
    [InlineData("upload -", "--name")]
    [InlineData("upload a.txt --name b.txt", "--name")]
    [InlineData("run --file document=-", "dify upload - --name")]
    public async Task What_is_piped_in_and_has_no_name_is_refused(string line, string remedy)
    {
        await using var session = new CliSession { Input = "x" };
        var result = await session.RunAsync(line.Split(' '));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(remedy, result.Error);
        Assert.Empty(session.Server.Requests);
    }

    [Fact]
    public async Task A_download_can_be_piped_on_and_nothing_is_between_its_bytes()
    {
        await using var session = new CliSession();
        var id = session.Server.AddMessageFile("a.bin", "application/octet-stream", [0, 1, 255, 13, 10]);

        var result = await session.RunAsync("preview", id, "--out", "-", "--json");

        Assert.True(result is { ExitCode: 0, Output: "" }, result.ToString());
        Assert.Equal([0, 1, 255, 13, 10], session.PipedOn);
    }

    [Theory]
    [InlineData("--json info")]
    [InlineData("info --json")]
    public async Task Json_is_asked_for_before_a_command_or_behind_it(string line)
    {
        await using var session = new CliSession();
        var answer = await session.RunAsync(line.Split(' '));
        session.Server.Respond("GET", "/info", TestReply.Problem(401, "unauthorized", "Access token is invalid"));
        var refused = await session.RunAsync(line.Split(' '));

        Assert.NotNull(answer.Json["name"]);
        var error = JObject.Parse(Assert.Single(refused.Error.TrimEnd().Split('\n')))["error"]!;
        Assert.Equal(
            ("problem", 1, 401, "unauthorized"),
            ((string?)error["kind"], (int)error["exit_code"]!, (int)error["status"]!, (string?)error["code"]));
        Assert.Equal("Access token is invalid", error["server_message"]);
        Assert.Equal("", refused.Output);
    }

    [Theory]
    [InlineData("inof --json", 2, "usage")]
    [InlineData("run --json --inputs missing.json", 2, "usage")]
    [InlineData("stop .. --json", 2, "usage")]
    [InlineData("info --json --base-url http://127.0.0.1:1/v1", 3, "connection")]
    public async Task Every_kind_of_failure_is_one_line_of_json_with_its_exit_code(string line, int exitCode, string kind)
    {
        await using var session = new CliSession();
        var result = await session.RunAsync(line.Split(' '));
        var error = JObject.Parse(Assert.Single(result.Error.TrimEnd().Split('\n')))["error"]!;

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Equal((exitCode, kind), ((int)error["exit_code"]!, (string?)error["kind"]));
        Assert.NotEmpty((string?)error["message"] ?? "");
    }

    [Fact]
    public async Task A_problem_is_told_once()
    {
        await using var session = new CliSession();
        session.Server.Respond("GET", "/info", TestReply.Problem(401, "unauthorized", "Access token is invalid"));
        session.Server.OnRun(run => run.Started().Fail("the node broke"));

        var refused = await session.RunAsync("info");
        var failed = await session.RunAsync("run", "--stream");

        Assert.Single(refused.Error.Split("unauthorized").Skip(1));
        Assert.Single((failed.Output + failed.Error).Split("the node broke").Skip(1));
    }

    [Fact]
    public async Task A_word_that_begins_with_an_at_sign_is_that_word()
    {
        await using var session = new CliSession();
        var file = session.Write("words.txt", "--user\nmallory\n");

        var result = await session.RunAsync("run", "--input", "note=@here", "--user", "@" + file);

        Assert.True(result.ExitCode == 0, result.ToString());
        var body = JObject.Parse(session.Request("executeWorkflow").BodyText);
        Assert.Equal(("@here", "@" + file), ((string?)body["inputs"]!["note"], (string?)body["user"]));
    }

    [Theory]
    [InlineData("lgos", "logs")]
    [InlineData("runs shw", "show")]
    [InlineData("run --strem", "--stream")]
    [InlineData("logs --limti 3", "--limit")]
    public async Task A_word_with_a_typing_error_gets_the_one_that_was_meant(string line, string meant)
    {
        await using var session = new CliSession();

        Assert.Contains($"Did you mean '{meant}'?", (await session.RunAsync(line.Split(' '))).Error);
        Assert.DoesNotContain("Did you mean", (await session.RunAsync("sing")).Error);
    }

    [Theory]
    [InlineData("en", "Exit codes:", "[command]")]
    [InlineData("ja", "終了コード:", "[コマンド]")]
    public async Task Help_lists_the_exit_codes_and_speaks_one_language(string culture, string heading, string command)
    {
        await using var session = new CliSession { Culture = CultureInfo.GetCultureInfo(culture) };
        var help = (await session.RunAsync("--help")).Output;
        var codes = help[help.IndexOf(heading, StringComparison.Ordinal)..].Split('\n').Skip(1).Select(line => line.Trim().Split(' ')[0]);

        Assert.Equal(["0", "1", "2", "3", "4", "130"], codes.Where(code => code.Length > 0));
        Assert.Contains(command, help);
        Assert.True(culture == "en" || !help.Contains("[options]", StringComparison.Ordinal), help);
        Assert.DoesNotContain("suggest", help);
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _dify dify")]
    [InlineData("zsh", "compdef _dify dify")]
    [InlineData("fish", "complete -c dify")]
    [InlineData("powershell", "Register-ArgumentCompleter")]
    public async Task Each_shell_gets_a_script_that_asks_the_program(string shell, string registration)
    {
        await using var session = new CliSession();
        var script = (await session.RunAsync("completion", shell)).Output;

        Assert.Contains(registration, script);
        Assert.Contains("dify suggest --position", script);
        Assert.Equal(2, (await session.RunAsync("completion", "tcsh")).ExitCode);
    }

    [Theory]
    [InlineData("dify ru", "run, runs")]
    [InlineData("dify runs ", "follow, show")]
    [InlineData("dify logs --stat", "--status")]
    [InlineData("dify logs --status ", "failed, stopped, succeeded")]
    [InlineData("dify completion ", "bash, fish, powershell, zsh")]
    [InlineData("dify", "")]
    public async Task A_line_is_completed_with_what_can_stand_there(string line, string expected)
    {
        await using var session = new CliSession();
        var result = await session.RunAsync("suggest", "--position", line.Length.ToString(CultureInfo.InvariantCulture), "--", line);

        var found = result.Lines.Where(word => !word.StartsWith('-') || line.Contains('-', StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        Assert.Equal(expected, string.Join(", ", found));
    }

    [Fact]
    public async Task Rounds_are_counted_from_one()
    {
        await using var session = new CliSession();
        session.Server.OnRun(run => run.Started()
            .IterationStarted("list").IterationNext("list", 0).IterationNext("list", 1).IterationCompleted("list")
            .LoopStarted("loop").LoopNext("loop", 1).LoopCompleted("loop").Finish());

        var result = await session.RunAsync("run", "--stream");

        var rounds = result.Lines.Where(line => line.Contains("_next", StringComparison.Ordinal)).Select(line => line[^1]);
        Assert.Equal(['1', '2', '2'], rounds);
    }

    [Fact]
    public async Task Entries_of_the_log_fit_eighty_columns()
    {
        await using var session = new CliSession();
        session.Server.OnRun(run => run.Started().PartialSuccess(new { answer = 42 }));
        await session.RunAsync("run", "--user", "somebody-1234567");

        var result = await session.RunAsync("logs");

        Assert.All(result.Lines, line => Assert.InRange(line.TrimEnd().Length, 0, 79));
        Assert.Contains(result.Lines, line => line.Contains(session.Server.Runs[0].RunId, StringComparison.Ordinal));
    }
}
