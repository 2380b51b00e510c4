using System;
using System.IO;
using System.Xml.Linq;
using Dify.OpenApi.Tests.Support;
using Xunit;

namespace Dify.OpenApi.Tests.Documentation;

/// <summary>A text that a language lacks is refused where all of them are promised, and English with a warning where they are
/// not.</summary>
public sealed class TranslationTests : IDisposable
{
    private const string Type = "T:Dify.OpenApi.Tests.Documentation.TranslationTests";
    private const string Member = "M:Dify.OpenApi.Tests.Documentation.TranslationTests.Dispose";

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Where_all_texts_are_promised_a_missing_one_is_refused()
    {
        var run = Documentation("ja", Xml((Type, "テスト"), (Member, "Ends.")));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"error DIFY602: {Member} has no translation of <summary>", run.Error);
        Assert.False(Directory.Exists(folder["into"]));
    }

    [Theory]
    [InlineData("ja")]
    [InlineData("zh-Hans")]
    public void Elsewhere_it_is_english_counted_and_listed(string language)
    {
        var run = Documentation(language, Xml((Type, "测试"), (Member, "Ends.")), "--lenient", folder["list.txt"]).Succeeded();

        Assert.Contains(
            $"list.txt : warning DIFY603: 1 texts have no translation into '{language}', and are English: {Member} <summary>", run.Output);
        Assert.Equal($"{Member} <summary>\n", folder.Read("list.txt"));
        Assert.Equal("Ends.", Text(language, Member));
        Assert.Equal("测试", Text(language, Type));
    }

    [Fact]
    public void Nothing_missing_is_nothing_said() =>
        Assert.Equal("", Documentation("ja", Xml((Type, "テスト"), (Member, "終わります。")), "--lenient", folder["list.txt"]).Succeeded().Output);

    [Fact]
    public void A_line_that_breaks_between_Japanese_characters_leaves_no_space_there()
    {
        Documentation("ja", Xml((Type, "一行目、\n      二行目\n      in English\n      too"), (Member, "終わります。"))).Succeeded();

        Assert.Equal("一行目、二行目 in English too", Text("ja", Type));
    }

    [Fact]
    public void Texts_of_a_folder_that_is_left_out_do_not_count()
    {
        folder.Write("texts/Runs.xml", "<texts><member name=\"T:Dify.Gone\"><summary>なくなった</summary></member></texts>");
        var translated = Xml((Type, "テスト"), (Member, "終わります。"));

        Assert.Contains("There is no public member T:Dify.Gone", Documentation("ja", translated, "--texts", folder["texts"]).Error);
        Documentation("ja", translated, "--texts", folder["texts"], "--left-out", "Runs").Succeeded();
    }

    private ToolRun Documentation(string language, string translated, params string[] more) => Tool.Run([
        "documentation",
        typeof(TranslationTests).Assembly.Location,
        "--english",
        folder.Write("en.xml", Xml((Type, "Tests."), (Member, "Ends."))),
        "--members",
        folder.Write("other.xml", translated),
        "--language", language, "--into", folder["into"], .. more]);

    private string Text(string language, string member) =>
        (string)Assert.Single(
            XDocument.Load(folder[$"into/{language}/Dify.OpenApi.Tests.xml"]).Root!.Element("members")!.Elements("member"),
            element => (string?)element.Attribute("name") == member).Element("summary")!;

    private static string Xml(params (string Name, string Summary)[] members) =>
        $"<doc><members>{string.Concat(Array.ConvertAll(members, member => $"<member name=\"{member.Name}\"><summary>{member.Summary}</summary></member>"))}</members></doc>";
}
