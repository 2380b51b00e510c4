using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using System.Threading.Tasks;
using Dify.Benchmarks.Experiments;
using Dify.Benchmarks.Measuring;
using Dify.Benchmarks.Reporting;

namespace Dify.Benchmarks.Commands;

/// <summary><c>report</c>: measures thoroughly, keeps the results and writes the page.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var goals = new Option<string[]>("--goals")
        {
            Description = "The goals to be measured again; all unless given.",
            AllowMultipleArgumentsPerToken = true,
        };
        var isShort = new Option<bool>("--short")
        {
            Description = "Measures as briefly as the gate, and leaves out the goals that tests prove.",
        };
        var command = new Command("report", "Measures thoroughly, keeps the results and writes the page that shows them. Takes more than "
            + "an hour for all goals.") { goals, isShort };
        command.SetAction((result, _) => RunAsync(result.GetValue(goals) ?? [], result.GetValue(isShort)));
        return command;
    }

    private static async Task<int> RunAsync(IReadOnlyCollection<string> goals, bool isShort)
    {
        ResultsFile results = ResultsFile.Load();
        foreach (Experiment experiment in AllExperiments.Of(goals).Where(experiment => !isShort || !experiment.IsForReportsOnly))
        {
            Console.Error.WriteLine($"{string.Join(", ", experiment.Goals)} …");
            results.Add(await Measurement.RunAsync(experiment, isShort ? Effort.Short : Effort.Full));
            results.Save();
        }

        string[] tested = [.. TestedGoals.All.Where(goal => !isShort && (goals.Count == 0 || goals.Contains(goal)))];
        if (tested.Length > 0)
        {
            await TestedGoals.BuildAsync();
        }

        foreach (string goal in tested)
        {
            Console.Error.WriteLine($"{goal} …");
            results.Add(new Outcome(await TestedGoals.MeasureAsync(goal)));
            results.Save();
        }

        ResultsPage.Write(results);
        return 0;
    }
}
