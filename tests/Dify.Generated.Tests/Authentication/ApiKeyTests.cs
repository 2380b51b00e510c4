using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Xunit;

namespace Dify.Generated.Tests.Authentication;

/// <summary>The key of the very client is on each request, wherever it comes from and whoever else uses the same HttpClient.</summary>
public sealed class ApiKeyTests
{
    [Fact(Timeout = 60_000)]
    public async Task Every_operation_sends_the_key_as_a_bearer_token()
    {
        foreach (ClientOperation operation in ClientOperation.All)
        {
            var handler = new StubHandler((_, _) => Task.FromResult(StubHandler.Problem(404, "not_found")));
            using DifyWorkflowClient client = handler.CreateClient();
            await Assert.ThrowsAsync<DifyNotFoundException>(() => operation.CallAsync(client, "text", CancellationToken.None));

            Assert.Equal(["Bearer " + ClientSession.Key], handler.Authorizations);
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task A_provider_is_asked_before_each_request_and_wins_over_the_key()
    {
        int asked = 0;
        StubHandler handler = StubHandler.Json(Samples.Answer);
        using DifyWorkflowClient client = handler.CreateClient(
            options => options.ApiKeyProvider = _ => new ValueTask<string>($"app-rotated-{++asked}"));

        await client.GetWorkflowAppInfoAsync();
        await client.GetWorkflowAppInfoAsync();

        Assert.Equal(["Bearer app-rotated-1", "Bearer app-rotated-2"], handler.Authorizations);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_repeated_call_asks_the_provider_again()
    {
        int asked = 0;
        var handler = new StubHandler((_, _) => Task.FromResult(StubHandler.Problem(503, "unknown")));
        using DifyWorkflowClient client = handler.CreateClient(options =>
        {
            options.ApiKeyProvider = _ => new ValueTask<string>($"app-rotated-{++asked}");
            options.Retry.MaxRetries = 1;
            options.Retry.BaseDelay = TimeSpan.FromMilliseconds(1);
        });

        await Assert.ThrowsAsync<DifyServerException>(() => client.GetWorkflowAppInfoAsync());

        Assert.Equal(["Bearer app-rotated-1", "Bearer app-rotated-2"], handler.Authorizations);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("app-1\r\nX-Evil: 1")]
    [InlineData("app-secret\0")]
    [InlineData(" app-secret")]
    [InlineData("app-schlüssel")]
    public async Task A_provider_that_gives_no_usable_key_is_named_before_anything_is_sent(string? key)
    {
        StubHandler handler = StubHandler.Json(Samples.Answer);
        using DifyWorkflowClient client = handler.CreateClient(options => options.ApiKeyProvider = _ => new ValueTask<string>(key!));

        InvalidOperationException refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => client.GetWorkflowAppInfoAsync());

        Assert.Contains("ApiKeyProvider", refusal.Message, StringComparison.Ordinal);
        Assert.True(
            string.IsNullOrEmpty(key) || !refusal.ToString().Contains(key, StringComparison.Ordinal), "The message repeats the key.");
        Assert.Equal(0, handler.Count);
    }

    [Fact]
    public void A_key_that_is_missing_is_told_with_the_option_and_the_variable()
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => new DifyWorkflowClient(new DifyClientOptions()));

        Assert.All(
            (string[])["ApiKey,", "ApiKeyProvider", "DIFY_API_KEY"],
            name => Assert.Contains(name, refusal.Message, StringComparison.Ordinal));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_provider_that_fails_is_seen_as_it_failed()
    {
        StubHandler handler = StubHandler.Json(Samples.Answer);
        var failure = new HttpRequestException("The vault does not answer.");
        using DifyWorkflowClient client = handler.CreateClient(options => options.ApiKeyProvider = _ => throw failure);

        Assert.Same(failure, await Assert.ThrowsAsync<HttpRequestException>(() => client.GetWorkflowAppInfoAsync()));
        Assert.Equal(0, handler.Count);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_provider_that_waits_can_be_cancelled()
    {
        StubHandler handler = StubHandler.Json(Samples.Answer);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var leaving = new CancellationTokenSource();
        using DifyWorkflowClient client = handler.CreateClient(options => options.ApiKeyProvider = async token =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, token);
            return "never";
        });

        Task<AppInfoResponse> call = client.GetWorkflowAppInfoAsync(leaving.Token);
        await asked.Task;
        await leaving.CancelAsync();

        OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(leaving.Token, cancelled.CancellationToken);
    }

    [Fact(Timeout = 60_000)]
    public async Task Two_clients_on_one_HttpClient_never_send_each_others_key()
    {
        const int CallsOfEach = 500;
        var seen = new ConcurrentBag<(string Path, string? Key)>();
        using var handler = new StubHandler((request, _) =>
        {
            seen.Add((request.RequestUri!.AbsolutePath, request.Headers.Authorization!.ToString()));
            return Task.FromResult(StubHandler.Answer(200, "application/json", Samples.AnswerBytes));
        });
        using var httpClient = new HttpClient(handler);
        httpClient.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "app-of-nobody");
        string[] names = ["a", "b", "c", "d"];
        DifyWorkflowClient[] clients =
        [
            .. names.Select(name => new DifyWorkflowClient(
                new DifyClientOptions { ApiKey = "app-" + name, BaseAddress = new Uri($"https://dify.example.com/{name}") }, httpClient)),
        ];

        await Parallel.ForEachAsync(
            Enumerable.Range(0, CallsOfEach * clients.Length),
            new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (call, token) => await clients[call % clients.Length].GetWorkflowAppInfoAsync(token));

        Assert.Equal(CallsOfEach * clients.Length, seen.Count);
        Assert.All(seen, request => Assert.Equal($"Bearer app-{request.Path[1]}", request.Key));
        Assert.Equal("Bearer app-of-nobody", httpClient.DefaultRequestHeaders.Authorization.ToString());
        KeyValuePair<string, IEnumerable<string>> only = Assert.Single(httpClient.DefaultRequestHeaders);
        Assert.Equal("Authorization", only.Key);
    }

    [Fact(Timeout = 60_000)]
    public async Task Disposing_leaves_the_callers_HttpClient_usable()
    {
        using var httpClient = new HttpClient(StubHandler.Json(Samples.Answer));
        var options = new DifyClientOptions { ApiKey = ClientSession.Key };
        new DifyWorkflowClient(options, httpClient).Dispose();

        using var second = new DifyWorkflowClient(options, httpClient);
        await second.GetWorkflowAppInfoAsync();
    }
}
