using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Dify.Benchmarks.Children;
using Dify.Benchmarks.Measuring;
using Dify.Benchmarks.Serving;
using Newtonsoft.Json;

namespace Dify.Benchmarks.Experiments;

/// <summary>Many streams side by side, an event to each in turn. The server is here and the client in a process of its own, so that only
/// the client is measured.</summary>
internal sealed class ConcurrentStreams : Experiment
{
    private const int Events = 100;
    private const double MostLiveBytes = 24 * 1024;

    private static readonly IReadOnlyDictionary<string, string> Contenders = new Dictionary<string, string>
    {
        [ConcurrentStreamsChild.RawName] = "platform alone",
        [ConcurrentStreamsChild.PlainName] = "Dify.Generated, plain streams",
        [ConcurrentStreamsChild.FollowedName] = "Dify.Generated, followed runs",
    };

    public override IReadOnlyList<string> Goals => ["B12"];

    public override async Task<Outcome> MeasureAsync(Effort effort)
    {
        (int streams, int waves, int rounds) = effort == Effort.Full ? (1000, 3, 5) : (200, 3, 1);
        Dictionary<string, List<ConcurrentStreamsChild.Usage>> usages = Contenders.Keys.ToDictionary(
            name => name, _ => new List<ConcurrentStreamsChild.Usage>());
        for (int round = 0; round < rounds; round++)
        {
            foreach (string name in Contenders.Keys)
            {
                usages[name].Add(await RunAsync(name, streams, waves));
            }
        }

        double Processor(string name) => usages[name].Select(usage => usage.ProcessorSeconds).Median();
        double Live(string name) => usages[name].Select(usage => usage.LiveBytes).Median();
        string[] own = [ConcurrentStreamsChild.PlainName, ConcurrentStreamsChild.FollowedName];
        double[] ratios = [.. own.Select(name => Processor(name) / Processor(ConcurrentStreamsChild.RawName))];
        double[] live = [.. own.Select(Live)];
        long fewest = own.Min(name => usages[name].Min(usage => usage.Delivered));
        return new Outcome(
            [
                new Finding(
                    "B12",
                    Figures.Text(
                        $"{streams:#,0} streams of {Events} events side by side: events delivered, and the client's processor time against the platform alone"),
                    "all; at most 1.20 ×",
                    Figures.Text(
                        $"{fewest:#,0} of {streams * Events:#,0}; {Figures.Times(ratios[0])}, followed runs {Figures.Times(ratios[1])} ({Figures.Seconds(Processor(own[0]))} against {Figures.Seconds(Processor(ConcurrentStreamsChild.RawName))})"),
                    fewest == (long)streams * Events && ratios.Max() <= 1.20),
                new Finding(
                    "B12",
                    "managed memory in use for each of these streams, by the client alone",
                    $"at most {Figures.Bytes(MostLiveBytes)}",
                    $"{Figures.Bytes(live[0])}, followed runs {Figures.Bytes(live[1])}; platform alone {Figures.Bytes(Live(ConcurrentStreamsChild.RawName))}",
                    live.Max() <= MostLiveBytes),
            ],
            [
                new Chart(
                    "concurrent-time",
                    Figures.Text($"Processor time of {streams:#,0} streams of {Events} events"),
                    "s",
                    [.. Contenders.Select(pair => new Bar(pair.Value, Processor(pair.Key)))]),
                new Chart(
                    "concurrent-bytes",
                    "Managed memory in use for each of many streams",
                    "B",
                    [.. Contenders.Select(pair => new Bar(pair.Value, Live(pair.Key)))]),
            ]);
    }

    private static async Task<ConcurrentStreamsChild.Usage> RunAsync(string name, int streams, int measured)
    {
        IReadOnlyList<int> waves = ConcurrentStreamsChild.Waves(streams, measured);
        using var server = new WaveServer(waves, Events);
        string[] numbers = [.. new[] { Events }.Concat(waves).Select(number => number.ToString(CultureInfo.InvariantCulture))];
        return JsonConvert.DeserializeObject<ConcurrentStreamsChild.Usage>(
            await ChildProcess.RunAsync(name, [server.BaseAddress.AbsoluteUri, server.Pace.ToString(), .. numbers]))!;
    }
}
