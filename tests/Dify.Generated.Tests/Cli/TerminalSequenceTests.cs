using System;
using System.Linq;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Cli;

/// <summary>Whatever a server sends, and a model behind it: no control character of it reaches the terminal, neither in a table nor in
/// JSON.</summary>
public sealed class TerminalSequenceTests
{
    // What clears the screen, sets a title or a color: begun by one character in the long form, by another one in the form of one byte.
    private const string Sequences = "a\u001b[2J\u001b]0;title\u0007\u009b31m\u009d0;title\u009c\u007fz";

    [Theory(Timeout = 60_000)]
    [InlineData("")]
    [InlineData("--json")]
    [InlineData("--stream")]
    [InlineData("--stream --json")]
    public async Task A_run_does_not_steer_the_terminal(string options)
    {
        await using var session = new CliSession();
        string unknown = "{\"event\":\"of_tomorrow\",\"text\":\"" + Sequences + "\"}";
        session.Server.OnRun(run => run.Started()
            .Text(Sequences)
            .NodeStarted("n", Sequences, "llm")
            .Raw($"data: {unknown}\n\n")
            .Finish(new { answer = Sequences }));

        CliResult result = await session.RunAsync(["run", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.True(result.ExitCode == 0, result.ToString());
        AssertPlain(result);
        if (options == "--json")
        {
            Assert.Equal(Sequences, (string?)result.Json["outputs"]!["answer"]);
        }
        else if (options == "--stream --json")
        {
            JObject[] events = [.. result.Lines.Where(line => line.Length > 0).Select(JObject.Parse)];
            Assert.Contains(events, next => (string?)next["event"] == "of_tomorrow" && (string?)next["text"] == Sequences);
        }
    }

    [Theory(Timeout = 60_000)]
    [InlineData("info")]
    [InlineData("info --json")]
    public async Task An_answer_does_not_steer_the_terminal(string line)
    {
        await using var session = new CliSession();
        session.Server.Respond("GET", "/info", 200, new JObject
        {
            ["name"] = Sequences,
            ["description"] = Sequences,
            ["tags"] = new JArray(Sequences),
            ["of_tomorrow"] = Sequences,
        }.ToString());

        CliResult result = await session.RunAsync(line.Split(' '));

        Assert.True(result.ExitCode == 0, result.ToString());
        AssertPlain(result);
    }

    private static void AssertPlain(CliResult result)
        => Assert.All(
            result.Output + result.Error,
            character => Assert.True(character is '\n' or '\r' or '\t' || !char.IsControl(character), $"U+{(int)character:X4}: {result}"));
}
