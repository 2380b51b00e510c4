using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;

namespace Dify.Benchmarks.Measuring;

/// <summary>
/// The contenders in turn, round by round in one process: what else the machine does slows all of them alike, so that the ratio within a
/// round holds where the times do not.
/// </summary>
internal sealed class Rounds
{
    private const int WarmUps = 4;

    // Between warm-ups the runtime compiles what turned out to be hot; it waits for a quiet moment to do so.
    private static readonly TimeSpan QuietMoment = TimeSpan.FromMilliseconds(300);

    private readonly Dictionary<string, List<Round>> rounds = [];

    private Rounds()
    {
    }

    /// <summary>Measures when the code is as fast as the runtime makes it.</summary>
    public static async Task<Rounds> MeasureAsync(int count, params IReadOnlyList<Contender> contenders)
    {
        for (int warmUp = 0; warmUp < WarmUps; warmUp++)
        {
            foreach (Contender contender in contenders)
            {
                await contender.RunAsync();
                await Task.Delay(QuietMoment);
            }
        }

        return await MeasureOnceWarmAsync(count, contenders);
    }

    /// <summary>Measures from the first time on; whoever calls has warmed up what is to be warm.</summary>
    public static async Task<Rounds> MeasureOnceWarmAsync(int count, params IReadOnlyList<Contender> contenders)
    {
        var result = new Rounds();
        for (int round = 0; round < count; round++)
        {
            foreach (Contender contender in contenders)
            {
                result.Of(contender.Name).Add(await MeasureAsync(contender));
            }
        }

        return result;
    }

    public double Nanoseconds(string contender) => Of(contender).Select(round => round.Nanoseconds).Median();

    public double ProcessorNanoseconds(string contender) => Of(contender).Select(round => round.ProcessorNanoseconds).Median();

    /// <summary>The median, because the runtime itself allocates now and then.</summary>
    public double Bytes(string contender) => Of(contender).Select(round => round.Bytes).Median();

    /// <summary>How much longer one contender takes than another: the median of the ratios within the rounds.</summary>
    public double Ratio(string contender, string baseline) => Ratio(contender, baseline, round => round.Nanoseconds);

    public double Ratio(string contender, string baseline, Func<Round, double> value) =>
        Of(contender).Zip(Of(baseline), (one, other) => value(one) / value(other)).Median();

    public Chart Chart(string name, string title, string unit, Func<Round, double> value) =>
        new(name, title, unit, [.. rounds.Select(pair => new Bar(pair.Key, pair.Value.Select(value).Median()))]);

    private static async Task<Round> MeasureAsync(Contender contender)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        double units = await contender.RunAsync();
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        processor = Environment.CpuUsage.TotalTime - processor;
        return new Round(
            time.TotalNanoseconds / units, processor.TotalNanoseconds / units, (GC.GetTotalAllocatedBytes(precise: true) - bytes) / units);
    }

    private List<Round> Of(string contender) =>
        rounds.TryGetValue(contender, out List<Round>? known) ? known : rounds[contender] = [];
}
