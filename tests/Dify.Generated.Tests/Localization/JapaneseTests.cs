using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Dify.Generated.Tests.Documents;
using Xunit;

namespace Dify.Generated.Tests.Localization;

/// <summary>All Japanese texts speak in one voice: that of the glossary in CONTRIBUTING.md.</summary>
public sealed partial class JapaneseTests
{
    private const string Japanese = @"[\u3041-\u30FF\u4E00-\u9FFF]";

    private static readonly string[] Pages =
    [
        "README.ja.md", "src/Dify.Generated/README.md", "src/Dify.Generated.Testing/README.md", "src/Dify.Cli/README.md",
        "tests/Dify.Package.Tests/Samples/README.md",
    ];

    private static readonly Lazy<IReadOnlyList<(string Place, string Text)>> Texts = new(() => [.. OfPages(), .. OfXml(), .. OfDocument()]);

    [Fact]
    public void Every_thing_has_one_word()
    {
        var banned = Glossary().ToList();

        Assert.InRange(banned.Count, 10, 100);
        AssertNone(text => banned.FirstOrDefault(word => text.Contains(word, StringComparison.Ordinal)));
    }

    [Fact]
    public void No_space_stands_where_Japanese_has_none()
        => AssertNone(text => Stray().Match(text) is { Success: true } found ? found.Value : null);

    [Fact]
    public void Brackets_of_a_Japanese_sentence_are_wide()
        => AssertNone(text => Narrow().Matches(Links().Replace(Code().Replace(text, "`"), "")).FirstOrDefault()?.Value);

    [Fact]
    public void No_mark_follows_another() => AssertNone(text => Doubled().Match(text) is { Success: true } found ? found.Value : null);

    [Fact]
    public void No_line_of_a_page_breaks_between_Japanese_characters()
    {
        var broken = from page in Pages
                     let lines = Prose(page).ToList()
                     from pair in lines.Zip(lines.Skip(1))
                     where pair.First.Number + 1 == pair.Second.Number && Breaks().IsMatch($"{pair.First.Text}\n{pair.Second.Text}")
                     select $"{page}({pair.First.Number})";

        Assert.Empty(broken);
    }

    private static void AssertNone(Func<string, string?> find)
    {
        var found = Texts.Value.Select(text => (text.Place, Found: find(text.Text))).Where(text => text.Found is not null).ToList();

        Assert.True(found.Count == 0, string.Join("\n", found));
    }

    private static IEnumerable<string> Glossary()
    {
        string page = File.ReadAllText(RepositoryFolder.File("CONTRIBUTING.md")).Split("\n## Japanese\n")[1].Split("\n## ")[0];
        return page.Split('\n').Where(line => line.StartsWith('|')).Skip(2).SelectMany(row => row.Split('|')[3].Trim().Split('、'));
    }

    private static IEnumerable<(string Place, string Text)> OfPages()
        => from page in Pages from line in Prose(page) where Wide().IsMatch(line.Text) select ($"{page}({line.Number})", line.Text);

    private static IEnumerable<(int Number, string Text)> Prose(string page)
    {
        bool isCode = false;
        string[] lines = File.ReadAllLines(RepositoryFolder.File(page.Split('/')));
        for (int number = 1; number <= lines.Length; number++)
        {
            string line = lines[number - 1];
            isCode ^= line.StartsWith("```", StringComparison.Ordinal);
            if (!isCode && line.Length > 0 && line[0] is not ('`' or '#'))
            {
                yield return (number, line);
            }
        }
    }

    private static IEnumerable<(string Place, string Text)> OfXml()
        => from file in Directory.EnumerateFiles(RepositoryFolder.File("src"), "*", SearchOption.AllDirectories)
           let name = Path.GetRelativePath(RepositoryFolder.Path, file).Replace('\\', '/')
           where !name.Contains("/obj/", StringComparison.Ordinal) && !name.Contains("/bin/", StringComparison.Ordinal)
           where name.EndsWith(".ja.resx", StringComparison.Ordinal) || name.Contains("/Documentation/ja/", StringComparison.Ordinal)
           from element in XDocument.Load(file)
               .Descendants()
               .Where(element => element.Name.LocalName is not ("code" or "c") && element.Parent is not null)
           let text = string.Concat(element.Nodes().Select(node => node is XText words ? words.Value : "`"))
           where Wide().IsMatch(text)
           select ($"{name}: {element.Parent!.Attribute("name")?.Value}", Whitespace().Replace(text, " ").Trim());

    // One operation stands as Dify's own page has it, byte for byte, so that importing the page changes nothing.
    private static IEnumerable<(string Place, string Text)> OfDocument()
    {
        string page = File.ReadAllText(RepositoryFolder.File("tests", "Dify.OpenApi.Tests", "TestData", "stop-workflow-task.ja.md"));
        return File.ReadAllLines(RepositoryFolder.File("openapi", "ja", "openapi_workflow.yaml"))
            .Select((text, index) => (Place: $"openapi/ja({index + 1})", Text: text.Trim()))
            .Where(line => Wide().IsMatch(line.Text) && !page.Contains(line.Text, StringComparison.Ordinal));
    }

    [GeneratedRegex(Japanese)]
    private static partial Regex Wide();

    [GeneratedRegex($"{Japanese} (?={Japanese})|[。、）」] (?=[^|])|(?<=[^|:\\-]) [（「]")]
    private static partial Regex Stray();

    [GeneratedRegex($@"{Japanese} ?\([^)]*\)|\([^()]*{Japanese}[^()]*\)|\([^()]*\) ?{Japanese}")]
    private static partial Regex Narrow();

    [GeneratedRegex("[。、][。、]")]
    private static partial Regex Doubled();

    [GeneratedRegex($"({Japanese}|[。、）」])\n({Japanese}|[（「])")]
    private static partial Regex Breaks();

    [GeneratedRegex(@"\]\([^)]*\)")]
    private static partial Regex Links();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace();
}
