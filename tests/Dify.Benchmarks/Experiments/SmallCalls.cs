using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Dify.Benchmarks.Measuring;
using Dify.Benchmarks.Serving;
using Dify.Generated;
using Newtonsoft.Json;

namespace Dify.Benchmarks.Experiments;

/// <summary>A small call over a socket against the platform alone, and what the layer for retries adds when nothing fails.</summary>
internal sealed class SmallCalls : Experiment
{
    private const string Raw = "platform alone";
    private const string Own = "Dify.Generated";
    private const string WithRetries = "with retries";
    private const string WithoutRetries = "without retries";
    private const string Answer = "{\"result\": \"success\"}";

    public override IReadOnlyList<string> Goals => ["D6"];

    public override async Task<Outcome> MeasureAsync(Effort effort)
    {
        int calls = effort == Effort.Full ? 20_000 : 4_000;
        int rounds = effort == Effort.Full ? 15 : 9;
        using var server = new ReadyServer(Answers.Json(Answer));
        using var raw = new RawClient(server.BaseAddress);
        using DifyWorkflowClient client = Clients.Create(server.BaseAddress);
        Rounds measured = await Rounds.MeasureAsync(
            rounds,
            new Contender(Raw, () => RepeatAsync(
                calls, () => raw.SendAsync<RawResult>(HttpMethod.Post, "/workflows/tasks/task-1/stop", new { user = "user-1" }))),
            new Contender(Own, () => RepeatAsync(
                calls, () => client.StopWorkflowTaskGenerationAsync("task-1", new StopWorkflowTaskGenerationRequest { User = "user-1" }))));

        using var noNetwork = new HttpClient(new ReadyHandler()) { Timeout = Timeout.InfiniteTimeSpan };
        using var with = new DifyWorkflowClient(new DifyClientOptions { ApiKey = "app-benchmark" }, noNetwork);
        using var without = new DifyWorkflowClient(
            new DifyClientOptions { ApiKey = "app-benchmark", Retry = { MaxRetries = 0 } }, noNetwork);
        Rounds layers = await Rounds.MeasureAsync(
            rounds,
            new Contender(WithRetries, () => RepeatAsync(calls * 5, () => with.GetWorkflowAppInfoAsync())),
            new Contender(WithoutRetries, () => RepeatAsync(calls * 5, () => without.GetWorkflowAppInfoAsync())));

        double ratio = measured.Ratio(Own, Raw);
        double time = layers.Nanoseconds(WithRetries) - layers.Nanoseconds(WithoutRetries);
        double bytes = layers.Bytes(WithRetries) - layers.Bytes(WithoutRetries);
        return new Outcome(
            [
                new Finding(
                    "D6",
                    "a small call against the platform alone; what retries add when nothing fails",
                    "at most 1.10 ×; 1,000 ns and 40 B",
                    $"{Figures.Times(ratio)} ({Figures.Bytes(measured.Bytes(Own))} against {Figures.Bytes(measured.Bytes(Raw))}); {Figures.Nanoseconds(Math.Max(time, 0))} and {Figures.Bytes(bytes)}",
                    ratio <= 1.10 && time <= 1000 && bytes <= 40),
            ],
            [measured.Chart("call-time", "A small call over loopback", "ns", round => round.Nanoseconds)]);
    }

    private static async Task<long> RepeatAsync<T>(int times, Func<Task<T>> call)
    {
        for (int i = 0; i < times; i++)
        {
            await call();
        }

        return times;
    }

    private sealed class RawResult
    {
        [JsonProperty("result")]
        public string? Result { get; set; }
    }

    private sealed class ReadyHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            => Task.FromResult(new HttpResponseMessage { Content = new StringContent("{}", null, "application/json") });
    }
}
