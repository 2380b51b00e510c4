using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Dify.Benchmarks.Measuring;
using Newtonsoft.Json;

namespace Dify.Benchmarks.Reporting;

/// <summary>The results of the last report, kept beside the page.</summary>
internal sealed class ResultsFile
{
    public string Machine { get; set; } = string.Empty;

    public List<Finding> Findings { get; } = [];

    public List<Chart> Charts { get; } = [];

    private static string FilePath => Path.Combine(BenchmarkFolder.Path, "Results", "results.json");

    public static ResultsFile Load()
        => File.Exists(FilePath) ? JsonConvert.DeserializeObject<ResultsFile>(File.ReadAllText(FilePath))! : new ResultsFile();

    /// <summary>Takes in what an experiment found, in place of what it found before.</summary>
    public void Add(Outcome outcome)
    {
        Machine = Reporting.Machine.Describe();
        Findings.RemoveAll(known => outcome.Findings.Any(found => found.Goal == known.Goal));
        Findings.AddRange(outcome.Findings);
        Charts.RemoveAll(known => outcome.Charts.Any(drawn => drawn.Name == known.Name));
        Charts.AddRange(outcome.Charts);
    }

    public void Save()
    {
        // What one experiment found of a goal stays in its order.
        Finding[] sorted = [.. Findings.OrderBy(finding => finding.Goal[0]).ThenBy(finding => int.Parse(finding.Goal.AsSpan(1)))];
        Findings.Clear();
        Findings.AddRange(sorted);
        Charts.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        File.WriteAllText(FilePath, JsonConvert.SerializeObject(this, Formatting.Indented).ReplaceLineEndings("\n") + "\n");
    }
}
