using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Reflection;
using System.Runtime.Loader;
using System.Threading.Tasks;
using Dify.Benchmarks.Measuring;
using Dify.Benchmarks.Reporting;
using Dify.Benchmarks.Serving;
using Dify.Package.Tests.Packing;

namespace Dify.Benchmarks.Experiments;

/// <summary>
/// The client that Kiota generates of the same document, which a .NET team would otherwise take: a small call and a page of logs, in the
/// same process. Generated and compiled in a folder that is gone afterwards.
/// </summary>
internal sealed class KiotaPeer : Experiment
{
    private const string Tool = "Microsoft.OpenApi.Kiota";
    private const string ToolVersion = "1.38.0";
    private const string RuntimeVersion = "2.1.6";
    private const string Own = "Dify.Generated";
    private const string Peer = $"Kiota {ToolVersion}";
    private const string Document = "openapi/en/openapi_workflow.yaml";
    private const int LogItems = 1_630;

    private static readonly string[] RuntimePackages =
    [
        "Microsoft.Kiota.Abstractions",
        "Microsoft.Kiota.Http.HttpClientLibrary",
        "Microsoft.Kiota.Serialization.Form",
        "Microsoft.Kiota.Serialization.Json",
        "Microsoft.Kiota.Serialization.Multipart",
        "Microsoft.Kiota.Serialization.Text",
    ];

    public override IReadOnlyList<string> Goals => ["D15"];

    // It installs a tool and packages.
    public override bool IsForReportsOnly => true;

    public override async Task<Outcome> MeasureAsync(Effort effort)
    {
        using var scratch = new ScratchFolder();
        var peer = new LoadedPeer(await BuildAsync(scratch.Path));
        using var calls = new ReadyServer(Answers.Json("{\"result\": \"success\"}"));
        string page = LargeJson.Logs(LogItems);
        using var logs = new ReadyServer(Answers.Json(page));
        int rounds = effort == Effort.Full ? 15 : 9;
        int times = effort == Effort.Full ? 10_000 : 4_000;
        Rounds ofCalls = await Rounds.MeasureAsync(
            rounds,
            new Contender(Own, () => LibraryDriver.CallAsync(calls.BaseAddress, times)),
            new Contender(Peer, peer.Bind("CallAsync", calls.BaseAddress, times)));
        Rounds ofLogs = await Rounds.MeasureAsync(
            rounds,
            new Contender(Own, () => LibraryDriver.LogsAsync(logs.BaseAddress, 20)),
            new Contender(Peer, peer.Bind("LogsAsync", logs.BaseAddress, 20)));
        return new Outcome(
            Find("a small call", ofCalls),
            Find($"a page of logs of {Figures.Megabytes(page.Length)}", ofLogs));
    }

    private static Finding Find(string what, Rounds rounds)
    {
        const double time = 0.80;
        const double bytes = 0.55;
        double ratio = rounds.Ratio(Own, Peer);
        double allocated = rounds.Bytes(Own) / rounds.Bytes(Peer);
        return new Finding(
            "D15",
            $"{what}, against the client that Kiota {ToolVersion} makes of the same document",
            string.Create(CultureInfo.InvariantCulture, $"at most {time:0.00} × the time, {bytes:0.00} × the bytes"),
            $"{Figures.Times(ratio)} "
                + $"({Figures.Nanoseconds(rounds.Nanoseconds(Own))} against {Figures.Nanoseconds(rounds.Nanoseconds(Peer))}); "
                + $"{Figures.Times(allocated)} ({Figures.Bytes(rounds.Bytes(Own))} against {Figures.Bytes(rounds.Bytes(Peer))})",
            ratio <= time && allocated <= bytes);
    }

    // The assembly of the peer, with a driver and all that it needs beside it.
    private static async Task<string> BuildAsync(string folder)
    {
        var offline = new Dictionary<string, string> { ["KIOTA_OFFLINE_ENABLED"] = "true" };
        string tool = Path.Combine(folder, "tool");
        await Command.RunAsync(folder, offline, Command.Dotnet, "tool", "install", Tool, "--version", ToolVersion, "--tool-path", tool);
        string[] generate =
        [
            "generate", "-l", "CSharp", "-d", Path.Combine(ProjectFolder.Root, Document), "-c", "Client", "-n", "Generated",
            "-o", Path.Combine(folder, "client"), "--exclude-backward-compatible",
        ];
        await Command.RunAsync(folder, offline, Path.Combine(tool, "kiota"), generate);
        await File.WriteAllTextAsync(Path.Combine(folder, "Peer.csproj"), Project());
        File.Copy(Path.Combine(BenchmarkFolder.Path, "Programs", "KiotaDriver.cs"), Path.Combine(folder, "KiotaDriver.cs"));
        string output = Path.Combine(folder, "out");
        string[] build = ["build", "Peer.csproj", "-c", "Release", "-nologo", "-v", "q", "-o", output];
        await Command.RunAsync(folder, offline, Command.Dotnet, build);
        return Path.Combine(output, "Peer.dll");
    }

    private static string Project()
    {
        string[] references = Array.ConvertAll(
            RuntimePackages, static name => $"""<PackageReference Include="{name}" Version="{RuntimeVersion}" />""");
        return $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <EnableDynamicLoading>true</EnableDynamicLoading>
              </PropertyGroup>
              <ItemGroup>
                {string.Concat(references)}
              </ItemGroup>
            </Project>
            """;
    }

    /// <summary>The peer with its own packages; the platform is that of this process.</summary>
    private sealed class LoadedPeer(string path) : AssemblyLoadContext
    {
        private readonly AssemblyDependencyResolver resolver = new(path);

        public Func<Task<long>> Bind(string method, Uri server, int times)
        {
            MethodInfo found = LoadFromAssemblyPath(path).GetType("KiotaDriver")!.GetMethod(method)!;
            var bound = found.CreateDelegate<Func<Uri, int, Task<long>>>();
            return () => bound(server, times);
        }

        protected override Assembly? Load(AssemblyName assemblyName)
            => resolver.ResolveAssemblyToPath(assemblyName) is { } known ? LoadFromAssemblyPath(known) : null;
    }
}
