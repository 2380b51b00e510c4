using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Resources;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Dify.Cli.Commands;
using Xunit;

namespace Dify.Generated.Tests.Cli;

public sealed partial class TextTests
{
    private static readonly Dictionary<string, string> English = Texts(CultureInfo.InvariantCulture);

    private static readonly Dictionary<string, string> Japanese = Texts(CultureInfo.GetCultureInfo("ja"));

    [Fact]
    public void Both_languages_have_the_same_texts()
    {
        Assert.NotEmpty(English);
        Assert.Equal(English.Keys.Order(StringComparer.Ordinal), Japanese.Keys.Order(StringComparer.Ordinal));
        Assert.All(English.Concat(Japanese), static text => Assert.False(string.IsNullOrWhiteSpace(text.Value), text.Key));
    }

    [Fact]
    public void Both_languages_say_the_same_values()
        => Assert.All(English, static text => Assert.Equal(Placeholders(text.Value), Placeholders(Japanese[text.Key])));

    [Theory]
    [InlineData("")]
    [InlineData("run")]
    [InlineData("runs")]
    [InlineData("runs show")]
    [InlineData("runs follow")]
    [InlineData("stop")]
    [InlineData("logs")]
    [InlineData("form")]
    [InlineData("form show")]
    [InlineData("form submit")]
    [InlineData("upload")]
    [InlineData("preview")]
    [InlineData("speak")]
    [InlineData("transcribe")]
    [InlineData("info")]
    [InlineData("parameters")]
    [InlineData("meta")]
    [InlineData("site")]
    [InlineData("end-user")]
    [InlineData("chat")]
    [InlineData("complete")]
    [InlineData("knowledge")]
    [InlineData("knowledge list")]
    [InlineData("knowledge create")]
    [InlineData("knowledge upload")]
    [InlineData("knowledge documents")]
    [InlineData("knowledge search")]
    [InlineData("knowledge delete")]
    [InlineData("doctor")]
    [InlineData("mock")]
    [InlineData("record")]
    [InlineData("demo")]
    public async Task The_help_of_every_command_is_japanese_in_japanese(string command)
    {
        await using var session = new CliSession { Culture = CultureInfo.GetCultureInfo("ja-JP") };

        var help = await session.RunAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.True(help.ExitCode == 0, help.ToString());
        Assert.All(
            help.Lines.Where(static line => !line.Contains("[options]", StringComparison.Ordinal)),
            static line => Assert.True(IsJapanese().IsMatch(line), line));
    }

    [Fact]
    public async Task Every_command_is_in_the_list_of_commands()
    {
        await using var session = new CliSession();

        var help = await session.RunAsync("--help");

        foreach (var command in (string[])[
            "run",
            "runs",
            "stop",
            "logs",
            "form",
            "upload",
            "preview",
            "speak",
            "transcribe",
            "info",
            "parameters",
            "meta",
            "site",
            "end-user",
            "doctor",
            "mock",
            "demo",
        ])
        {
            Assert.Contains(help.Lines, line => line.StartsWith("  " + command, StringComparison.Ordinal));
        }
    }

    private static Dictionary<string, string> Texts(CultureInfo culture)
    {
        var resources = new ResourceManager("Dify.Cli.Localization.CliText", typeof(CommandLine).Assembly);
        var set = resources.GetResourceSet(culture, createIfNotExists: true, tryParents: false)
            ?? throw new MissingManifestResourceException(culture.Name);
        return set.Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(static text => (string)text.Key, static text => (string)text.Value!, StringComparer.Ordinal);
    }

    private static IEnumerable<string> Placeholders(string text)
        => Placeholder().Matches(text).Select(static match => match.Value).Distinct().Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{[0-9]+\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"[\u3040-\u30FF\u4E00-\u9FFF]")]
    private static partial Regex IsJapanese();
}
