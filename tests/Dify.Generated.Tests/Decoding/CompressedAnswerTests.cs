using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Streaming;
using Dify.Generated.Tests.Wire;
using Xunit;

namespace Dify.Generated.Tests.Decoding;

/// <summary>What something on the way has compressed, although nobody asked for that, is read as if it had not.</summary>
public sealed class CompressedAnswerTests
{
    private const string Info = """{"name":"翻訳","description":"d","tags":["a","b"],"mode":"workflow","author_name":"a"}""";
    private const string Refusal = """{"code":"not_workflow_app","message":"m","status":400}""";

    public static TheoryData<string> Codings => [.. Coded.All];

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Codings))]
    public async Task Json_is_read(string coding)
    {
        using DifyWorkflowClient client = Client(() => Coded.Answer(200, "application/json", coding, Coded.Of(coding, Info)));

        Assert.Equal("翻訳", (await client.GetWorkflowAppInfoAsync()).Name);
    }

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Codings))]
    public async Task A_problem_keeps_its_code_and_its_words(string coding)
    {
        using DifyWorkflowClient client = Client(() => Coded.Answer(400, "application/json", coding, Coded.Of(coding, Refusal)));

        DifyInvalidRequestException failure = await Assert.ThrowsAsync<DifyInvalidRequestException>(() => client.GetWorkflowAppInfoAsync());

        Assert.Equal(DifyErrorCode.NotWorkflowApp, failure.Code);
        Assert.Equal("m", failure.ServerMessage);
        Assert.Equal(Refusal, failure.ResponseBody);
    }

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Codings))]
    public async Task A_file_is_the_file_and_its_length_is_not_that_of_the_body(string coding)
    {
        byte[] content = Mixed(300_000);
        using DifyWorkflowClient client = Client(() => Coded.Answer(200, "application/octet-stream", coding, Coded.Of(coding, content)));

        await using FileDownload file = await client.PreviewWorkflowFileAsync("4c1f3a6e-2d0b-4f6e-9a57-0c8f6b1e2d3a", null, "u");
        using var read = new MemoryStream();
        await file.Content.CopyToAsync(read);

        Assert.Null(file.Length);
        Assert.Equal(content, read.ToArray());
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Codings))]
    public async Task What_is_cut_anywhere_never_ends_quietly(string coding)
    {
        byte[] whole = Coded.Of(coding, Info);
        for (int length = 1; length < whole.Length; length++)
        {
            byte[] cut = whole[..length];
            using DifyWorkflowClient client = Client(() => Coded.Answer(200, "application/json", coding, cut), maxRetries: 0);

            DifyConnectionException failure = await Assert.ThrowsAsync<DifyConnectionException>(() => client.GetWorkflowAppInfoAsync());
            Assert.True(failure.IsTransient);
            Assert.Equal(200, failure.Response?.StatusCode);
            await using FileDownload file = await OpenAsync(client);
            await Assert.ThrowsAnyAsync<IOException>(() => file.Content.CopyToAsync(Stream.Null));
        }
    }

    [Theory(Timeout = 60_000)]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task A_damaged_byte_is_never_taken_for_content(string coding)
    {
        byte[] content = Encoding.UTF8.GetBytes(Info);
        byte[] whole = Coded.Of(coding, content);
        int refused = 0;
        for (int at = 0; at < whole.Length; at++)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 0x10;
            using DifyWorkflowClient client = Client(() => Coded.Answer(200, "text/plain", coding, damaged), maxRetries: 0);
            using var read = new MemoryStream();
            try
            {
                await using FileDownload file = await OpenAsync(client);
                await file.Content.CopyToAsync(read);

                // A byte that says nothing of the content, such as the time of a gzip.
                Assert.Equal(content, read.ToArray());
            }
            catch (IOException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, whole.Length - 10, whole.Length);
    }

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Codings))]
    public async Task Events_are_delivered_as_they_are_flushed(string coding)
    {
        byte[][] parts = Coded.Parts(
            coding,
            Encoding.UTF8.GetBytes($"data: {EventJson.Started()}\n\n"),
            Encoding.UTF8.GetBytes("event: ping\n\n"),
            Encoding.UTF8.GetBytes($"data: {EventJson.Finished()}\n\n"));
        var second = new WireSignal();
        var end = new WireSignal();
        await using var server = WireServer.Start(WireScript.Request
            .Head(200, "Content-Type: text/event-stream", "Transfer-Encoding: chunked", "Content-Encoding: " + Coded.Header(coding))
            .Chunk(parts[0]).PauseUntil(second).Chunk(parts[1]).Chunk(parts[2]).PauseUntil(end).Chunk(
                parts[3].Length > 0 ? parts[3] : " "u8.ToArray()).LastChunk());
        using var client = new DifyWorkflowClient(new DifyClientOptions { ApiKey = ClientSession.Key, BaseAddress = server.BaseAddress });

        await using IAsyncEnumerator<WorkflowStreamEvent> events =
            client.ExecuteWorkflowStreamingAsync(new WorkflowExecutionRequest { Inputs = [], User = "u" }).GetAsyncEnumerator();
        Assert.True(await events.MoveNextAsync());
        Assert.IsType<WorkflowStartedEvent>(events.Current);
        second.Set();
        Assert.True(await events.MoveNextAsync());
        Assert.IsType<WorkflowFinishedEvent>(events.Current);
        end.Set();
        Assert.False(await events.MoveNextAsync());
    }

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Codings))]
    public async Task A_stream_that_is_cut_is_taken_up_again(string coding)
    {
        byte[][] parts = Coded.Parts(coding, Encoding.UTF8.GetBytes($"data: {EventJson.Started()}\n\n"), Mixed(100));
        string[] head =
        [
            "Content-Type: text/event-stream",
            "Transfer-Encoding: chunked", "Connection: close", $"Content-Encoding: {Coded.Header(coding)}",
        ];
        byte[] rest = Coded.Of(coding, $"data: {EventJson.Started()}\n\ndata: {EventJson.Finished()}\n\n");

        // In good order for HTTP; only the compressed body says that it is not all.
        await using var server = WireServer.Start(
            WireScript.Request.Head(200, head).Chunk(parts[0]).LastChunk().Fin(),
                WireScript.Request.Head(200, head).Chunk(rest).LastChunk().Fin());
        var options = new DifyClientOptions { ApiKey = ClientSession.Key, BaseAddress = server.BaseAddress };
        options.Retry.BaseDelay = TimeSpan.FromMilliseconds(1);
        using var client = new DifyWorkflowClient(options);

        await using WorkflowRun run = await client.StartWorkflowAsync(new WorkflowExecutionRequest { Inputs = [], User = "u" });
        WorkflowOutcome outcome = await run.WaitAsync();

        Assert.Equal(WorkflowRunStatus.Succeeded, outcome.Status);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact(Timeout = 30_000)]
    public async Task Nothing_is_nothing_however_it_is_compressed()
    {
        using DifyWorkflowClient client = Client(() => Coded.Answer(401, "application/json", "gzip", []));

        DifyAuthenticationException failure = await Assert.ThrowsAsync<DifyAuthenticationException>(() => client.GetWorkflowAppInfoAsync());

        Assert.Null(failure.ResponseBody);
    }

    [Fact(Timeout = 30_000)]
    public async Task Gzip_may_have_several_members_a_full_head_and_zeros_behind_it()
    {
        byte[] half = Coded.Of("gzip", Info[..20]);
        byte[] full =
        [
            0x1F, 0x8B, 8, 0b1_1110, .. half[4..10], 3, 0, 1, 2, 3, .. "name"u8, 0, .. "comment"u8, 0, 7, 7, .. half[10..],
            .. Coded.Of("gzip", Info[20..]), 0, 0, 0,
        ];
        using DifyWorkflowClient client = Client(() => Coded.Answer(200, "application/json", "gzip", full));

        Assert.Equal("翻訳", (await client.GetWorkflowAppInfoAsync()).Name);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_body_in_single_bytes_is_the_same_body()
    {
        byte[] body = Coded.Of("gzip", Info);
        await using var server = WireServer.Start(
            WireScript.Request.Head(
                200, "Content-Type: application/json", $"Content-Length: {body.Length}", "Content-Encoding: gzip").WriteInPieces(body, 1));
        DifyResponse? told = null;
        using var client = new DifyWorkflowClient(
            new DifyClientOptions { ApiKey = ClientSession.Key, BaseAddress = server.BaseAddress, OnResponse = answer => told = answer });

        await client.GetWorkflowAppInfoAsync();

        // The headers are told as they came, the body as it is read.
        Assert.Equal("gzip", told!.Headers["Content-Encoding"]);
        Assert.Equal($"{body.Length}", told.Headers["Content-Length"]);
        Assert.Equal(Info, told.Body);
    }

    private static byte[] Mixed(int length)
    {
        var content = new byte[length];
        new Random(7).NextBytes(content);
        Array.Clear(content, 0, length / 2);
        return content;
    }

    private static Task<FileDownload> OpenAsync(DifyWorkflowClient client)
        => client.PreviewWorkflowFileAsync("4c1f3a6e-2d0b-4f6e-9a57-0c8f6b1e2d3a", null, "u");

    private static DifyWorkflowClient Client(Func<HttpResponseMessage> answer, int maxRetries = 2)
        => new StubHandler((_, _) => Task.FromResult(answer())).CreateClient(options => options.Retry.MaxRetries = maxRetries);
}
