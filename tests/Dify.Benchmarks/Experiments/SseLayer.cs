using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Net.ServerSentEvents;
using System.Text;
using System.Threading.Tasks;
using Dify.Benchmarks.Measuring;
using Dify.Benchmarks.Serving;
using Dify.Generated;

namespace Dify.Benchmarks.Experiments;

/// <summary>From bytes to the data of events, without JSON and without a network: framing, size limit, idle clock and the check of having
/// been given up, against the platform's parser, which has none of the last three.</summary>
internal sealed class SseLayer : Experiment
{
    private const string Platform = "platform parser";
    private const string Own = "Dify.Generated";

    public override IReadOnlyList<string> Goals => ["D3"];

    public override async Task<Outcome> MeasureAsync(Effort effort)
    {
        int events = effort == Effort.Full ? 200_000 : 50_000;
        byte[] bytes = Encoding.UTF8.GetBytes(string.Concat(DifyFrames.Run(events - 2)));
        Rounds rounds = await Rounds.MeasureAsync(
            effort == Effort.Full ? 21 : 11,
            new Contender(Platform, () => ReadByPlatformAsync(bytes)),
            new Contender(Own, () => ReadByOwnAsync(bytes)));

        double ratio = rounds.Ratio(Own, Platform);
        double speed = bytes.Length / (rounds.Nanoseconds(Own) * events);
        return new Outcome(
            [
                new Finding(
                    "D3",
                    "framing of events in memory, against the platform's parser",
                    "at most 1.05 ×, 1 B for an event",
                    Figures.Text($"{Figures.Times(ratio)}, {rounds.Bytes(Own):0.0} B for an event, {speed:0.0} GB/s"),
                    ratio <= 1.05 && rounds.Bytes(Own) <= 1),
            ],
            [rounds.Chart("framing-time", "Time to frame an event in memory", "ns", round => round.Nanoseconds)]);
    }

    private static async Task<long> ReadByPlatformAsync(byte[] bytes)
    {
        long count = 0;
        await foreach (SseItem<int> _ in SseParser.Create(new MemoryStream(bytes), static (_, data) => data.Length).EnumerateAsync())
        {
            count++;
        }

        return count;
    }

    private static async Task<long> ReadByOwnAsync(byte[] bytes)
    {
        using var response = new HttpResponseMessage();
        var connection = new EventConnection(response, new MemoryStream(bytes), TimeSpan.FromSeconds(45), TimeProvider.System);
        using var frames = new EventFrames(64 << 20);
        long count = 0;
        int length;
        do
        {
            while (frames.TryRead(out _))
            {
                count++;
            }

            length = await connection.ReadAsync(frames.MakeRoom());
            frames.Add(length);
        }
        while (length > 0);

        await connection.CloseAsync();
        return count;
    }
}
