using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using Dify.Benchmarks.Measuring;
using Dify.Benchmarks.Reporting;
using Dify.Benchmarks.Serving;
using Dify.Package.Tests.Packing;

namespace Dify.Benchmarks.Experiments;

/// <summary>
/// The whole life of short programs that are compiled ahead of time, against the same for the runtime: one that follows a run, and the
/// command line. Published in a clone, because what is restored for one platform is written into the lock files.
/// </summary>
internal sealed class NativeStart : Experiment
{
    private const string Native = "ahead of time";
    private const string Jit = "for the runtime";
    private const string Library = "src/Dify.Generated/Dify.Generated.csproj";
    private const string CommandLine = "src/Dify.Cli/Dify.Cli.csproj";

    public override IReadOnlyList<string> Goals => ["D14"];

    // Each of the two programs takes minutes to compile ahead of time.
    public override bool IsForReportsOnly => true;

    public override async Task<Outcome> MeasureAsync(Effort effort)
    {
        using var scratch = new ScratchFolder();
        string clone = Path.Combine(scratch.Path, "clone");
        await Clone.MakeAsync(clone);
        string own = Path.Combine(clone, "start", "Start.csproj");
        Directory.CreateDirectory(Path.GetDirectoryName(own)!);
        await File.WriteAllTextAsync(own, Project(Path.Combine(clone, Library)));
        File.Copy(Path.Combine(BenchmarkFolder.Path, "Programs", "Start.cs"), Path.Combine(clone, "start", "Start.cs"));
        int rounds = effort == Effort.Full ? 15 : 7;
        Finding following = await FollowAsync(own, scratch.Path, rounds);
        return new Outcome(following, await HelpAsync(Path.Combine(clone, CommandLine), scratch.Path, rounds));
    }

    private static async Task<Finding> FollowAsync(string project, string scratch, int rounds)
    {
        string native = Path.Combine(await PublishAsync(project, Path.Combine(scratch, "native"), "-p:Native=true"), "Start");
        string jit = Path.Combine(await PublishAsync(project, Path.Combine(scratch, "jit"), "--no-self-contained"), "Start");
        using var stream = new ReadyServer(Answers.Stream(DifyFrames.Run(20)));
        using var record = new ReadyServer(Answers.Json($$"""{"id": "{{DifyFrames.RunId}}", "workflow_id": "w", "status": "succeeded"}"""));
        using var problem = new ReadyServer(Answers.Json(
            """{"code": "not_found", "message": "Workflow run not found", "status": 404}""", "404 NOT FOUND"));
        string[] addresses = [.. new[] { stream, record, problem }.Select(static server => server.BaseAddress.AbsoluteUri)];
        var memory = new ConcurrentDictionary<string, List<double>>();
        Contender Of(string name, string program) => new(name, async () =>
        {
            string peak = (await Command.RunAsync(scratch, Command.SameEnvironment, program, addresses)).Output;
            memory.GetOrAdd(name, static _ => []).Add(long.Parse(peak, CultureInfo.InvariantCulture));
            return 1;
        });

        Rounds measured = await Rounds.MeasureOnceWarmAsync(rounds, Of(Native, native), Of(Jit, jit));
        double ratio = measured.Ratio(Native, Jit);
        double ofMemory = memory[Native].Zip(memory[Jit], static (one, other) => one / other).Median();
        return new Finding(
            "D14",
            "a program that follows a run, reads its record and a problem, compiled ahead of time, against the same for the runtime: "
                + "whole life; most memory",
            "at most 0.10 ×; 0.45 ×",
            $"{Figures.Times(ratio)} ({Lives(measured)}); {Figures.Times(ofMemory)} "
                + $"({Figures.Megabytes(memory[Native].Median())} against {Figures.Megabytes(memory[Jit].Median())})",
            ratio <= 0.10 && ofMemory <= 0.45);
    }

    private static async Task<Finding> HelpAsync(string project, string scratch, int rounds)
    {
        string native = Path.Combine(await PublishAsync(project, Path.Combine(scratch, "tool"), "-p:NativeTool=true"), "Dify.Cli");
        string jit = Path.Combine(await PublishAsync(project, Path.Combine(scratch, "tool-jit"), "--no-self-contained"), "Dify.Cli");
        Contender Of(string name, string program) => new(name, async () =>
        {
            await Command.RunAsync(scratch, Command.SameEnvironment, program, "--help");
            return 1;
        });

        Rounds measured = await Rounds.MeasureOnceWarmAsync(rounds, Of(Native, native), Of(Jit, jit));
        double ratio = measured.Ratio(Native, Jit);
        return new Finding(
            "D14",
            "`dify --help` as it is released for linux-x64, compiled ahead of time, against the same for the runtime: whole life",
            "at most 0.35 ×",
            $"{Figures.Times(ratio)} ({Lives(measured)})",
            ratio <= 0.35);
    }

    private static string Lives(Rounds measured)
        => $"{Figures.Milliseconds(measured.Nanoseconds(Native) / 1e6)} against {Figures.Milliseconds(measured.Nanoseconds(Jit) / 1e6)}";

    private static async Task<string> PublishAsync(string project, string output, string how)
    {
        string platform = RuntimeInformation.RuntimeIdentifier;
        string[] publish =
            ["publish", project, "-c", "Release", "-nologo", "-v", "q", "-r", platform, "-o", output, "-p:RestoreLockedMode=false", how];
        await Command.RunAsync(Path.GetDirectoryName(project)!, Command.SameEnvironment, Command.Dotnet, publish);
        return output;
    }

    private static string Project(string library)
        => $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <PublishAot Condition="'$(Native)' == 'true'">true</PublishAot>
                <InvariantGlobalization>true</InvariantGlobalization>
                <OptimizationPreference>Size</OptimizationPreference>
                <TreatWarningsAsErrors>false</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="{library}" />
              </ItemGroup>
            </Project>
            """;
}
