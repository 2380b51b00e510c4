using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Dify.Benchmarks.Children;
using Dify.Benchmarks.Measuring;
using Dify.Generated;
using Dify.Generated.Tests.Wire;
using Newtonsoft.Json;

namespace Dify.Benchmarks.Experiments;

/// <summary>The memory of a process whose server sends a single event without end.</summary>
internal sealed class EndlessEvents : Experiment
{
    private const long SourceBytes = 600_000_000;
    private const long LargestPeak = (2 * (64L << 20)) + 64_000_000;

    private static readonly IReadOnlyList<(string Name, byte[] Piece)> Kinds =
    [
        ("one line", Encoding.UTF8.GetBytes(new string('x', 64 * 1024))),
        ("many lines", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("data: xxxxxxxxx\n", 4096)))),
    ];

    public override IReadOnlyList<string> Goals => ["C6"];

    public override async Task<Outcome> MeasureAsync(Effort effort)
    {
        var bars = new List<Bar>();
        var own = new List<HostileServerChild.Ordeal>();
        foreach ((string name, byte[] piece) in Kinds)
        {
            if (effort == Effort.Full)
            {
                bars.Add(new Bar(
                    $"platform alone, {name}", (await RunAsync(HostileServerChild.RawStreamName, piece)).PeakBytes / (double)(1 << 20)));
            }

            own.Add(await RunAsync(HostileServerChild.OwnStreamName, piece));
            bars.Add(new Bar($"Dify.Generated, {name}", own[^1].PeakBytes / (double)(1 << 20)));
        }

        return new Outcome(
            [
                new Finding(
                    "C6",
                    Figures.Text(
                        $"an event of {SourceBytes / 1_000_000} MB, in one line and in many: the failure, and the most memory of the process, with the limit of 64 MiB that there is unless set"),
                    $"{nameof(WorkflowStreamInterruptedException)}, at most {Figures.Megabytes(LargestPeak)}",
                    $"{string.Join(", ", own.Select(ordeal => $"{ordeal.Failure ?? "no failure"} with {Figures.Megabytes(ordeal.PeakBytes)}"))}{Against(bars)}",
                    own.All(ordeal => ordeal is { Failure: nameof(WorkflowStreamInterruptedException), PeakBytes: <= LargestPeak })),
            ],
            [new Chart("endless-event", "Most memory of a process that is sent an event of 600 MB", "MiB", bars)]);
    }

    private static async Task<HostileServerChild.Ordeal> RunAsync(string child, byte[] piece)
    {
        await using var server = WireServer.Start(
            WireScript.Request.UnframedStreamHead().Write("data: ").WriteRepeatedly(piece, SourceBytes).Fin());
        return JsonConvert.DeserializeObject<HostileServerChild.Ordeal>(
            await ChildProcess.RunAsync(child, server.BaseAddress.AbsoluteUri))!;
    }

    private static string Against(IEnumerable<Bar> bars)
    {
        double[] raw =
            [.. bars.Where(bar => bar.Label.StartsWith("platform", StringComparison.Ordinal)).Select(bar => bar.Value * (1 << 20))];
        return raw.Length == 0 ? string.Empty : $"; platform alone {string.Join(" and ", raw.Select(Figures.Megabytes))}";
    }
}
