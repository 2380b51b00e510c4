using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Dify.Benchmarks.Measuring;
using Dify.Benchmarks.Serving;
using Dify.Generated;
using Dify.Generated.Tests.Wire;

namespace Dify.Benchmarks.Experiments;

/// <summary>From the server's write to the typed event, with an event every two milliseconds, as a model speaks. The text of each event is
/// the time at which it was written.</summary>
internal sealed class AddedLatency : Experiment
{
    private const int EventsPerStream = 130;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    public override IReadOnlyList<string> Goals => ["D5"];

    public override async Task<Outcome> MeasureAsync(Effort effort)
    {
        using var server = new ReadyServer(Speak);
        using var raw = new RawClient(server.BaseAddress);
        using DifyWorkflowClient client = Clients.Create(server.BaseAddress);
        var platform = new List<double>();
        var own = new List<double>();
        int streams = effort == Effort.Full ? 40 : 10;
        for (int stream = -2; stream < streams; stream++)
        {
            await raw.ReadEventsAsync(next => Note(platform, next.Data?.Text, stream));
            await foreach (WorkflowStreamEvent next in client.ExecuteWorkflowStreamingAsync(Clients.Request))
            {
                Note(own, (next as TextChunkEvent)?.Data.Text, stream);
            }
        }

        double middle = own.Median() / platform.Median();
        double slowest = own.Percentile(99) / platform.Percentile(99);
        return new Outcome(
            [
                new Finding(
                    "D5",
                    Figures.Text(
                        $"from the server's write to the typed event, {own.Count:#,0} events 2 ms apart, against the platform alone: median; 99th percentile"),
                    "at most 1.20 ×; 1.50 ×",
                    $"{Figures.Times(middle)} ({Figures.Nanoseconds(own.Median() * 1000)} against {Figures.Nanoseconds(platform.Median() * 1000)}); {Figures.Times(slowest)} ({Figures.Nanoseconds(own.Percentile(99) * 1000)} against {Figures.Nanoseconds(platform.Percentile(99) * 1000)})",
                    middle <= 1.2 && slowest <= 1.5),
            ],
            [
                new Chart("latency", "From the server's write to the typed event", "µs",
                [
                    new Bar("platform alone, median", platform.Median()),
                    new Bar("Dify.Generated, median", own.Median()),
                    new Bar("platform alone, 99th percentile", platform.Percentile(99)),
                    new Bar("Dify.Generated, 99th percentile", own.Percentile(99)),
                ]),
            ]);
    }

    private static void Note(List<double> latencies, string? writtenAt, int stream)
    {
        long now = Stopwatch.GetTimestamp();
        if (stream >= 0 && long.TryParse(writtenAt, NumberStyles.None, CultureInfo.InvariantCulture, out long then))
        {
            latencies.Add(Stopwatch.GetElapsedTime(then, now).TotalMicroseconds);
        }
    }

    private static void Speak(Socket socket)
    {
        ReadyServer.Send(socket, Answers.StreamHead);
        Send(socket, DifyFrames.Started);
        for (int number = 0; number < EventsPerStream; number++)
        {
            Thread.Sleep(Pause);
            Send(socket, DifyFrames.Text(Stopwatch.GetTimestamp().ToString(CultureInfo.InvariantCulture)));
        }

        Send(socket, DifyFrames.Finished);
        ReadyServer.Send(socket, Answers.StreamEnd);
    }

    private static void Send(Socket socket, string frame) =>
        ReadyServer.Send(socket, WireScript.Chunked(System.Text.Encoding.UTF8.GetBytes(frame)));
}
