using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Dify.Benchmarks.Measuring;
using Dify.Benchmarks.Serving;
using Dify.Generated;

namespace Dify.Benchmarks.Experiments;

/// <summary>Twice the bytes take twice the time, whatever the shape of the stream and the pieces that it comes in.</summary>
internal sealed class LinearTime : Experiment
{
    private const int LargeLine = 16 << 20;
    private const int SmallLine = 4 << 20;

    // For each shape, one unit of the stream, repeated until it is as long as it is to be, and how many bytes come at once.
    private static readonly IReadOnlyList<(string Name, Func<int, string> Make, int Piece)> Shapes =
    [
        ("data only", bytes => Repeat(DifyFrames.Text(" word"), bytes), 16_384),
        ("named", bytes => Repeat("event: text_chunk\n" + DifyFrames.Text(" word"), bytes), 16_384),
        ("identified", bytes => Repeat("id: 1234567890\n" + DifyFrames.Text(" word"), bytes), 16_384),
        ("small pieces", bytes => Repeat(DifyFrames.Text(" word"), bytes), 8),
        ("several bytes a character", bytes => Repeat(DifyFrames.Text("日本語の文章です😀"), bytes), 16_384),
        ("pings", bytes => Repeat(DifyFrames.Ping, bytes), 16_384),
        ("comments", bytes => Repeat(": keep-alive\n\n", bytes), 16_384),
        ("lines of no field, byte by byte", bytes => Repeat("no field at all\n\n", bytes), 1),
        ("one huge line, in drips", bytes => "data: {\"event\": \"text_chunk\", \"data\": {\"text\": \"" + new string(
            'x', bytes) + "\"}}\n\n", 64),
        ("one event of many lines", bytes => "data: {\"event\": \"text_chunk\", \"data\": {\n"
            + Repeat("data: \"member\": 1,\n", bytes) + "data: \"text\": \"\"}}\n\n", 16_384),
        ("all line ends and empty fields", bytes => Repeat("data:\r\rdata\r\n\r\nevent\n\n:\r\n\r\n", bytes), 16_384),
    ];

    public override IReadOnlyList<string> Goals => ["A5"];

    public override async Task<Outcome> MeasureAsync(Effort effort)
    {
        int count = effort == Effort.Full ? 11 : 5;
        int bytes = effort == Effort.Full ? 2 << 20 : 1 << 19;
        const string Small = "4 MiB";
        const string Large = "16 MiB";
        const string Drips = "16 MiB in drips";
        string Line(int length) => "data: {\"event\": \"text_chunk\", \"data\": {\"text\": \"" + new string('x', length) + "\"}}\n\n";
        Rounds lines = await Rounds.MeasureOnceWarmAsync(
            count,
            Reading(Small, Line(SmallLine), 16_384),
            Reading(Large, Line(LargeLine), 16_384),
            Reading(Drips, Line(LargeLine), 64));
        double growth = lines.Ratio(Large, Small);
        double drips = lines.Ratio(Drips, Large);

        (string Name, double Growth) worst = ("none", 0);
        foreach ((string name, Func<int, string> make, int piece) in Shapes)
        {
            Rounds rounds = await Rounds.MeasureOnceWarmAsync(
                count + 1, Reading("once", make(bytes), piece), Reading("twice", make(bytes * 2), piece));
            double ratio = rounds.Ratio("twice", "once");
            worst = ratio > worst.Growth ? (name, ratio) : worst;
        }

        return new Outcome(new Finding(
            "A5",
            "time grows with the bytes: a line of 16 MiB against one of 4 MiB; reads of 64 bytes against 16 KiB; eleven shapes of streams, twice as long",
            "at most 4.8 ×; 2.0 ×; 2.4 ×",
            $"{Figures.Times(growth)}; {Figures.Times(drips)}; {Figures.Times(worst.Growth)} ({worst.Name})",
            growth <= 4.8 && drips <= 2 && worst.Growth <= 2.4));
    }

    private static string Repeat(string unit, int bytes) => string.Concat(Enumerable.Repeat(unit, (bytes / unit.Length) + 1));

    private static Contender Reading(string name, string stream, int piece)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(stream + DifyFrames.Finished);
        return new Contender(name, async () =>
        {
            using var httpClient = new HttpClient(new PieceHandler(bytes, piece)) { Timeout = Timeout.InfiniteTimeSpan };
            using var client = new DifyWorkflowClient(new DifyClientOptions { ApiKey = "app-benchmark" }, httpClient);
            await foreach (WorkflowStreamEvent _ in client.ExecuteWorkflowStreamingAsync(Clients.Request))
            {
                // Only reading is measured.
            }

            return 1;
        });
    }
}
