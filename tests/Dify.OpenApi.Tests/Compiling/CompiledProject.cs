using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.Json.Nodes;
using Dify.OpenApi.Tests.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Dify.OpenApi.Tests.Compiling;

/// <summary>A project as the build compiles it, ready to be compiled again with some of its sources replaced.</summary>
internal sealed class CompiledProject
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    // Asked for its command line, a build generates what is out of date: here and not in the tree, which no test changes.
    private static readonly string GeneratedFolder = Path.Combine(AppContext.BaseDirectory, "generated") + Path.DirectorySeparatorChar;

    private readonly string name;
    private readonly CSharpCommandLineArguments arguments;
    private readonly IReadOnlyList<SyntaxTree> sources;
    private readonly IReadOnlyList<MetadataReference> references;
    private readonly GeneratorDriver generators;

    public CompiledProject(string project)
    {
        name = Path.GetFileNameWithoutExtension(project);
        var folder = Path.Combine(NSwagTool.ProjectFolder, Path.GetDirectoryName(project)!);
        arguments = CSharpCommandLineParser.Default.Parse(CommandLine(project), folder, sdkDirectory: null);
        sources = [.. arguments.SourceFiles.Select(file => Parse(file.Path, File.ReadAllText(file.Path)))];
        var resolved = arguments.MetadataReferences.Select(reference => Path.GetFullPath(reference.Reference, folder)).ToList();

        // In place of the project's own assemblies, if they are built at all, come those that are compiled here.
        references = [.. resolved.Where(path => !Path.GetFileName(path).StartsWith("Dify.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path))];
        generators = CSharpGeneratorDriver.Create(
            arguments.ResolveAnalyzerReferences(new Loader()).SelectMany(reference => reference.GetGenerators(LanguageNames.CSharp)),
            parseOptions: arguments.ParseOptions);
    }

    /// <summary>The sources that people wrote.</summary>
    public IEnumerable<SyntaxTree> HandWritten => sources.Where(tree => !IsGenerated(tree.FilePath)
        && !tree.FilePath.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    /// <param name="generated">What stands in place of the generated sources; null for those that the build made.</param>
    /// <param name="below">The projects that it refers to.</param>
    public Compilation Compile(IReadOnlyDictionary<string, string>? generated, params Compilation[] below)
    {
        var replaced = generated is null
            ? sources
            : [.. sources.Where(tree => !IsGenerated(tree.FilePath)), .. generated.Select(
                source => Parse($"{name}/Generated/{source.Key}", source.Value))];
        var compilation = CSharpCompilation.Create(
            name, replaced, [.. references, .. below.Select(project => project.ToMetadataReference())], arguments.CompilationOptions);
        generators.RunGeneratorsAndUpdateCompilation(compilation, out var result, out _);
        return result;
    }

    /// <summary>What the build would refuse.</summary>
    public static IReadOnlyList<string> Errors(Compilation compilation) =>
        [.. compilation.GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error || diagnostic.IsWarningAsError)
            .Select(diagnostic => diagnostic.ToString())];

    private static bool IsGenerated(string path) => path.StartsWith(GeneratedFolder, StringComparison.Ordinal);

    private SyntaxTree Parse(string path, string text) =>
        CSharpSyntaxTree.ParseText(text, arguments.ParseOptions, path, System.Text.Encoding.UTF8);

    /// <summary>What the build would call the compiler with; nothing is compiled.</summary>
    private static IEnumerable<string> CommandLine(string project)
    {
        var start = new ProcessStartInfo("dotnet",
        [
            "msbuild",
            project,
            "-nologo",
            "-t:ResolveReferences;CoreCompile",
            "-getItem:CscCommandLineArgs",
            "-p:TargetFramework=net10.0",
            "-p:SkipCompilerExecution=true",
            "-p:ProvideCommandLineArgs=true",
            "-p:DesignTimeBuild=true", "-p:BuildingInsideVisualStudio=true", "-p:BuildProjectReferences=false",
            $"-p:DifyGeneratedDir={GeneratedFolder}",
        ])
        {
            WorkingDirectory = NSwagTool.ProjectFolder,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(Bound) && process.ExitCode == 0, output);
        return JsonNode.Parse(output)!["Items"]!["CscCommandLineArgs"]!.AsArray()
            .Select(item => item!["Identity"]!.GetValue<string>())
            .ToList();
    }

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}
