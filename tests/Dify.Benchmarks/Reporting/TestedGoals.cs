using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using System.Xml.Linq;
using Dify.Benchmarks.Measuring;

namespace Dify.Benchmarks.Reporting;

/// <summary>Goals that tests prove: it runs those that bear a goal's name, at full length, and takes over what they counted.</summary>
internal static partial class TestedGoals
{
    private static readonly IReadOnlyDictionary<string, (string What, string Limit)> Goals = new Dictionary<string, (string, string)>
    {
        ["A1"] = ("framing by outside vectors, whole, in pieces and split at every byte", "all"),
    };

    // What a few seconds' test does a little of, a report does in full.
    private static readonly IReadOnlyDictionary<string, string> FullLength = new Dictionary<string, string>
    {
        ["DIFY_TEST_CUTS"] = "10000",
        ["DIFY_TEST_CHAOS_CALLS"] = "10000",
    };

    public static IEnumerable<string> All => Goals.Keys;

    public static async Task<Finding> RunAsync(string goal)
    {
        using var folder = new ScratchFolder();
        var start = new ProcessStartInfo("dotnet", ["test", "Dify.Generated.sln", "--no-build", "--filter", $"Goal={goal}", "--logger", "trx", "--results-directory", folder.Path])
        {
            WorkingDirectory = BenchmarkFolder.Root,
            RedirectStandardOutput = true,
        };
        foreach ((string name, string value) in FullLength)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        List<XElement> results = [.. Directory.GetFiles(folder.Path, "*.trx").Select(XDocument.Load).SelectMany(trx => trx.Descendants().Where(element => element.Name.LocalName == "UnitTestResult"))];
        int passed = results.Count(result => result.Attribute("outcome")?.Value == "Passed");
        string[] counted = [.. results.SelectMany(result => Line().Matches(result.Value)).Where(line => line.Groups["goal"].Value == goal).Select(line => line.Groups["counted"].Value.Trim()).Distinct()];
        (string what, string limit) = Goals[goal];
        return new Finding(goal, what, limit, $"{string.Join("; ", counted)}{(counted.Length > 0 ? "; " : string.Empty)}{passed} of {results.Count} tests passed", passed == results.Count && passed > 0);
    }

    [GeneratedRegex("^Goal (?<goal>[A-E][0-9]+): (?<counted>.*)$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
