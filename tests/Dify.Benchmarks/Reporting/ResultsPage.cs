using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Dify.Benchmarks.Measuring;

namespace Dify.Benchmarks.Reporting;

/// <summary>Fills the tables and plots of the page of results.</summary>
internal static class ResultsPage
{
    private const string Begin = "<!-- results -->";
    private const string End = "<!-- end of results -->";

    private static readonly IReadOnlyDictionary<char, string> Groups = new Dictionary<char, string>
    {
        ['A'] = "Protocol",
        ['B'] = "Reliability",
        ['C'] = "Security",
        ['D'] = "Speed",
        ['E'] = "Observability",
    };

    public static void Write(ResultsFile results)
    {
        string page = Path.Combine(BenchmarkFolder.Path, "README.md");
        string text = File.ReadAllText(page);
        int begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = text.IndexOf(End, StringComparison.Ordinal);
        if (begin < Begin.Length || end < begin)
        {
            throw new InvalidDataException($"{page} has no place for the results: the lines {Begin} and {End} are missing.");
        }

        foreach (Chart chart in results.Charts)
        {
            BarPlot.Write(chart, Path.Combine(BenchmarkFolder.Path, "Results", chart.Name + ".svg"));
        }

        File.WriteAllText(page, string.Concat(text.AsSpan(0, begin), Results(results), text.AsSpan(end)));
    }

    private static string Results(ResultsFile results)
    {
        var text = new StringBuilder();
        text.Append($"\n\nMeasured on {results.Machine}.\n");
        foreach (IGrouping<char, Finding> group in results.Findings.GroupBy(finding => finding.Goal[0]))
        {
            text.Append($"\n## {Groups[group.Key]}\n\n| goal | what | limit | measured | met |\n|---|---|---|---|---|\n");
            foreach (Finding finding in group)
            {
                text.Append(
                    $"| {finding.Goal} | {finding.What} | {finding.Limit} | {finding.Measured} | {(finding.IsMet ? "yes" : "no")} |\n");
            }

            foreach (Finding finding in group.Where(finding => finding.Remark is not null))
            {
                text.Append($"\n{finding.Goal}: {finding.Remark}\n");
            }
        }

        text.Append("\n## Plots\n");
        foreach (Chart chart in results.Charts)
        {
            text.Append($"\n![{chart.Title}](Results/{chart.Name}.svg)\n");
        }

        return text.Append('\n').ToString();
    }
}
