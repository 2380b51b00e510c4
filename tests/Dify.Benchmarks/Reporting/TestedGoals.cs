using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using System.Xml.Linq;
using Dify.Benchmarks.Measuring;
using Dify.Package.Tests.Packing;

namespace Dify.Benchmarks.Reporting;

/// <summary>Goals that tests prove: runs the tests that bear a goal's name, at full length and optimized, and takes over what they
/// counted.</summary>
internal static partial class TestedGoals
{
    private const string Configuration = "Release";

    private static readonly IReadOnlyDictionary<string, (string What, string Limit)> Goals = new Dictionary<string, (string, string)>
    {
        [
            "A1"] =
                ("framing by vectors of the standard and of other projects: whole, in reads of 1, 2 and 3 bytes, split at every byte", "all give the events that they should"),
        ["A2"] = ("the same vectors through a socket", "all"),
        ["A3"] = ("the event behind each of Dify's pings, which the platform's parser mislabels", "all delivered; a ping counts as a sign "
            + "of life"),
        ["A4"] = ("random streams against an independent parser of the standard", "no difference, no undocumented exception"),
        ["B1"] = ("40 kinds of faults over real sockets, each where it can happen", "the right outcome, within its bound"),
        ["B2"] = ("streams that are cut off", "none taken for success"),
        ["B3"] = ("runs through a network that fails at random", "none started twice"),
        ["B4"] = ("Retry-After, in three cultures", "each row as in the table"),
        ["B5"] = ("requests in a total outage", "at most 1.1 per call"),
        ["B8"] = ("events behind a cancellation, although they have come already", "none"),
        ["B9"] = ("the idle timeout", "within 10 %, never while pings come"),
        ["B10"] = ("runs that are followed over dropped connections", "nothing lost, nothing doubled"),
        ["C1"] = ("the key in messages, logs, traces, measurements, displays", "nowhere"),
        ["C2"] = ("the caller's and the server's text in messages, logs, traces", "nowhere but in the members made for it"),
        ["C3"] = ("redirects", "none followed, nothing off the origin"),
        ["C4"] = ("line breaks, NUL and spaces in keys, users, headers and file names", "no byte injected, no value repeated"),
        ["C5"] = ("hostile values in every place of a path", "refused, or one segment"),
        ["C8"] = ("type names and nesting in JSON, under hostile defaults of the host", "no object made, refused at the bound"),
        ["C9"] = ("certificates that prove nothing, and plain http", "refused, nothing sent"),
        ["C10"] = ("packages and what they may do", "the few that are named, all locked, no regular expression on server text; `.ci/run` "
            + "asks for known vulnerabilities, and says so when its source cannot know any"),
        ["C12"] = ("random damage to answers, problems and documents", "no undocumented exception, nothing half-read"),
    };

    private static readonly IReadOnlyList<string> Assemblies = ["Dify.Generated.Tests", "Dify.OpenApi.Tests", "Dify.Package.Tests"];

    // What a few seconds' test does a little of, a report does in full, unless the environment says how much.
    private static readonly IReadOnlyDictionary<string, string> FullLength = new Dictionary<string, string>
    {
        ["DIFY_TEST_CUTS"] = "10000",
        ["DIFY_TEST_CHAOS_CALLS"] = "10000",
        ["DIFY_TEST_FUZZ_SECONDS"] = "600",
    };

    public static IEnumerable<string> All => Goals.Keys;

    /// <summary>Builds the tests.</summary>
    public static async Task BuildAsync()
    {
        foreach (string assembly in Assemblies)
        {
            if (await RunAsync(
                "build", Path.Combine("tests", assembly, assembly + ".csproj"), "-c", Configuration, "-nologo", "-v", "q") != 0)
            {
                throw new InvalidOperationException($"tests/{assembly} does not build.");
            }
        }
    }

    /// <summary>Runs the tests of a goal.</summary>
    public static async Task<Finding> MeasureAsync(string goal)
    {
        using var folder = new ScratchFolder();
        IEnumerable<string> assemblies = Assemblies.Select(
            name => Path.Combine("tests", name, "bin", Configuration, "net10.0", name + ".dll"));
        int exitCode = await RunAsync(
            ["test", .. assemblies, "--filter", $"Goal={goal}", "--logger", "trx", "--results-directory", folder.Path]);
        List<XElement> results = [.. Directory.GetFiles(folder.Path, "*.trx")
            .Select(XDocument.Load)
            .SelectMany(trx => trx.Descendants().Where(element => element.Name.LocalName == "UnitTestResult"))];
        int passed = results.Count(result => result.Attribute("outcome")?.Value == "Passed");
        string[] counted = [.. results.SelectMany(result => Line().Matches(result.Value))
            .Where(line => line.Groups["goal"].Value == goal)
            .Select(line => line.Groups["counted"].Value.Trim())
            .Distinct()];
        (string what, string limit) = Goals[goal];
        return new Finding(
            goal,
            what,
            limit,
            $"{string.Join("; ", counted)}{(counted.Length > 0 ? "; " : string.Empty)}{passed} of {results.Count} tests passed{(exitCode == 0 ? string.Empty : ", the run itself failed")}",
            exitCode == 0 && passed == results.Count && passed > 0);
    }

    private static async Task<int> RunAsync(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = ProjectFolder.Root, RedirectStandardOutput = true };
        foreach ((string name, string value) in FullLength)
        {
            start.Environment.TryAdd(name, value);
        }

        using Process process = Process.Start(start)!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    [GeneratedRegex("^Goal (?<goal>[A-E][0-9]+): (?<counted>.*)$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
