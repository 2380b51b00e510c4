using System;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Files;
using Dify.Generated.Tests.Goals;
using Dify.Generated.Tests.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Dify.Generated.Tests.Retries;

/// <summary>Connections that break or are never made: the client knows whether the server can have seen the call, and repeats it or not by
/// that.</summary>
public sealed class BrokenConnectionTests(ITestOutputHelper output)
{
    private const int Once = 1;
    private const int UntilTheEnd = 3;

    [Theory(Timeout = 30_000)]
    [InlineData("empty response")]
    [InlineData("reset")]
    [InlineData("garbage")]
    [InlineData("cut in the headers")]
    [InlineData("cut in the body")]
    [InlineData("malformed chunk")]
    public async Task A_broken_connection_repeats_reads_and_never_runs(string fault)
    {
        WireScript script = fault switch
        {
            "empty response" => WireScript.Request.Fin(),
            "reset" => WireScript.Request.Reset(),
            "garbage" => WireScript.Request.Write("\u0001\u0002\u0003 lorem ipsum\r\n\r\n").Fin(),
            "cut in the headers" => WireScript.Request.Write("HTTP/1.1 200 OK\r\nContent-Ty").Fin(),
            "cut in the body" =>
                WireScript.Request.Head(200, "Content-Type: application/json", "Content-Length: 100").Write("{\"result\":").Fin(),
            _ => WireScript.Request.Head(200, "Content-Type: application/json", "Transfer-Encoding: chunked").Write("nonsense\r\n{}").Fin(),
        };

        int reads = await RetrySession.CountAsync(script, client => AssertBrokenAsync(client.GetWorkflowAppInfoAsync()));

        // Below the client, the platform itself asks again where a connection ends without a byte; it never does for a request with a body.
        Assert.True(fault == "empty response" ? reads >= UntilTheEnd : reads == UntilTheEnd, $"{reads} requests");
        Assert.Equal(Once, await RetrySession.CountAsync(script, client => AssertBrokenAsync(client.ExecuteWorkflowAsync(Samples.Run()))));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_server_that_is_not_reached_is_tried_again_for_every_call()
    {
        var clock = new ScriptedClock();
        using var client = new DifyWorkflowClient(RetrySession.Options(new Uri($"http://127.0.0.1:{WireServer.ClosedPort()}/v1"), clock));

        DifyConnectionException failure = await Assert.ThrowsAsync<DifyConnectionException>(
            () => client.ExecuteWorkflowAsync(Samples.Run()));

        Assert.Equal(2, clock.Waits.Count);
        Assert.False(failure.MayHaveReachedServer);
        Assert.True(failure.IsTransient);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_name_that_does_not_resolve_is_tried_again()
    {
        var handler = new StubHandler((_, _) => throw new HttpRequestException(HttpRequestError.NameResolutionError, "no such host"));
        using DifyWorkflowClient client = handler.CreateClient(new ScriptedClock().Use);

        DifyConnectionException failure = await Assert.ThrowsAsync<DifyConnectionException>(
            () => client.ExecuteWorkflowAsync(Samples.Run()));

        Assert.Equal(UntilTheEnd, handler.Count);
        Assert.False(failure.MayHaveReachedServer);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_connection_that_is_not_made_in_time_counts_as_not_reached()
    {
        var clock = new ScriptedClock();
        using var handler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromMilliseconds(50),
            ConnectCallback = async (_, token) =>
            {
                await Task.Delay(Timeout.Infinite, token);
                return Stream.Null;
            },
        };
        using var httpClient = new HttpClient(handler);
        using var client = new DifyWorkflowClient(RetrySession.Options(new Uri("http://127.0.0.1/v1"), clock), httpClient);

        DifyConnectionException failure = await Assert.ThrowsAsync<DifyConnectionException>(
            () => client.ExecuteWorkflowAsync(Samples.Run()));

        Assert.False(failure.MayHaveReachedServer);
        Assert.Equal(2, clock.Waits.Count);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_header_without_end_is_refused_once()
    {
        byte[] piece = new byte[1 << 20];
        Array.Fill(piece, (byte)'x');
        WireScript script = WireScript.Request.Write("HTTP/1.1 200 OK\r\nX-Long: ").WriteRepeatedly(piece, 100 << 20);
        DifyConnectionException? failure = null;

        int count = await RetrySession.CountAsync(
            script, async client => failure = await Assert.ThrowsAsync<DifyConnectionException>(() => client.GetWorkflowAppInfoAsync()));

        Assert.Equal(Once, count);
        Assert.False(failure!.IsTransient);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_seekable_stream_is_sent_again_from_where_it_stood_and_any_other_is_not()
    {
        using var seekable = new MemoryStream("xxcontent"u8.ToArray()) { Position = 2 };
        await using var server = WireServer.Start(RetrySession.Answer(429, "too_many_requests"));
        using var client = new DifyWorkflowClient(RetrySession.Options(server.BaseAddress, new ScriptedClock()));

        await Assert.ThrowsAsync<DifyRateLimitException>(() => client.UploadWorkflowFileAsync(FileUpload.FromStream(seekable, "a.txt")));
        Assert.Equal(UntilTheEnd, server.Requests.Count);
        Assert.All(server.Requests, request => Assert.Contains("\r\n\r\ncontent\r\n", request.BodyText, StringComparison.Ordinal));

        using var forward = new ForwardStream("content"u8.ToArray());
        await Assert.ThrowsAsync<DifyRateLimitException>(() => client.UploadWorkflowFileAsync(FileUpload.FromStream(forward, "a.txt")));
        Assert.Equal(UntilTheEnd + Once, server.Requests.Count);
    }

    [Theory(Timeout = 30_000)]
    [Trait(Goal.Trait, "B3")]
    [InlineData("closed when the run has come")]
    [InlineData("reset when the run has come")]
    [InlineData("closed when its head has come")]
    [InlineData("reset when its head has come")]
    public async Task A_run_on_a_kept_connection_is_not_sent_again_by_the_platform_either(string how)
    {
        WireScript kept = WireScript.Request.Json(200, Samples.Answer);
        WireScript script = how switch
        {
            "closed when the run has come" => kept.ThenRequest().Fin(),
            "reset when the run has come" => kept.ThenRequest().Reset(),
            "closed when its head has come" => kept.ReadHead().Fin(),
            _ => kept.ReadHead().Reset(),
        };
        await using var server = WireServer.Start(script, WireScript.Request.Json(200, Samples.Answer));
        using var client = new DifyWorkflowClient(RetrySession.Options(server.BaseAddress, new ScriptedClock()));

        await client.GetWorkflowAppInfoAsync();
        await AssertBrokenAsync(client.ExecuteWorkflowAsync(Samples.Run()));

        Assert.Single(server.Connections);
        Assert.Equal(["GET", "POST"], server.Requests.Select(request => request.Method));
    }

    [Fact(Timeout = 60_000)]
    [Trait(Goal.Trait, "B3")]
    public async Task A_run_that_races_with_the_end_of_a_kept_connection_is_sent_once()
    {
        const int Rounds = 200;
        int broken = 0;
        for (int round = 0; round < Rounds; round++)
        {
            // The server closes its side as soon as it has answered, and still hears what comes.
            var turn = new WireSignal();
            await using var server = WireServer.Start(
                WireScript.Request.Json(200, Samples.Answer).PauseUntil(turn).Fin().ThenRequest(),
                WireScript.Request.Json(200, Samples.Answer));
            using var client = new DifyWorkflowClient(RetrySession.Options(server.BaseAddress, new ScriptedClock()));
            await client.GetWorkflowAppInfoAsync();
            turn.Set();
            Exception? failure = await Record.ExceptionAsync(() => client.ExecuteWorkflowAsync(Samples.Run()));
            await server.Connections[0].ClosedByClient;

            Assert.True(failure is null or DifyConnectionException { MayHaveReachedServer: true }, $"{failure}");
            Assert.Single(server.Requests, request => request.Method == "POST");
            broken += failure is null ? 0 : 1;
        }

        output.Report(
            "B3",
            $"{Rounds} runs sent while the kept connection was closed: 0 sent twice ({broken} met the end, {Rounds - broken} went on a new connection)");
    }

    private static async Task AssertBrokenAsync(Task call)
    {
        DifyConnectionException failure = await Assert.ThrowsAsync<DifyConnectionException>(() => call);
        Assert.True(failure.MayHaveReachedServer);
        Assert.True(failure.IsTransient);
        Assert.Equal(0, failure.StatusCode);
    }
}
