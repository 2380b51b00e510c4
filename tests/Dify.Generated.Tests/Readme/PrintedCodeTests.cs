using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Dify.Generated.Tests.Readme;

/// <summary>What a page prints is a program: pasted into what <c>dotnet new</c> makes, it compiles without a change or a warning.</summary>
public sealed class PrintedCodeTests
{
    // What the templates of the SDK have at the top of every file: of console programs, and of programs with ASP.NET Core besides.
    private static readonly string[] OfConsole =
        [
            "System",
            "System.Collections.Generic",
            "System.IO",
            "System.Linq",
            "System.Net.Http",
            "System.Threading",
            "System.Threading.Tasks",
        ];

    private static readonly string[] OfWeb =
    [
        .. OfConsole, "System.Net.Http.Json", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http",
        "Microsoft.AspNetCore.Routing", "Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection",
        "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging",
    ];

    private static readonly Lazy<IReadOnlyList<MetadataReference>> References = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(file => MetadataReference.CreateFromFile(file))]);

    public static TheoryData<string, int> Blocks()
    {
        var blocks = new TheoryData<string, int>();
        foreach (string page in PrintedCode.Pages)
        {
            foreach ((int line, _) in PrintedCode.Blocks(page))
            {
                blocks.Add(page, line);
            }
        }

        return blocks;
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Every_printed_block_is_a_program_by_itself(string page, int line)
        => Assert.Equal("", string.Join("\n", Compile(PrintedCode.Blocks(page).Single(block => block.Line == line).Code)));

    [Theory]
    [InlineData("Console.WriteLine(client);")]
    [InlineData("using var client = new DifyWorkflowClient(DifyClientOptions.FromEnvironment());")]
    public void Names_that_a_block_does_not_define_are_found(string code)
        => Assert.Contains(Compile(code), message => message.Contains("error CS0103", StringComparison.Ordinal));

    [Theory]
    [InlineData("README.md", "README.ja.md")]
    public void Both_languages_print_the_same_programs(string page, string other)
        => Assert.Equal(PrintedCode.Blocks(page).Select(block => block.Code), PrintedCode.Blocks(other).Select(block => block.Code));

    [Theory]
    [InlineData("README.md")]
    [InlineData("README.ja.md")]
    [InlineData("src/Dify.Generated/README.md")]
    public void The_first_screen_installs_runs_and_says_where_samples_are(string page)
    {
        string screen = PrintedCode.FirstScreen(page);

        Assert.InRange(
            screen.IndexOf("dotnet add package Dify.Generated", StringComparison.Ordinal),
            0,
            screen.IndexOf("```csharp", StringComparison.Ordinal));
        Assert.Matches(@"\w+/samples|/Samples\)", screen);
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("README.ja.md")]
    public void The_contents_list_names_every_part_of_the_page_and_nothing_else(string page)
    {
        string whole = string.Join("\n", File.ReadAllLines(Documents.RepositoryFolder.File(page)));
        var listed = Regex.Matches(PrintedCode.FirstScreen(page), @"\]\(#([^)]+)\)").Select(link => link.Groups[1].Value);
        var parts = Regex.Matches(whole, "^## (.+)$", RegexOptions.Multiline).Select(heading => Anchor(heading.Groups[1].Value));

        Assert.Equal(parts.SkipLast(1), listed);
    }

    [Theory]
    [InlineData("src/Dify.Generated/README.md")]
    [InlineData("src/Dify.Generated.Testing/README.md")]
    [InlineData("src/Dify.Cli/README.md")]
    public void A_package_page_links_nothing_that_only_the_repository_has(string page)
    {
        string whole = File.ReadAllText(Documents.RepositoryFolder.File(page.Split('/')));
        var links = Regex.Matches(whole, @"\]\(([^)]+)\)").Select(link => link.Groups[1].Value);

        Assert.All(links, link => Assert.Matches("^(https://|#)", link));
        Assert.DoesNotContain("tests/Dify.Package.Tests", whole, StringComparison.Ordinal);
        Assert.Contains("dify.generated/", whole, StringComparison.Ordinal);
    }

    // As sites that render Markdown make it.
    private static string Anchor(string heading)
        => Regex.Replace(heading.ToLower(CultureInfo.InvariantCulture), @"[^\w\- ]", "").Replace(' ', '-');

    private static IReadOnlyList<string> Compile(string code)
    {
        string[] usings = code.Contains("WebApplication.", StringComparison.Ordinal) ? OfWeb : OfConsole;
        var parsing = new CSharpParseOptions(LanguageVersion.Latest);
        SyntaxTree[] files =
        [
            CSharpSyntaxTree.ParseText(code, parsing, "Program.cs"),
            CSharpSyntaxTree.ParseText(string.Concat(usings.Select(name => $"global using {name};\n")), parsing, "GlobalUsings.g.cs"),
        ];

        // The two that the SDK never tells.
        var silent = new Dictionary<string, ReportDiagnostic>
        {
            ["CS1701"] = ReportDiagnostic.Suppress,
            ["CS1702"] = ReportDiagnostic.Suppress,
        };
        var options = new CSharpCompilationOptions(
            OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable, specificDiagnosticOptions: silent);
        return
        [
            .. CSharpCompilation.Create("Program", files, References.Value, options).GetDiagnostics()
                .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Select(diagnostic => diagnostic.ToString()),
        ];
    }
}
