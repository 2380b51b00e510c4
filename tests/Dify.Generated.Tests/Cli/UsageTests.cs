using System.Globalization;
using System.Threading.Tasks;
using Xunit;

namespace Dify.Generated.Tests.Cli;

public sealed class UsageTests
{
    [Theory]
    [InlineData("nonsense", "nonsense")]
    [InlineData("runs", "show, follow")]
    [InlineData("stop --user u", "TASK_ID")]
    [InlineData("stop task --user", "--user")]
    [InlineData("stop task --user a --user b", "--user")]
    [InlineData("stop task --user a --nonsense", "--nonsense")]
    [InlineData("stop .. --user a", "taskId")]
    [InlineData("logs --limit 101", "--limit")]
    [InlineData("logs --page zero", "--page")]
    [InlineData("logs --page 2 --all", "--all")]
    [InlineData("logs --status running", "succeeded, failed, stopped")]
    [InlineData("logs --created-after yesterday", "--created-after")]
    [InlineData("run --input novalue", "novalue")]
    [InlineData("run --input a=1 --input a=2", "--input")]
    [InlineData("run --input a:={", "--input")]
    [InlineData("run --inputs missing.json", "missing.json")]
    [InlineData("run --file a=missing.pdf", "missing.pdf")]
    [InlineData("run --url a=nowhere", "nowhere")]
    [InlineData("upload missing.pdf", "missing.pdf")]
    [InlineData("speak hello --out missing-folder/a.mp3", "missing-folder")]
    [InlineData("preview 1 --out .", "--out")]
    [InlineData("form submit token", "--action")]
    [InlineData("doctor --input topic=tea", "--run")]
    [InlineData("doctor --run --input novalue", "novalue")]
    [InlineData("chat", "--json")]
    [InlineData("chat hi --file missing.pdf", "missing.pdf")]
    [InlineData("complete", "--input")]
    [InlineData("knowledge upload base missing.pdf", "missing.pdf")]
    [InlineData("mock --app robot", "chatflow")]
    [InlineData("mock --port 70000", "--port")]
    [InlineData("mock --script missing.json", "missing.json")]
    public async Task A_command_line_that_cannot_be_used_is_refused_with_what_is_wrong_and_nothing_is_sent(string line, string expected)
    {
        foreach (var culture in (string[])["en", "ja"])
        {
            await using var session = new CliSession { Culture = CultureInfo.GetCultureInfo(culture) };

            var result = await session.RunAsync(line.Split(' '));

            Assert.True(result.ExitCode == 2, result.ToString());
            Assert.Contains(expected, result.Error);
            Assert.StartsWith(culture == "ja" ? "エラー: " : "Error: ", result.Error);
            Assert.DoesNotContain('\n', result.Error.TrimEnd());
            Assert.Empty(session.Server.Requests);
        }
    }

    [Fact]
    public async Task A_file_of_inputs_that_is_no_object_is_refused_with_its_name()
    {
        await using var session = new CliSession();

        var list = await session.RunAsync("run", "--inputs", session.Write("list.json", "[1]"));
        var broken = await session.RunAsync("run", "--inputs", session.Write("broken.json", "{\"a\":\n  oops}"));

        Assert.Equal((2, 2), (list.ExitCode, broken.ExitCode));
        Assert.Contains("list.json", list.Error);
        Assert.Contains("broken.json' is not JSON (line 2", broken.Error);
        Assert.Empty(session.Server.Requests);
    }

    [Fact]
    public async Task No_words_at_all_show_the_help()
    {
        await using var session = new CliSession();

        var none = await session.RunAsync();
        var asked = await session.RunAsync("--help");

        Assert.Equal(0, none.ExitCode);
        Assert.Equal(asked.Output, none.Output);
    }
}
