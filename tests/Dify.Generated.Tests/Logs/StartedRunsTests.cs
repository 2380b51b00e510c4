using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dify.Generated.Tests.Logs;

/// <summary>Starts that got lost on their way back are found in the log, whose times are whole seconds.</summary>
public sealed class StartedRunsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory(Timeout = 30_000)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(900)]
    [InlineData(999)]
    public async Task A_run_of_the_very_second_of_the_start_is_found_and_none_of_the_second_before(int milliseconds)
    {
        var clock = new FakeTimeProvider(Noon.AddSeconds(-1));
        await using DifyTestServer server = DifyTestServer.Start(new DifyTestServerOptions { TimeProvider = clock });
        server.OnRun(run => run.Started().Finish());
        using var client = new DifyWorkflowClient(new DifyClientOptions { ApiKey = server.ApiKey, BaseAddress = server.BaseAddress });
        await StartAsync(client, "user-1");
        clock.Advance(TimeSpan.FromSeconds(1) + TimeSpan.FromMilliseconds(milliseconds));
        DateTimeOffset since = clock.GetUtcNow();
        string lost = await StartAsync(client, "user-1");
        await StartAsync(client, "user-2");

        IReadOnlyList<WorkflowLogItem> found = await client.FindStartedRunsAsync("user-1", since);

        Assert.Equal([lost], found.Select(item => item.WorkflowRun!.Id));
    }

    private static async Task<string> StartAsync(DifyWorkflowClient client, string user)
        => (await client.ExecuteWorkflowAsync(new WorkflowExecutionRequest { Inputs = [], User = user })).WorkflowRunId!;
}
