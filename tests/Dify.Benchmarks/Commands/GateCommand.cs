using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using System.Threading.Tasks;
using Dify.Benchmarks.Experiments;
using Dify.Benchmarks.Measuring;

namespace Dify.Benchmarks.Commands;

/// <summary><c>gate</c>: measures briefly and fails if a goal is missed.</summary>
internal static class GateCommand
{
    public static Command Create()
    {
        var goals = new Option<string[]>("--goals")
        {
            Description = "The goals to be measured; all that are short unless given.",
            AllowMultipleArgumentsPerToken = true,
        };
        var command = new Command("gate", "Measures briefly, and fails if a goal is missed for no known reason.") { goals };
        command.SetAction((result, _) => RunAsync(result.GetValue(goals) ?? []));
        return command;
    }

    private static async Task<int> RunAsync(IReadOnlyCollection<string> goals)
    {
        var missed = new List<Finding>();
        foreach (Experiment experiment in AllExperiments.Of(goals).Where(experiment => goals.Count > 0 || !experiment.IsForReportsOnly))
        {
            Outcome outcome = await Measurement.RunAsync(experiment, Effort.Short);
            foreach (Finding finding in outcome.Findings)
            {
                Console.WriteLine(
                    $"{(finding.IsMet ? "met   " : "MISSED")} {finding.Goal,-3} {finding.What}: {finding.Measured} ({finding.Limit})");
            }

            missed.AddRange(outcome.Findings.Where(finding => !finding.IsMet && finding.Remark is null));
        }

        if (missed.Count > 0)
        {
            Console.Error.WriteLine(
                $"Missed: {string.Join(", ", missed.Select(finding => finding.Goal))}. The page of results says how each is measured.");
        }

        return missed.Count > 0 ? 1 : 0;
    }
}
