using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.ServerSentEvents;
using System.Threading;
using System.Threading.Tasks;
using Dify.Benchmarks.Measuring;
using Dify.Benchmarks.Serving;
using Dify.Generated;
using Dify.Generated.Tests.Wire;

namespace Dify.Benchmarks.Experiments;

/// <summary>
/// Cancelling at every moment of a run's life: when the exception is there, when the server sees the connection closed, and how often and
/// when it is told to stop the run. Each time ends when another task has heard of it, so that it is rather too long than too short.
/// </summary>
internal sealed class Cancelling : Experiment
{
    public override IReadOnlyList<string> Goals => ["B6"];

    public override async Task<Outcome> MeasureAsync(Effort effort)
    {
        int rounds = (effort == Effort.Full ? 1000 : 120) / CancelMoment.All.Count;
        await RoundAsync(OnCancel.StopRun);
        var raw = new List<double>();
        var left = new List<CancelSession>();
        var stopped = new List<CancelSession>();
        for (int round = 0; round < rounds; round++)
        {
            raw.Add(await CancelRawAsync());
            left.AddRange(await RoundAsync(OnCancel.LeaveRunning));
            stopped.AddRange(await RoundAsync(OnCancel.StopRun));
        }

        double[] exceptions = [.. Milliseconds(left, session => session.Exception)];
        double[] behindStops = [.. Milliseconds(stopped.Where(session => session.StopsDue > 0), session => session.Exception)];
        double[] closes = [.. Milliseconds([.. left, .. stopped], session => session.Close)];
        double[] stops = [.. Milliseconds(stopped, session => session.Stop)];
        int right = left.Concat(stopped).Count(session => session.Stops == session.StopsDue);
        int all = left.Count + stopped.Count;
        return new Outcome(
            [
                new Finding(
                    "B6",
                    "from cancelling a silent stream, or a call at any other moment of its life, to the exception",
                    "at most 10 ms for 99 %",
                    $"{Describe(exceptions)}; platform alone {Describe(raw)}; where the exception tells what became of a stop call {Describe(behindStops)}",
                    exceptions.Percentile(99) <= 10),
                new Finding(
                    "B6",
                    "from cancelling until the server sees the connection closed",
                    "at most 50 ms for 99 %",
                    Describe(closes),
                    closes.Percentile(99) <= 50),
                new Finding(
                    "B6",
                    $"stop calls after cancelling at {CancelMoment.All.Count} moments of a run's life: one if its task is known and it is not over, none otherwise; from cancelling until the server has it",
                    "always; at most 50 ms for 99 %",
                    $"{right:#,0} of {all:#,0} runs; {Describe(stops)}",
                    right == all && stops.Percentile(99) <= 50),
            ],
            [
                new Chart(
                    "cancel",
                    "From cancelling a silent stream to the exception, 99 % of all",
                    "ms",
                    [new Bar("platform alone", raw.Percentile(99)), new Bar("Dify.Generated", exceptions.Percentile(99))]),
            ]);
    }

    private static async Task<IReadOnlyList<CancelSession>> RoundAsync(OnCancel onCancel)
    {
        var sessions = new List<CancelSession>();
        foreach (CancelMoment moment in CancelMoment.All)
        {
            var session = new CancelSession(moment, onCancel);
            sessions.Add(session);
            await session.MeasureAsync();
        }

        // All servers hear to the end of the round what might come too late or once too often.
        foreach (CancelSession session in sessions)
        {
            await session.DisposeAsync();
        }

        return sessions;
    }

    private static async Task<double> CancelRawAsync()
    {
        await using var server = WireServer.Start(WireScript.Request.StreamHead().Chunk(DifyFrames.Started));
        using var raw = new RawClient(server.BaseAddress);
        using var caller = new CancellationTokenSource();
        using HttpResponseMessage response = await raw.OpenAsync();
        await using Stream stream = await response.Content.ReadAsStreamAsync();
        await using IAsyncEnumerator<SseItem<string>> events = SseParser.Create(stream).EnumerateAsync(caller.Token).GetAsyncEnumerator();
        await events.MoveNextAsync();
        Task next = events.MoveNextAsync().AsTask();
        long start = Stopwatch.GetTimestamp();
        caller.Cancel();
        try
        {
            await next;
            throw new UnreachableException();
        }
        catch (OperationCanceledException)
        {
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
    }

    private static IEnumerable<double> Milliseconds(IEnumerable<CancelSession> sessions, Func<CancelSession, TimeSpan?> time) =>
        sessions.Select(time).OfType<TimeSpan>().Select(found => found.TotalMilliseconds);

    private static string Describe(IReadOnlyCollection<double> times) =>
        $"{Figures.Milliseconds(times.Median())}, 99 % {Figures.Milliseconds(times.Percentile(99))}, all {Figures.Milliseconds(times.Max())}";
}
