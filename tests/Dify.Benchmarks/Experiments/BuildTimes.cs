using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using System.Xml.Linq;
using Dify.Benchmarks.Measuring;
using Dify.Benchmarks.Reporting;
using Dify.Package.Tests.Packing;

namespace Dify.Benchmarks.Experiments;

/// <summary>What the generation costs a build of the library, for one framework, in a clone of the repository: nothing new, a changed
/// document, and all of it.</summary>
internal sealed class BuildTimes : Experiment
{
    private const string NoChange = "nothing changed";
    private const string Without = "nothing changed, without generation";
    private const string Compiling = "changed sources, without generation and analyzers";
    private const string SameDocuments = "a changed document, of workflow apps alone";
    private const string Clean = "everything";

    // The commit whose build the goal halves.
    private const string Earlier = EarlierCommit.Name;

    private const string Project = "src/Dify.Generated/Dify.Generated.csproj";
    private const string EnglishDocument = "openapi/en/openapi_workflow.yaml";
    private const string Plain = "plain/Plain.csproj";
    private const string ChangedSource = "src/Dify.Generated/DifyClientOptions.cs";

    private static readonly string[] WorkflowDocuments =
        ["-p:DifyOpenApiEn=openapi/en/openapi_workflow.yaml", "-p:DifyOpenApiJa=openapi/ja/openapi_workflow.yaml"];

    // The first is what a build is without a compiler that another build left running.
    private static readonly Compiler[] Compilers = [new(false, "a compiler of its own"), new(true, "a compiler that runs already")];

    public override IReadOnlyList<string> Goals => ["D9"];

    public override bool IsForReportsOnly => true;

    public override async Task<Outcome> MeasureAsync(Effort effort)
    {
        using var scratch = new ScratchFolder();
        string clone = Path.Combine(scratch.Path, "clone");
        await Clone.MakeAsync(clone);
        Directory.CreateDirectory(Path.Combine(clone, "plain"));
        await File.WriteAllTextAsync(Path.Combine(clone, Plain), PlainProject(Path.Combine(clone, Project)));
        await BuildAsync(clone, Project, restore: true);
        await BuildAsync(clone, Plain, restore: true);

        Rounds unchanged = await Rounds.MeasureOnceWarmAsync(
            effort == Effort.Full ? 15 : 5,
            new Contender(NoChange, () => BuildAsync(clone, Project)),
            new Contender(Without, () => BuildAsync(clone, Plain)));

        string? earlier = await EarlierAsync(scratch.Path);

        // What the earlier build has: the documents of workflow apps and no others.
        string[] same = [.. WorkflowDocuments, $"-p:DifyGeneratedDir={Path.Combine(scratch.Path, "same")}"];
        await BuildAsync(clone, Project, Compilers[0], same);
        IReadOnlyList<Contender> documents =
        [
            .. from compiler in Compilers
               from folder in new[] { earlier, clone }.OfType<string>()
               select new Contender(Document(folder == earlier, compiler), () => ChangeDocumentAsync(folder, compiler)),
        ];
        Rounds changed = await Rounds.MeasureOnceWarmAsync(
            effort == Effort.Full ? 5 : 3,
            [
                .. documents,
                new Contender(SameDocuments, () => ChangeDocumentAsync(clone, Compilers[0], same)),
                new Contender(Compiling, async () =>
                {
                    await File.AppendAllTextAsync(Path.Combine(clone, ChangedSource), "\n// Changed.\n");
                    return await BuildAsync(clone, Plain, Compilers[0], ["-p:RunAnalyzers=false"]);
                }),
                new Contender(Clean, () => BuildAllAsync(clone)),
            ]);
        bool generatesAgain = (await DotnetAsync(clone, "build", Project, "-f", "net10.0", "-nologo", "-v", "n")).Contains(
            "dotnet-nswag.dll\" run", StringComparison.Ordinal);

        double ratio = unchanged.Ratio(NoChange, Without);
        return new Outcome(
            [
                new Finding(
                    "D9",
                    "a build with nothing new: runs of NSwag, and time against the same sources without generation",
                    "none; 1.10 ×",
                    $"{(generatesAgain ? "one" : "none")}; {Figures.Times(ratio)} ({Figures.Seconds(unchanged.Nanoseconds(NoChange) / 1e9)})",
                    !generatesAgain && ratio <= 1.1),
                Halved(changed, clone, earlier),
                InSeconds(changed),
            ],
            [changed.Chart("build-time", "A build of the library for one framework", "s", round => round.Nanoseconds / 1e9)]);
    }

    private static Finding Halved(Rounds changed, string clone, string? earlier)
    {
        const string what = $"from a changed document to the assembly, against the build of {Earlier}";
        const string limit = "0.50 ×";
        if (earlier is null)
        {
            string remark = $"The history of this clone does not reach {Earlier}: `git fetch --unshallow` brings it.";
            return new Finding("D9", what, limit, "not measured", false, remark);
        }

        string Measured(string contender, Compiler compiler)
        {
            string before = Document(true, compiler);
            string seconds =
                $"{Figures.Seconds(changed.Nanoseconds(contender) / 1e9)} against {Figures.Seconds(changed.Nanoseconds(before) / 1e9)}";
            return $"{Figures.Times(changed.Ratio(contender, before))} ({seconds})";
        }

        var (own, running) = (Compilers[0], Compilers[1]);
        return new Finding(
            "D9",
            what,
            limit,
            $"{Measured(Document(false, own), own)}; from the documents that it had, which are a part of today's, {Measured(SameDocuments, own)}; "
                + $"with {running.Name} {Measured(Document(false, running), running)}",
            changed.Ratio(Document(false, own), Document(true, own)) <= 0.5,
            $"Each build has a compiler of its own, but the last two. To compile today's sources takes {Measured(Compiling, own)} of that earlier build by itself, "
                + $"with no generation and no analyzers: they are {Figures.Megabytes(SourceBytes(clone))} where they were {Figures.Megabytes(SourceBytes(earlier))}.");
    }

    // What the compiler reads.
    private static long SourceBytes(string folder)
        => Directory.EnumerateFiles(Path.Combine(folder, Path.GetDirectoryName(Project)!), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal))
            .Sum(path => new FileInfo(path).Length);

    private static Finding InSeconds(Rounds changed)
    {
        double compiling = changed.Nanoseconds(Compiling) / 1e9;
        double document = changed.Nanoseconds(Document(false, Compilers[0])) / 1e9;
        double clean = changed.Nanoseconds(Clean) / 1e9;
        return new Finding(
            "D9",
            "from a changed document to the assembly; everything",
            "2.0 s; 5 s",
            $"{Figures.Seconds(document)}; {Figures.Seconds(clean)}",
            document <= 2 && clean <= 5,
            "The limits in seconds are those of a client of one operation. "
                + $"Compiling this library's sources, with no generation and no analyzers, takes {Figures.Seconds(compiling)} here. "
                + "Everything means the document tool too, which is a second compilation.");
    }

    private static string Document(bool isEarlier, Compiler compiler)
        => $"a changed document{(isEarlier ? $" in {Earlier}" : "")}, {compiler.Name}";

    // The same sources and packages, as a project that knows nothing of documents.
    private static string PlainProject(string library)
    {
        IEnumerable<string> packages =
            from reference in XDocument.Load(library).Descendants("PackageReference")
            where reference.Parent!.Attribute("Condition") is null
            let name = reference.Attribute("Include")!.Value
            where !name.StartsWith("NSwag", StringComparison.Ordinal)
            select $"""    <PackageReference Include="{name}" />""";
        return $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <AssemblyName>Dify.Generated</AssemblyName>
                <GenerateDocumentationFile>true</GenerateDocumentationFile>
                <EmbeddedResourceUseDependentUponConvention>true</EmbeddedResourceUseDependentUponConvention>
              </PropertyGroup>
              <ItemGroup>
            {string.Join('\n', packages)}
                <Compile Include="../src/Dify.Generated/**/*.cs" Exclude="../src/Dify.Generated/obj/**;../src/Dify.Generated/bin/**" />
              </ItemGroup>
            </Project>
            """;
    }

    // A clone at the earlier commit, built once; null where the history does not reach it.
    private static async Task<string?> EarlierAsync(string scratch)
    {
        if (await EarlierCommit.CloneAsync(scratch) is not { } folder)
        {
            return null;
        }

        await BuildAsync(folder, Project, restore: true);
        return folder;
    }

    private static async Task<long> ChangeDocumentAsync(string folder, Compiler compiler, params string[] more)
    {
        string path = Path.Combine(folder, EnglishDocument);
        string text = await File.ReadAllTextAsync(path);
        Match version = Regex.Match(text, @"(?m)(?<=^  version: ).*?(\d+)$");
        int change = int.Parse(version.Groups[1].Value, CultureInfo.InvariantCulture) + 1;
        await File.WriteAllTextAsync(path, string.Concat(
            text.AsSpan(0, version.Groups[1].Index),
            change.ToString(CultureInfo.InvariantCulture),
            text.AsSpan(version.Index + version.Length)));
        return await BuildAsync(folder, Project, compiler, more);
    }

    private static async Task<long> BuildAllAsync(string clone)
    {
        foreach (string folder in new[] { "src/Dify.Generated/bin", "src/Dify.OpenApi/bin" }.Select(folder => Path.Combine(clone, folder)))
        {
            Directory.Delete(folder, recursive: true);
        }

        foreach (string file in Directory.GetFiles(Path.Combine(clone, "src"), "*", SearchOption.AllDirectories).Where(IsIntermediate))
        {
            File.Delete(file);
        }

        return await BuildAsync(clone, Project, Compilers[0]);
    }

    // What restoring wrote stays: packages are not part of the measurement.
    private static bool IsIntermediate(string path)
        => path.Contains("/obj/", StringComparison.Ordinal)
            && !Path.GetFileName(path).Contains("nuget", StringComparison.Ordinal)
            && Path.GetFileName(path) != "project.assets.json";

    private static async Task<long> BuildAsync(
        string folder, string project, Compiler? compiler = null, string[]? more = null, bool restore = false)
    {
        string[] arguments =
        [
            "build", project, "-f", "net10.0", "-c", "Release", "-nologo", "-v", "q",
            .. restore ? [] : new[] { "--no-restore" },
            .. compiler is null ? [] : new[] { $"-p:UseSharedCompilation={(compiler.IsShared ? "true" : "false")}" },
            .. more ?? [],
        ];
        await DotnetAsync(folder, arguments);
        return 1;
    }

    // In the environment as it is: what is measured is the build that a user waits for.
    private static async Task<string> DotnetAsync(string folder, params string[] arguments)
    {
        using Process process = Process.Start(
            new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} failed:\n{output}");
    }

    private sealed record Compiler(bool IsShared, string Name);
}
