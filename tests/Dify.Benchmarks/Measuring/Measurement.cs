using System;
using System.Linq;
using System.Threading.Tasks;

namespace Dify.Benchmarks.Measuring;

/// <summary>Runs experiments.</summary>
internal static class Measurement
{
    private const int Attempts = 5;

    /// <summary>
    /// Measures, and again if a goal is missed for no known reason: another process can make a measurement worse, but none can make it
    /// better. A goal that was met stays met; of one that was not, the last attempt counts.
    /// </summary>
    public static async Task<Outcome> RunAsync(Experiment experiment, Effort effort)
    {
        Outcome outcome = await experiment.MeasureAsync(effort);
        for (int attempt = 1; attempt < Attempts && experiment.IsDisturbable && !outcome.IsSettled; attempt++)
        {
            Console.Error.WriteLine($"{string.Join(", ", experiment.Goals)}: once more.");
            Outcome again = await experiment.MeasureAsync(effort);
            outcome = again with { Findings = [.. outcome.Findings.Zip(again.Findings, (before, now) => before.IsMet ? before : now)] };
        }

        return outcome;
    }
}
