using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Time.Testing;
using Polly.CircuitBreaker;
using Polly.Timeout;
using Xunit;

namespace Dify.Generated.Tests.DependencyInjection;

/// <summary>A host that repeats every call of every client, as Aspire's service defaults do, must not start a run twice.</summary>
public sealed class InheritedResilienceTests
{
    private static readonly TimeSpan LongerThanAnyDefault = TimeSpan.FromMinutes(2);

    [Theory(Timeout = 30_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_run_that_takes_longer_than_the_hosts_defaults_is_started_once_and_waited_for(bool defaultsComeFirst)
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = new TaskCompletionSource<HttpResponseMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        var handler = new StubHandler((_, token) =>
        {
            arrived.TrySetResult();
            return answer.Task.WaitAsync(token);
        });
        var clock = new FakeTimeProvider();
        await using ServiceProvider provider = Host(handler, clock, defaultsComeFirst, own: null);

        Task<WorkflowBlockingResponse> run = provider.GetRequiredService<IDifyWorkflowClient>().ExecuteWorkflowAsync(Request());
        await arrived.Task;
        clock.Advance(LongerThanAnyDefault);
        answer.SetResult(StubHandler.Answer(200, "application/json", Samples.AnswerBytes));

        Assert.Equal("r", (await run).WorkflowRunId);
        Assert.Equal(1, handler.Count);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_refused_run_is_told_as_what_it_is_and_not_sent_again()
    {
        var handler = new StubHandler((_, _) => Task.FromResult(StubHandler.Problem(504, "unknown")));
        await using ServiceProvider provider = Host(handler, new FakeTimeProvider(), defaultsComeFirst: true, own: null);

        DifyServerException refusal = await Assert.ThrowsAsync<DifyServerException>(
            () => provider.GetRequiredService<IDifyWorkflowClient>().StartWorkflowAsync(Request()));

        Assert.Equal(504, refusal.StatusCode);
        Assert.Equal(1, handler.Count);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_resilience_handler_of_the_clients_own_cannot_send_a_run_again()
    {
        var handler = new StubHandler((_, _) => Task.FromResult(StubHandler.Problem(504, "unknown")));
        await using ServiceProvider provider = Host(handler, TimeProvider.System, defaultsComeFirst: true, own: builder
            => builder.AddStandardResilienceHandler(Quickly));

        DifyConnectionException refusal = await Assert.ThrowsAsync<DifyConnectionException>(
            () => provider.GetRequiredService<IDifyWorkflowClient>().ExecuteWorkflowAsync(Request()));

        Assert.Contains("executeWorkflow", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("RemoveAllResilienceHandlers", refusal.Message, StringComparison.Ordinal);
        Assert.True(refusal.MayHaveReachedServer);
        Assert.False(refusal.IsTransient);
        Assert.Equal(1, handler.Count);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_resilience_handler_of_the_clients_own_repeats_what_did_not_reach_the_server()
    {
        int calls = 0;
        var handler = new StubHandler((_, _) => Interlocked.Increment(ref calls) == 1
            ? throw new HttpRequestException("",
                new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.ConnectionRefused))
            : Task.FromResult(StubHandler.Answer(200, "application/json", Samples.AnswerBytes)));
        await using ServiceProvider provider = Host(handler, TimeProvider.System, defaultsComeFirst: true, own: builder
            => builder.AddStandardResilienceHandler(Quickly));

        WorkflowBlockingResponse answer = await provider.GetRequiredService<IDifyWorkflowClient>().ExecuteWorkflowAsync(Request());

        Assert.Equal("r", answer.WorkflowRunId);
        Assert.Equal(2, handler.Count);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_resilience_handler_of_the_clients_own_repeats_reads()
    {
        int calls = 0;
        var handler = new StubHandler((_, _) => Task.FromResult(
            Interlocked.Increment(ref calls) == 1 ? StubHandler.Problem(504, "unknown")
                : StubHandler.Answer(200, "application/json", """{"name":"app"}"""u8.ToArray())));
        await using ServiceProvider provider = Host(handler, TimeProvider.System, defaultsComeFirst: true, own: builder
            => builder.AddStandardResilienceHandler(Quickly));

        Assert.Equal("app", (await provider.GetRequiredService<IDifyWorkflowClient>().GetWorkflowAppInfoAsync()).Name);
    }

    [Fact(Timeout = 30_000)]
    public async Task An_HttpClient_of_the_callers_own_with_a_resilience_handler_cannot_send_a_run_again()
    {
        int arrived = 0;
        var handler = new StubHandler(async (request, token) =>
        {
            // As a connection does, which writes the body.
            await request.Content!.CopyToAsync(System.IO.Stream.Null, token);
            Interlocked.Increment(ref arrived);
            return StubHandler.Problem(504, "unknown");
        });
        var services = new ServiceCollection();
        services.AddHttpClient("own").ConfigurePrimaryHttpMessageHandler(() => handler).AddStandardResilienceHandler(Quickly);
        await using ServiceProvider provider = services.BuildServiceProvider();
        using HttpClient httpClient = provider.GetRequiredService<IHttpClientFactory>().CreateClient("own");
        using var client = new DifyWorkflowClient(new DifyClientOptions { ApiKey = ClientSession.Key }, httpClient);

        DifyConnectionException refusal = await Assert.ThrowsAsync<DifyConnectionException>(() => client.ExecuteWorkflowAsync(Request()));

        Assert.Contains("executeWorkflow", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, arrived);
    }

    [Fact(Timeout = 30_000)]
    public async Task What_other_handlers_throw_is_caught_as_a_failed_call()
    {
        DifyTimeoutException late = await Assert.ThrowsAsync<DifyTimeoutException>(()
            => CallThatThrows(new TimeoutRejectedException("late")));
        DifyConnectionException open = await Assert.ThrowsAsync<DifyConnectionException>(()
            => CallThatThrows(new BrokenCircuitException("open")));
        DifyConnectionException other = await Assert.ThrowsAsync<DifyConnectionException>(()
            => CallThatThrows(new InvalidOperationException("CANARY")));

        Assert.IsType<TimeoutRejectedException>(late.InnerException);
        Assert.Contains("Polly.Timeout.TimeoutRejectedException", late.Message, StringComparison.Ordinal);
        Assert.True(open.IsTransient);
        Assert.IsType<InvalidOperationException>(other.InnerException);
        Assert.DoesNotContain("CANARY", other.Message, StringComparison.Ordinal);
    }

    private static async Task CallThatThrows(Exception exception)
    {
        using DifyWorkflowClient client = new StubHandler((_, _) => throw exception).CreateClient(options => options.Retry.MaxRetries = 0);
        await client.GetWorkflowAppInfoAsync();
    }

    private static ServiceProvider Host(StubHandler handler, TimeProvider clock, bool defaultsComeFirst, Action<IHttpClientBuilder>? own)
    {
        var services = new ServiceCollection();
        services.AddLogging().AddSingleton(clock);
        if (defaultsComeFirst)
        {
            services.ConfigureHttpClientDefaults(builder => builder.AddStandardResilienceHandler());
        }

        IHttpClientBuilder client = services.AddDifyWorkflowClient(options =>
        {
            options.ApiKey = ClientSession.Key;
            options.Timeout = Timeout.InfiniteTimeSpan;
        });
        client.ConfigurePrimaryHttpMessageHandler(() => handler);
        own?.Invoke(client);
        if (!defaultsComeFirst)
        {
            services.ConfigureHttpClientDefaults(builder => builder.AddStandardResilienceHandler());
        }

        return services.BuildServiceProvider();
    }

    private static void Quickly(HttpStandardResilienceOptions options) => options.Retry.Delay = TimeSpan.FromMilliseconds(1);

    private static WorkflowExecutionRequest Request() => new() { Inputs = new WorkflowInputs(), User = "user-1" };
}
