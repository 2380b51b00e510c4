using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.ServerSentEvents;
using System.Threading.Tasks;
using Dify.Benchmarks.Measuring;
using Dify.Benchmarks.Serving;
using Dify.Generated;
using Dify.Generated.Tests.Wire;

namespace Dify.Benchmarks.Experiments;

/// <summary>Leaving a silent stream without a cancellation, until the server sees the connection closed: by <c>break</c>, and by disposing
/// of a run.</summary>
internal sealed class Leaving : Experiment
{
    private static readonly WireScript Silent = WireScript.Request.StreamHead().Chunk(DifyFrames.Started);

    private static readonly WireScript Stopped = WireScript.Request.Json(200, "{\"result\":\"success\"}", "Connection: close");

    // With the settings of the platform, as it is when the caller brings one.
    private static readonly HttpClient CallersOwn = new(new SocketsHttpHandler());

    private static readonly IReadOnlyList<(string Name, Func<Uri, DifyWorkflowClient> Create)> ClientKinds =
    [
        (string.Empty, address => Clients.Create(address)),
        (", the caller's HttpClient", address => new DifyWorkflowClient(
            new DifyClientOptions { ApiKey = "app-benchmark", BaseAddress = address }, CallersOwn)),
    ];

    public override IReadOnlyList<string> Goals => ["B7"];

    public override async Task<Outcome> MeasureAsync(Effort effort)
    {
        int rounds = effort == Effort.Full ? 200 : 30;
        Dictionary<string, List<double>> own = [];
        foreach ((string name, Func<Uri, DifyWorkflowClient> create) in ClientKinds)
        {
            // The first of each is not counted.
            for (int round = -1; round < rounds; round++)
            {
                foreach ((string way, Func<DifyWorkflowClient, Task<long>> leaveAsync) in Ways)
                {
                    List<double> times = own.TryGetValue(way + name, out List<double>? known) ? known : own[way + name] = [];
                    times.AddRange(Enumerable.Repeat(await LeaveAsync(create, leaveAsync), round < 0 ? 0 : 1));
                }
            }
        }

        // Each takes two seconds and no processor.
        double[] raw = await Task.WhenAll(Enumerable.Range(0, 9).Select(_ => LeaveRawAsync()));
        double[] all = [.. own.Values.SelectMany(times => times)];
        return new Outcome(
            [
                new Finding(
                    "B7",
                    "from break, or from disposing of a run, until the server sees the connection closed",
                    "at most 100 ms for 99 %",
                    $"{Figures.Milliseconds(all.Median())}, 99 % {Figures.Milliseconds(all.Percentile(99))}, all {Figures.Milliseconds(all.Max())}; platform alone {Figures.Milliseconds(raw.Median())}",
                    all.Percentile(99) <= 100),
            ],
            [
                new Chart(
                    "leave",
                    "From leaving a silent stream until the server sees the connection closed",
                    "ms",
                    [
                        new Bar("platform alone, break", raw.Median()),
                        .. own.Select(pair => new Bar("Dify.Generated, " + pair.Key, pair.Value.Median())),
                    ]),
            ]);
    }

    private static IReadOnlyList<(string Name, Func<DifyWorkflowClient, Task<long>> LeaveAsync)> Ways =>
    [
        ("break", client => BreakAsync(client.ExecuteWorkflowStreamingAsync(Clients.Request))),
        ("break in a run", async client =>
        {
            await using WorkflowRun run = await client.StartWorkflowAsync(Clients.Request);
            return await BreakAsync(run.Events);
        }),
        ("dispose of a run", async client =>
        {
            WorkflowRun run = await client.StartWorkflowAsync(Clients.Request);
            long start = Stopwatch.GetTimestamp();
            await run.DisposeAsync();
            return start;
        }),
    ];

    private static async Task<long> BreakAsync(IAsyncEnumerable<WorkflowStreamEvent> events)
    {
        long start = 0;
        await foreach (WorkflowStreamEvent _ in events)
        {
            start = Stopwatch.GetTimestamp();
            break;
        }

        return start;
    }

    private static async Task<double> LeaveAsync(Func<Uri, DifyWorkflowClient> create, Func<DifyWorkflowClient, Task<long>> leaveAsync)
    {
        await using var server = WireServer.Start(Silent, Stopped);
        using DifyWorkflowClient client = create(server.BaseAddress);
        Task<long> closed = ClosedAsync(server);
        long start = await leaveAsync(client);
        return Stopwatch.GetElapsedTime(start, await closed.WaitAsync(TimeSpan.FromSeconds(20))).TotalMilliseconds;
    }

    private static async Task<double> LeaveRawAsync()
    {
        await using var server = WireServer.Start(Silent);
        using var raw = new RawClient(server.BaseAddress);
        Task<long> closed = ClosedAsync(server);
        long start = 0;
        using (HttpResponseMessage response = await raw.OpenAsync())
        await using (Stream stream = await response.Content.ReadAsStreamAsync())
        {
            await foreach (SseItem<string> _ in SseParser.Create(stream).EnumerateAsync())
            {
                start = Stopwatch.GetTimestamp();
                break;
            }
        }

        return Stopwatch.GetElapsedTime(start, await closed.WaitAsync(TimeSpan.FromSeconds(20))).TotalMilliseconds;
    }

    private static async Task<long> ClosedAsync(WireServer server)
    {
        await server.WaitForRequestsAsync(1, default);
        await server.Connections[0].ClosedByClient;
        return Stopwatch.GetTimestamp();
    }
}
