using System;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Wire;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dify.Generated.Tests.Retries;

/// <summary>A caller that gives up and a server that takes too long are told apart, wherever the call stands.</summary>
public sealed class CancellationTests
{
    [Fact(Timeout = 30_000)]
    public async Task Cancelled_before_it_starts_nothing_is_sent()
    {
        StubHandler handler = StubHandler.Json(Samples.Answer);
        using DifyWorkflowClient client = handler.CreateClient();
        using var leaving = new CancellationTokenSource();
        await leaving.CancelAsync();

        OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.GetWorkflowAppInfoAsync(leaving.Token));

        Assert.Equal(leaving.Token, cancelled.CancellationToken);
        Assert.Equal(0, handler.Count);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancelled_while_the_server_is_silent_the_connection_is_closed(bool afterTheHeaders)
    {
        var silent = new WireSignal();
        WireScript script = afterTheHeaders
            ? WireScript.Request.Head(200, "Content-Type: application/json", "Content-Length: 10")
            : WireScript.Request;
        await using var server = WireServer.Start(script.PauseUntil(silent).WaitForClose());
        using var client = new DifyWorkflowClient(new DifyClientOptions { ApiKey = ClientSession.Key, BaseAddress = server.BaseAddress });
        using var leaving = new CancellationTokenSource();

        Task<AppInfoResponse> call = client.GetWorkflowAppInfoAsync(leaving.Token);
        await silent.WaitUntilReachedAsync(CancellationToken.None);
        await leaving.CancelAsync();

        OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(leaving.Token, cancelled.CancellationToken);
        silent.Set();
        await server.Connections[0].ClosedByClient;
        Assert.Single(server.Requests);
    }

    [Fact(Timeout = 30_000)]
    public async Task Cancelled_in_the_middle_of_a_wait_it_ends_at_once()
    {
        var clock = new ScriptedClock(waitsEnd: false);
        var handler = new StubHandler((_, _) => Task.FromResult(StubHandler.Problem(503, "unknown", "60")));
        using DifyWorkflowClient client = handler.CreateClient(clock.Use);
        using var leaving = new CancellationTokenSource();

        Task<AppInfoResponse> call = client.GetWorkflowAppInfoAsync(leaving.Token);
        await clock.FirstWait;
        await leaving.CancelAsync();

        OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(leaving.Token, cancelled.CancellationToken);
        Assert.Equal(1, handler.Count);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_takes_too_long_is_a_timeout(bool afterTheHeaders)
    {
        var clock = new FakeTimeProvider();
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var handler = new StubHandler(async (_, token) =>
        {
            if (!afterTheHeaders)
            {
                waiting.SetResult();
                await Task.Delay(Timeout.Infinite, token);
            }

            return new HttpResponseMessage { Content = new StreamContent(new SilentStream(waiting)) };
        });
        using DifyWorkflowClient client = handler.CreateClient(options =>
        {
            options.TimeProvider = clock;
            options.Timeout = TimeSpan.FromSeconds(7);
        });

        Task<AppInfoResponse> call = client.GetWorkflowAppInfoAsync();
        await waiting.Task;
        clock.Advance(TimeSpan.FromSeconds(6.9));
        Assert.False(call.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.2));

        DifyTimeoutException timeout = await Assert.ThrowsAsync<DifyTimeoutException>(() => call);
        Assert.Contains("00:00:07", timeout.Message, StringComparison.Ordinal);
        Assert.True(timeout.IsTransient);
        Assert.True(timeout.MayHaveReachedServer);
        Assert.Equal(1, handler.Count);
    }

    [Fact(Timeout = 30_000)]
    public async Task The_shorter_patience_of_the_callers_own_HttpClient_is_a_timeout_too()
    {
        var handler = new StubHandler(async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return new HttpResponseMessage();
        });
        using var httpClient = new HttpClient(handler) { Timeout = TimeSpan.FromMilliseconds(50) };
        using var client = new DifyWorkflowClient(new DifyClientOptions { ApiKey = ClientSession.Key }, httpClient);

        DifyTimeoutException timeout = await Assert.ThrowsAsync<DifyTimeoutException>(() => client.GetWorkflowAppInfoAsync());

        Assert.Contains("00:00:00.05", timeout.Message, StringComparison.Ordinal);
        Assert.Equal(1, handler.Count);
    }

    /// <summary>A body that never comes.</summary>
    private sealed class SilentStream(TaskCompletionSource waiting) : MemoryStream
    {
        public override bool CanSeek => false;

        public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            waiting.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }
    }
}
