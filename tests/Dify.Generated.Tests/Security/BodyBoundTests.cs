using System;
using System.IO;
using System.IO.Compression;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Goals;
using Dify.Generated.Tests.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Dify.Generated.Tests.Security;

/// <summary>No server makes the client hold more than it was told to, compressed or not.</summary>
[Trait(Goal.Trait, "C7")]
public sealed class BodyBoundTests(ITestOutputHelper output)
{
    private const int Bound = 1 << 20;
    private const long BombBytes = 256L << 20;

    [Theory(Timeout = 30_000)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task An_answer_may_be_as_long_as_the_limit_and_no_longer(int more, bool isRead)
    {
        byte[] body = Encoding.UTF8.GetBytes("{\"result\":\"success\"}".PadRight(10_000 + more));
        using DifyWorkflowClient client = StubHandler.Always(200, "application/json", body)
            .CreateClient(options => options.MaxResponseBytes = 10_000);

        if (isRead)
        {
            Assert.Equal("success", (await client.StopWorkflowTaskGenerationAsync("t", Samples.Stop)).Result);
        }
        else
        {
            DifyProtocolException failure = await Assert.ThrowsAsync<DifyProtocolException>(
                () => client.StopWorkflowTaskGenerationAsync("t", Samples.Stop));
            Assert.Contains("MaxResponseBytes", failure.Message, StringComparison.Ordinal);
            Assert.Contains("10000", failure.Message, StringComparison.Ordinal);
        }
    }

    [Theory(Timeout = 30_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_that_comes_in_many_pieces_is_read_as_it_was_sent(bool hasLength)
    {
        // Three bytes a character: pieces of any usual length end inside one.
        string description = new('語', 1_000_000);
        byte[] body = Encoding.UTF8.GetBytes($"{{\"name\":\"app\",\"description\":\"{description}\"}}");
        await using var server = WireServer.Start(
            WireScript.Request.Head(200, [
                "Content-Type: application/json", "Connection: close", .. hasLength ? new[] { $"Content-Length: {body.Length}" } : []
            ]).Write(body).Fin());
        using var client = new DifyWorkflowClient(new DifyClientOptions { ApiKey = ClientSession.Key, BaseAddress = server.BaseAddress });

        Assert.Equal(description, (await client.GetWorkflowAppInfoAsync()).Description);
    }

    [Fact(Timeout = 30_000)]
    public async Task The_body_of_a_failure_that_is_no_text_is_kept_as_far_as_it_is()
    {
        byte[] body = new byte[200_000];
        new Random(20_261_124).NextBytes(body);
        using DifyWorkflowClient client = StubHandler.Always(400, "application/octet-stream", body).CreateClient();
        DifyApiException failure = await Assert.ThrowsAnyAsync<DifyApiException>(() => client.GetWorkflowAppInfoAsync());

        Assert.Equal(Encoding.UTF8.GetString(body), failure.ResponseBody);
    }

    [Fact(Timeout = 30_000)]
    [Trait(Goal.Trait, "C7")]
    public async Task An_answer_without_end_is_left_at_the_limit()
    {
        byte[] piece = new byte[64 * 1024];
        await using var server = WireServer.Start(
            WireScript.Request.Head(200, "Content-Type: application/json", "Connection: close").WriteRepeatedly(piece));
        using var client = new DifyWorkflowClient(
            new DifyClientOptions { ApiKey = ClientSession.Key, BaseAddress = server.BaseAddress, MaxResponseBytes = Bound });

        await Assert.ThrowsAsync<DifyProtocolException>(() => client.GetWorkflowAppInfoAsync());

        await server.Connections[0].ClosedByClient;
        Assert.Single(server.Requests);
    }

    [Theory(Timeout = 60_000)]
    [Trait(Goal.Trait, "C7")]
    [InlineData("gzip", 200)]
    [InlineData("br", 200)]
    [InlineData("gzip", 500)]
    [InlineData("br", 500)]
    public async Task A_compressed_bomb_is_unpacked_to_the_limit_and_no_further(string encoding, int status)
    {
        byte[] bomb = Bomb(encoding);
        await using var server = WireServer.Start(
            WireScript.Request.Head(
                status,
                "Content-Type: application/json",
                $"Content-Encoding: {encoding}",
                $"Content-Length: {bomb.Length}",
                "Connection: close").Write(bomb).Fin());
        var counting = new CountingHandler { InnerHandler = new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All } };
        using var httpClient = new HttpClient(counting);
        var options = new DifyClientOptions
        {
            ApiKey = ClientSession.Key,
            BaseAddress = server.BaseAddress,
            MaxResponseBytes = Bound,
            MaxErrorBytes = Bound,
            Retry = { MaxRetries = 0 },
        };
        using var client = new DifyWorkflowClient(options, httpClient);

        DifyApiException failure = await Assert.ThrowsAnyAsync<DifyApiException>(() => client.GetWorkflowAppInfoAsync());

        Assert.Equal(status == 200 ? typeof(DifyProtocolException) : typeof(DifyServerException), failure.GetType());
        Assert.Equal(status == 200 ? null : Bound, failure.ResponseBody?.Length);
        Assert.InRange(counting.Unpacked, Bound, Bound + 1);
        output.Report(
            "C7",
            $"{encoding} bomb of {BombBytes >> 20} MiB with status {status}: {failure.GetType().Name}, {counting.Unpacked:N0} bytes unpacked under a bound of {Bound:N0}");
    }

    [Fact(Timeout = 60_000)]
    public async Task Every_operation_reads_no_more_than_the_bounds()
    {
        byte[] body = Encoding.UTF8.GetBytes("{\"a\":\"" + new string('x', 10 * Bound) + "\"}");
        int calls = 0, most = 0;
        foreach ((int status, string type) in ((int, string)[])[(200, "application/json"), (400, "application/json"), (503, "text/html")])
        {
            foreach (ClientOperation operation in ClientOperation.All)
            {
                var counting = new CountingHandler { InnerHandler = StubHandler.Always(status, type, body) };
                using var httpClient = new HttpClient(counting);
                var options = new DifyClientOptions
                {
                    ApiKey = ClientSession.Key,
                    MaxResponseBytes = Bound,
                    MaxErrorBytes = Bound / 4,
                    Retry = { MaxRetries = 0 },
                };
                using var client = new DifyWorkflowClient(options, httpClient);
                Exception? failure = await Record.ExceptionAsync(() => operation.CallAsync(client, "text", CancellationToken.None));

                // A file is the caller's to read, as far as the caller wants.
                Assert.True(failure is DifyApiException || (failure is null && status == 200), $"{operation.Name}, {status}: {failure}");
                Assert.True(
                    failure is null || counting.Unpacked <= (status == 200 ? Bound : Bound / 4) + 1,
                    $"{operation.Name}, {status}: {counting.Unpacked}");
                most = failure is null ? most : (int)Math.Max(most, counting.Unpacked);
                calls++;
            }
        }

        output.Report(
            "C7",
            $"{calls} calls ({ClientOperation.All.Count} operations × 3 answers of {body.Length >> 20} MiB): {most:N0} bytes read at most, under bounds of {Bound:N0} and {Bound / 4:N0}");
    }

    [Fact(Timeout = 30_000)]
    public async Task What_is_no_archive_is_a_failure_of_the_connection()
    {
        await using var server = WireServer.Start(
            WireScript.Request.Head(
                200,
                "Content-Type: application/json",
                "Content-Encoding: gzip",
                "Content-Length: 20",
                "Connection: close").Write("{\"result\":\"success\"}").Fin());
        using var httpClient = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All });
        using var client = new DifyWorkflowClient(
            new DifyClientOptions { ApiKey = ClientSession.Key, BaseAddress = server.BaseAddress, Retry = { MaxRetries = 0 } }, httpClient);

        await Assert.ThrowsAsync<DifyConnectionException>(() => client.ExecuteWorkflowAsync(Samples.Run()));
    }

    [Fact(Timeout = 30_000)]
    public async Task The_clients_own_handler_asks_for_no_compression()
    {
        await using var server = WireServer.Start(WireScript.Request.Json(200, Samples.Answer));
        using var client = new DifyWorkflowClient(new DifyClientOptions { ApiKey = ClientSession.Key, BaseAddress = server.BaseAddress });

        await client.GetWorkflowAppInfoAsync();

        Assert.Equal("identity", server.Requests[0].Header("Accept-Encoding"));
    }

    internal static byte[] Bomb(string encoding)
    {
        using var packed = new MemoryStream();
        using (Stream packer = encoding == "gzip"
            ? new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)
            : new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            byte[] zeros = new byte[1 << 20];
            for (long written = 0; written < BombBytes; written += zeros.Length)
            {
                packer.Write(zeros);
            }
        }

        return packed.ToArray();
    }

    /// <summary>Counts the bytes of a body that are read.</summary>
    private sealed class CountingHandler : DelegatingHandler
    {
        public long Unpacked { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            var content = new StreamContent(
                new CountingStream(await response.Content.ReadAsStreamAsync(cancellationToken), count => Unpacked += count));
            content.Headers.ContentType = response.Content.Headers.ContentType;
            response.Content = content;
            return response;
        }
    }

    private sealed class CountingStream(Stream inner, Action<int> onRead) : ForwardOnlyStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int length = await inner.ReadAsync(buffer, cancellationToken);
            onRead(length);
            return length;
        }

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
