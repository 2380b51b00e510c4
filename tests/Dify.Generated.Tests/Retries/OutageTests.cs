using System;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Goals;
using Xunit;
using Xunit.Abstractions;

namespace Dify.Generated.Tests.Retries;

/// <summary>An outage is not multiplied by the retries that it causes.</summary>
[Trait(Goal.Trait, "B5")]
public sealed class OutageTests(ITestOutputHelper output)
{
    private const int Calls = 1000;
    private const int MostRequests = 1100;

    [Theory(Timeout = 60_000)]
    [InlineData(1)]
    [InlineData(32)]
    public async Task A_thousand_calls_in_a_total_outage_make_at_most_a_tenth_more_requests(int parallel)
    {
        var handler = new StubHandler((_, _) => Task.FromResult(StubHandler.Problem(503, "unknown")));
        var clock = new ScriptedClock();
        using DifyWorkflowClient client = handler.CreateClient(clock.Use);

        await Parallel.ForEachAsync(Enumerable.Range(0, Calls), new ParallelOptions
        {
            MaxDegreeOfParallelism = parallel,
        }, async (_, token) =>
            await Assert.ThrowsAsync<DifyServerException>(() => client.GetWorkflowAppInfoAsync(token)));

        Assert.InRange(handler.Count, Calls + 1, MostRequests);

        // Each wait comes before a repetition: no first try had one.
        Assert.Equal(handler.Count - Calls, clock.Waits.Count);
        output.Report(
            "B5",
            $"{Calls} calls in a total outage, {parallel} at a time: {handler.Count} requests, {(double)handler.Count / Calls:F2} per call");
    }

    [Fact(Timeout = 60_000)]
    public async Task The_first_try_of_a_call_waits_for_no_other()
    {
        int seen = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var handler = new StubHandler((_, _) =>
        {
            if (Interlocked.Increment(ref seen) == Calls)
            {
                all.SetResult();
            }

            return Task.FromResult(StubHandler.Problem(503, "unknown", "60"));
        });

        // By this clock no wait ends: a first try behind one would never come.
        var clock = new ScriptedClock(waitsEnd: false);
        using DifyWorkflowClient client = handler.CreateClient(clock.Use);
        using var leaving = new CancellationTokenSource();
        Task<Exception?>[] calls =
            [.. Enumerable.Range(0, Calls).Select(_ => Record.ExceptionAsync(() => client.GetWorkflowAppInfoAsync(leaving.Token)))];
        await all.Task;
        await leaving.CancelAsync();
        Exception?[] failures = await Task.WhenAll(calls);

        Assert.All(failures, failure => Assert.True(failure is DifyServerException or OperationCanceledException, $"{failure}"));
        Assert.Equal(Calls, handler.Count);
        Assert.NotEmpty(clock.Waits);
        output.Report("B5", $"{Calls} calls in an outage in which no wait ends: {handler.Count} first tries made at once");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_server_that_nobody_reaches_is_no_exception()
    {
        var handler = new StubHandler((_, _) => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused"));
        var clock = new ScriptedClock();
        using DifyWorkflowClient client = handler.CreateClient(clock.Use);

        for (int call = 0; call < Calls; call++)
        {
            await Assert.ThrowsAsync<DifyConnectionException>(() => client.ExecuteWorkflowAsync(Samples.Run()));
        }

        Assert.InRange(handler.Count, Calls + 1, MostRequests);
        Assert.Equal(handler.Count - Calls, clock.Waits.Count);
        output.Report(
            "B5", $"{Calls} runs for a server that nobody reaches: {handler.Count} tries, {(double)handler.Count / Calls:F2} per call");
    }

    [Fact(Timeout = 60_000)]
    public async Task Calls_that_succeed_earn_repetitions_back()
    {
        bool isDown = true;
        var handler = new StubHandler((_, _) => Task.FromResult(
            isDown ? StubHandler.Problem(503, "unknown") : StubHandler.Answer(200, "application/json", Samples.AnswerBytes)));
        using DifyWorkflowClient client = handler.CreateClient(options =>
        {
            new ScriptedClock().Use(options);
            options.Retry.Budget = 2;
        });

        Assert.Equal(3, await FailAsync());
        Assert.Equal(1, await FailAsync());
        isDown = false;
        for (int call = 0; call < 10; call++)
        {
            await client.GetWorkflowAppInfoAsync();
        }

        isDown = true;
        Assert.Equal(2, await FailAsync());

        async Task<int> FailAsync()
        {
            int before = handler.Count;
            await Assert.ThrowsAsync<DifyServerException>(() => client.GetWorkflowAppInfoAsync());
            return handler.Count - before;
        }
    }
}
