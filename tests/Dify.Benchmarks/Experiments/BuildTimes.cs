using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Dify.Benchmarks.Measuring;
using Dify.Benchmarks.Reporting;
using Dify.Package.Tests.Packing;

namespace Dify.Benchmarks.Experiments;

/// <summary>What the generation costs a build of the library, for one framework, in a clone of the repository: nothing new, a changed document, and all of it.</summary>
internal sealed class BuildTimes : Experiment
{
    private const string NoChange = "nothing changed";
    private const string Without = "nothing changed, without generation";
    private const string Compiling = "changed sources, without generation";
    private const string Document = "a changed document";
    private const string Clean = "everything";

    private const string Project = "src/Dify.Generated/Dify.Generated.csproj";
    private const string EnglishDocument = "openapi/en/openapi_workflow.yaml";

    // The same sources and packages, as a project that knows nothing of documents.
    private const string PlainProject = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <AssemblyName>Dify.Generated</AssemblyName>
            <GenerateDocumentationFile>true</GenerateDocumentationFile>
            <EmbeddedResourceUseDependentUponConvention>true</EmbeddedResourceUseDependentUponConvention>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Microsoft.Extensions.Http" />
            <PackageReference Include="Microsoft.Extensions.Logging.Abstractions" />
            <PackageReference Include="Newtonsoft.Json" />
            <PackageReference Include="Polly.Core" />
            <Compile Include="../src/Dify.Generated/**/*.cs" Exclude="../src/Dify.Generated/obj/**;../src/Dify.Generated/bin/**" />
          </ItemGroup>
        </Project>
        """;

    public override IReadOnlyList<string> Goals => ["D9"];

    public override bool IsForReportsOnly => true;

    public override async Task<Outcome> MeasureAsync(Effort effort)
    {
        using var scratch = new ScratchFolder();
        string clone = Path.Combine(scratch.Path, "clone");
        await Clone.MakeAsync(clone);
        Directory.CreateDirectory(Path.Combine(clone, "plain"));
        await File.WriteAllTextAsync(Path.Combine(clone, "plain", "Plain.csproj"), PlainProject);
        await BuildAsync(clone, Project, restore: true);
        await BuildAsync(clone, "plain/Plain.csproj", restore: true);

        Rounds unchanged = await Rounds.MeasureOnceWarmAsync(
            effort == Effort.Full ? 15 : 5,
            new Contender(NoChange, () => BuildAsync(clone, Project)),
            new Contender(Without, () => BuildAsync(clone, "plain/Plain.csproj")));

        int changes = 0;
        Rounds changed = await Rounds.MeasureOnceWarmAsync(
            effort == Effort.Full ? 5 : 2,
            new Contender(Compiling, async () =>
            {
                await File.AppendAllTextAsync(Path.Combine(clone, "src/Dify.Generated/DifyWorkflowClient.cs"), "\n// Changed.\n");
                return await BuildAsync(clone, "plain/Plain.csproj");
            }),
            new Contender(Document, async () =>
            {
                string path = Path.Combine(clone, EnglishDocument);
                string text = await File.ReadAllTextAsync(path);
                await File.WriteAllTextAsync(path, text.Replace($"version: {Version(changes)}\n", $"version: {Version(++changes)}\n", StringComparison.Ordinal));
                return await BuildAsync(clone, Project);
            }),
            new Contender(Clean, async () =>
            {
                foreach (string folder in new[] { "src/Dify.Generated/bin", "src/Dify.OpenApi/bin" }.Select(folder => Path.Combine(clone, folder)))
                {
                    Directory.Delete(folder, recursive: true);
                }

                foreach (string file in Directory.GetFiles(Path.Combine(clone, "src"), "*", SearchOption.AllDirectories).Where(IsIntermediate))
                {
                    File.Delete(file);
                }

                return await BuildAsync(clone, Project);
            }));
        bool generatesAgain = (await DotnetAsync(clone, "build", Project, "-f", "net10.0", "-nologo", "-v", "n")).Contains("dotnet-nswag.dll\" run", StringComparison.Ordinal);

        double ratio = unchanged.Ratio(NoChange, Without);
        double compiling = changed.Nanoseconds(Compiling) / 1e9;
        double document = changed.Nanoseconds(Document) / 1e9;
        double clean = changed.Nanoseconds(Clean) / 1e9;
        return new Outcome(
            [
                new Finding(
                    "D9",
                    "a build with nothing new: runs of NSwag, and time against the same sources without generation",
                    "none; 1.10 ×",
                    $"{(generatesAgain ? "one" : "none")}; {Figures.Times(ratio)} ({Figures.Seconds(unchanged.Nanoseconds(NoChange) / 1e9)})",
                    !generatesAgain && ratio <= 1.1),
                new Finding(
                    "D9",
                    "from a changed document to the assembly; everything",
                    "2.0 s; 5 s",
                    $"{Figures.Seconds(document)}; {Figures.Seconds(clean)}",
                    document <= 2 && clean <= 5,
                    $"The limits in seconds are those of a client of one operation. Compiling this library's sources alone, with no generation at all, takes {Figures.Seconds(compiling)} here, so no generator could keep them; generating, and listing the public API, adds {Figures.Seconds(document - compiling)}. Everything means the document tool too, which is a second compilation."),
            ],
            [changed.Chart("build-time", "A build of the library for one framework", "s", round => round.Nanoseconds / 1e9)]);
    }

    // The version that the document gives itself.
    private static string Version(int change) => Figures.Text($"1.0.{change}");

    // What restoring wrote stays: packages are not part of the measurement.
    private static bool IsIntermediate(string path)
        => path.Contains("/obj/", StringComparison.Ordinal) && !Path.GetFileName(path).Contains("nuget", StringComparison.Ordinal) && Path.GetFileName(path) != "project.assets.json";

    private static async Task<long> BuildAsync(string folder, string project, bool restore = false)
    {
        string[] arguments = ["build", project, "-f", "net10.0", "-c", "Release", "-nologo", "-v", "q", .. restore ? [] : new[] { "--no-restore" }];
        await DotnetAsync(folder, arguments);
        return 1;
    }

    // In the environment as it is: what is measured is the build that a user waits for.
    private static async Task<string> DotnetAsync(string folder, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} failed:\n{output}");
    }
}
