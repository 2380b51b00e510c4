using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Threading.Tasks;
using Dify.Benchmarks.Measuring;
using Dify.Benchmarks.Reporting;
using Dify.Benchmarks.Serving;
using Dify.Package.Tests.Packing;

namespace Dify.Benchmarks.Experiments;

/// <summary>
/// A small call and a typed event against the library of an earlier commit, in the same process: what has been added since then costs
/// nothing where nothing goes wrong. Both libraries are loaded in the same way, each with a copy of the code that drives it.
/// </summary>
internal sealed class SinceEarlier : Experiment
{
    /// <summary>Names the Dify.Generated.dll to be compared with; without it, one is built of the earlier commit.</summary>
    public const string Variable = "DIFY_EARLIER_LIBRARY";

    private const double Limit = 1.02;
    private const string Project = "src/Dify.Generated/Dify.Generated.csproj";
    // What makes a followed run dearer is not what answers are held against.
    private const string OfRuns =
        "Since that commit a run has one reader at a time, who can be left, and a watch over streams that bring nothing but pings.";

    private const string Now = "now";
    private const string Before = "before";

    public override IReadOnlyList<string> Goals => ["D11"];

    // It builds the earlier commit.
    public override bool IsForReportsOnly => true;

    public override async Task<Outcome> MeasureAsync(Effort effort)
    {
        using var scratch = new ScratchFolder();
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given && !File.Exists(given))
        {
            throw new FileNotFoundException($"{Variable} names no file: give it the path of a Dify.Generated.dll for net10.0.", given);
        }

        string? earlier = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } library
            ? library : await BuildAsync(scratch.Path);
        if (earlier is null)
        {
            return new Outcome(
                new Finding("D11", "a small call and a typed event against an earlier commit", $"at most {Limit} ×", "not measured", false,
                $"The history does not reach the commit; {Variable} can name a library to compare with."));
        }

        int rounds = effort == Effort.Full ? 31 : 15;
        using var calls = new ReadyServer(Answers.Json("{\"result\": \"success\"}"));
        const int Events = 20_000;
        using var events = new ReadyServer(Answers.Stream(DifyFrames.Run(Events - 2)));
        var before = new LoadedLibrary(earlier);
        var now = new LoadedLibrary(typeof(Dify.Generated.DifyWorkflowClient).Assembly.Location);
        Rounds ofCalls = await CompareAsync(rounds, before, now, nameof(LibraryDriver.CallAsync), calls.BaseAddress, 2000);
        Rounds ofEvents = await CompareAsync(rounds, before, now, nameof(LibraryDriver.StreamAsync), events.BaseAddress, 1);
        Rounds ofRuns = await CompareAsync(rounds, before, now, nameof(LibraryDriver.FollowAsync), events.BaseAddress, 1);
        return new Outcome(
            Find("a small call", ofCalls), Find("a typed event of one stream", ofEvents),
                Find("a typed event of a followed run", ofRuns, OfRuns));
    }

    // Processor time of the whole process, the server's included: what else the machine does is not in it.
    private static Finding Find(string what, Rounds rounds, string? remark = null)
    {
        double ratio = rounds.Ratio(Now, Before, static round => round.ProcessorNanoseconds);
        return new Finding(
            "D11",
            $"{what} against the library of an earlier commit in the same run, processor time",
            $"at most {Limit} ×",
            $"{Figures.Times(ratio)} ({Figures.Times(rounds.Ratio(Now, Before))} by the clock; {Figures.Bytes(rounds.Bytes(Now))} against {Figures.Bytes(rounds.Bytes(Before))})",
            ratio <= Limit,
            ratio <= Limit ? null : remark);
    }

    private static Task<Rounds> CompareAsync(int rounds, LoadedLibrary before, LoadedLibrary now, string method, Uri server, int times)
        => Rounds.MeasureAsync(
            rounds, new Contender(Before, before.Bind(method, server, times)), new Contender(Now, now.Bind(method, server, times)));

    private static async Task<string?> BuildAsync(string scratch)
    {
        if (await EarlierCommit.CloneAsync(scratch) is not { } folder)
        {
            return null;
        }

        await Command.RunAsync(
            folder, Command.SameEnvironment, "dotnet", "build", Project, "-c", "Release", "-f", "net10.0", "-nologo", "-v", "q");
        return Directory.GetFiles(Path.Combine(folder, "src/Dify.Generated/bin"), "Dify.Generated.dll", SearchOption.AllDirectories)
            .Single(static path => path.Contains("net10.0", StringComparison.Ordinal) && !path.Contains("/ref/", StringComparison.Ordinal));
    }

    /// <summary>A library with a driver of its own; all else is that of this process.</summary>
    private sealed class LoadedLibrary(string path) : AssemblyLoadContext
    {
        public Func<Task<long>> Bind(string method, Uri server, int times)
        {
            Type driver = LoadFromAssemblyPath(typeof(LibraryDriver).Assembly.Location).GetType(typeof(LibraryDriver).FullName!)!;
            var bound = driver.GetMethod(method, BindingFlags.Public | BindingFlags.Static)!.CreateDelegate<Func<Uri, int, Task<long>>>();
            return () => bound(server, times);
        }

        protected override Assembly? Load(AssemblyName assemblyName)
            => assemblyName.Name == "Dify.Generated" ? LoadFromAssemblyPath(path) : null;
    }
}
