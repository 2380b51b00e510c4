using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Xunit;

namespace Dify.Generated.Tests.Retries;

/// <summary>An outage is not multiplied by the retries that it causes.</summary>
public sealed class OutageTests
{
    private const int Calls = 1000;
    private const int MostRequests = 1100;

    [Theory(Timeout = 60_000)]
    [InlineData(1)]
    [InlineData(32)]
    public async Task A_thousand_calls_in_a_total_outage_make_at_most_a_tenth_more_requests(int parallel)
    {
        var handler = new StubHandler((_, _) => Task.FromResult(StubHandler.Problem(503, "unknown")));
        using DifyWorkflowClient client = handler.CreateClient(new ScriptedClock().Use);

        await Parallel.ForEachAsync(Enumerable.Range(0, Calls), new ParallelOptions { MaxDegreeOfParallelism = parallel }, async (_, token) =>
            await Assert.ThrowsAsync<DifyServerException>(() => client.GetWorkflowAppInfoAsync(token)));

        Assert.InRange(handler.Count, Calls + 1, MostRequests);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_server_that_nobody_reaches_is_no_exception()
    {
        var handler = new StubHandler((_, _) => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused"));
        using DifyWorkflowClient client = handler.CreateClient(new ScriptedClock().Use);

        for (int call = 0; call < Calls; call++)
        {
            await Assert.ThrowsAsync<DifyConnectionException>(() => client.ExecuteWorkflowAsync(Samples.Run()));
        }

        Assert.InRange(handler.Count, Calls + 1, MostRequests);
    }

    [Fact(Timeout = 60_000)]
    public async Task Calls_that_succeed_earn_repetitions_back()
    {
        bool isDown = true;
        var handler = new StubHandler((_, _) => Task.FromResult(
            isDown ? StubHandler.Problem(503, "unknown") : StubHandler.Answer(200, "application/json", "{}"u8.ToArray())));
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
