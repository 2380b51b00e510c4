using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Dify.OpenApi.Snippets;
using Dify.OpenApi.Tests.Generator;
using Xunit;

namespace Dify.OpenApi.Tests.Walk;

/// <summary>Follows CONTRIBUTING.md, "When Dify changes a document", command by command, in a copy of what is built.</summary>
public sealed partial class ContributingPageTests : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(5);

    // A build of one framework, without the analyzers, which look at nothing that a document changes; no process outlives it.
    private static readonly string[] Build =
        ["build", "src/Dify.Generated", "-f", "net10.0",
            "-nologo", "-v", "q", "-nodeReuse:false", "-p:RunAnalyzers=false", "-p:UseSharedCompilation=false", "-p:NuGetAudit=false"];

    private static readonly string[] OutputFolders = ["bin", "obj"];

    private readonly DirectoryInfo copy = Directory.CreateTempSubdirectory("contributing-");

    public void Dispose() => copy.Delete(recursive: true);

    [Fact]
    public async Task The_page_leads_from_a_changed_document_to_what_a_release_shows()
    {
        Prepare();
        var answers = new Dictionary<string, (int ExitCode, string Output)>();
        foreach (var command in CommandsOfThePage())
        {
            if (command == "build")
            {
                answers[command] = await RunAsync(Build);
                continue;
            }

            answers[command.Split(' ')[0]] = await RunToolAsync(command
                .Replace("NEW-ENGLISH-DOCUMENT", "new/en.yaml", StringComparison.Ordinal)
                .Replace("OLD NEW", "old new", StringComparison.Ordinal));
            if (command.StartsWith("import ", StringComparison.Ordinal))
            {
                // "and the same with --language ja"
                await RunToolAsync("import new/ja.yaml --language ja");
            }
        }

        Assert.Equal(["import", "drift", "build", "diff", "snippets"], answers.Keys);
        Assert.Contains("note", answers["import"].Output, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(PathOf("new/en.yaml")), File.ReadAllText(PathOf("openapi/en/openapi_workflow.yaml")));
        Assert.Contains("task_is_gone", answers["drift"].Output, StringComparison.Ordinal);
        Assert.True(answers["build"].ExitCode == 0, answers["build"].Output);
        Assert.True(IsMemberOfTheBuilt("SuccessResult", "Note") && IsMemberOfTheBuilt("DifyErrorCode", "TaskIsGone"));
        Assert.Contains("Note", File.ReadAllText(PathOf("src/Dify.Generated/PublicApi.txt")), StringComparison.Ordinal);
        Assert.Equal(1, answers["diff"].ExitCode);
        Assert.Contains("task_is_gone", answers["diff"].Output, StringComparison.Ordinal);
        Assert.Contains("Note", answers["diff"].Output, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(Path.Combine(NSwagTool.ProjectFolder, "README.md")), File.ReadAllText(PathOf("README.md")));
    }

    [GeneratedRegex("`dotnet (?:run --project src/Dify\\.OpenApi -- (?<command>[^`]+)|(?<command>build))`")]
    private static partial Regex Command();

    private static List<string> CommandsOfThePage()
    {
        var page = File.ReadAllText(Path.Combine(NSwagTool.ProjectFolder, "CONTRIBUTING.md"));
        var section = page.Split("\n## ").Single(part => part.StartsWith("When Dify changes a document", StringComparison.Ordinal));
        return [.. Command().Matches(section).Select(match => match.Groups["command"].Value)];
    }

    private void Prepare()
    {
        var root = NSwagTool.ProjectFolder;
        var source = Directory.EnumerateFiles(Path.Combine(root, "src"), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Intersect(OutputFolders).Any());
        var above = Directory.EnumerateFiles(root).Select(file => Path.GetFileName(file));
        var documents = Directory.EnumerateFiles(Path.Combine(root, "openapi"), "*.yaml", SearchOption.AllDirectories).Select(
            file => Path.GetRelativePath(root, file));
        foreach (var file in source.Concat(above).Concat(documents).Concat(SnippetFolder.Files(root).Values).Distinct())
        {
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
            File.Copy(Path.Combine(root, file), PathOf(file));
        }

        Change("en", "example: success\n", "example: success\n              note:\n                type: string\n");
        Change("ja", "必須パラメータが不足しているか無効です。\n", "必須パラメータが不足しているか無効です。\n            - `task_is_gone` : タスクはもうありません。\n");
    }

    private void Change(string language, string old, string changed)
    {
        var document = File.ReadAllText(Path.Combine(NSwagTool.ProjectFolder, "openapi", language, "openapi_workflow.yaml"));
        var at = document.IndexOf(old, StringComparison.Ordinal);
        Write($"openapi/{language}/openapi_workflow.yaml", document);
        Write($"old/{language}.yaml", document);
        Write($"new/{language}.yaml", document[..at] + changed + document[(at + old.Length)..]);
    }

    private string PathOf(string file) => Path.Combine(copy.FullName, file);

    private void Write(string file, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
        File.WriteAllText(PathOf(file), content);
    }

    private bool IsMemberOfTheBuilt(string type, string name)
    {
        using var file = File.OpenRead(PathOf("src/Dify.Generated/bin/Debug/net10.0/Dify.Generated.dll"));
        using var assembly = new PEReader(file);
        var metadata = assembly.GetMetadataReader();
        var owner = metadata.TypeDefinitions.Select(metadata.GetTypeDefinition).Single(
            definition => metadata.StringComparer.Equals(definition.Name, type));
        return owner.GetProperties().Any(property => metadata.StringComparer.Equals(metadata.GetPropertyDefinition(property).Name, name));
    }

    // A process of its own, because the tool finds the project from the folder that it is called in.
    private Task<(int ExitCode, string Output)> RunToolAsync(string command)
        => RunAsync([typeof(Program).Assembly.Location, .. command.Split(' ')]);

    private async Task<(int ExitCode, string Output)> RunAsync(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = copy.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Bound);
        Assert.Equal(string.Empty, await error);
        return (process.ExitCode, await output);
    }
}
