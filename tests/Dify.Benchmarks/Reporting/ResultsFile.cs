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
        Findings.Sort((one, other) => (one.Goal[0], int.Parse(one.Goal.AsSpan(1))).CompareTo((other.Goal[0], int.Parse(other.Goal.AsSpan(1)))));
        Charts.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        File.WriteAllText(FilePath, JsonConvert.SerializeObject(this, Formatting.Indented).ReplaceLineEndings("\n") + "\n");
    }
}
