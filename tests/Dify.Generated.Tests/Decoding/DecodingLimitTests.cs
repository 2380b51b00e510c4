using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Wire;
using Xunit;

namespace Dify.Generated.Tests.Decoding;

/// <summary>Compressed bodies that are not read: too much in them, or nothing that this client knows.</summary>
public sealed class DecodingLimitTests
{
    private const string FileId = "4c1f3a6e-2d0b-4f6e-9a57-0c8f6b1e2d3a";

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(CompressedAnswerTests.Codings), MemberType = typeof(CompressedAnswerTests))]
    public async Task The_limit_of_an_answer_counts_what_is_decoded(string coding)
    {
        byte[] bomb = Coded.Of(coding, new string(' ', 1 << 20));
        using DifyWorkflowClient client = Client(200, "application/json", coding, bomb, options => options.MaxResponseBytes = 100_000);

        DifyProtocolException failure = await Assert.ThrowsAsync<DifyProtocolException>(() => client.GetWorkflowAppInfoAsync());

        Assert.Contains(nameof(DifyClientOptions.MaxResponseBytes), failure.Message, StringComparison.Ordinal);
        Assert.True(bomb.Length < 100_000);
    }

    [Fact(Timeout = 60_000)]
    public async Task So_does_the_limit_of_a_problem()
    {
        using DifyWorkflowClient client = Client(500, "text/plain", "gzip", Coded.Of("gzip", new string('x', 1 << 20)), options =>
        {
            options.MaxErrorBytes = 1000;
            options.Retry.MaxRetries = 0;
        });

        DifyServerException failure = await Assert.ThrowsAsync<DifyServerException>(() => client.GetWorkflowAppInfoAsync());

        Assert.Equal(1000, failure.ResponseBody!.Length);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("gzip")]
    [InlineData("deflate, gzip")]
#if !NETSTANDARD_BUILD
    [InlineData("br")]
#endif
    public async Task A_file_grows_to_no_more_than_two_hundred_times_of_what_came(string coding)
    {
        byte[] bomb = Coded.Of(coding, new byte[64 << 20]);
        using DifyWorkflowClient client = Client(200, "application/octet-stream", coding, bomb);

        await using FileDownload file = await client.PreviewWorkflowFileAsync(FileId, null, "u");
        using var written = new CountingStream();
        IOException failure = await Assert.ThrowsAnyAsync<IOException>(() => file.Content.CopyToAsync(written));

        Assert.Contains("200", failure.Message, StringComparison.Ordinal);
        Assert.InRange(written.Count, 1, (16 << 20) + (200L * bomb.Length));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_file_of_usual_ratio_may_be_of_any_size()
    {
        var content = new byte[24 << 20];
        for (int at = 0; at < content.Length; at += 64)
        {
            BitConverter.TryWriteBytes(content.AsSpan(at), at * 2654435761L);
        }

        using DifyWorkflowClient client = Client(200, "application/octet-stream", "gzip", Coded.Of("gzip", content));
        await using FileDownload file = await client.PreviewWorkflowFileAsync(FileId, null, "u");
        using var written = new CountingStream();
        await file.Content.CopyToAsync(written);

        Assert.Equal(content.Length, written.Count);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("zstd", "zstd", false)]
    [InlineData("gzip, zstd", "gzip, zstd", false)]
    [InlineData("evil-words", "?", false)]
    [InlineData("gzip, gzip, gzip, gzip", "gzip, gzip, gzip, gzip", false)]
    [InlineData("zstd", "zstd", true)]
#if NETSTANDARD_BUILD
    [InlineData("br", "br", false)]
    [InlineData("br", "br", true)]
#endif
    public async Task What_cannot_be_decoded_is_named(string coding, string told, bool isStream)
    {
        using DifyWorkflowClient client = Client(200, isStream ? "text/event-stream" : "application/json", coding, [1, 2, 3]);

        DifyProtocolException failure = await Assert.ThrowsAsync<DifyProtocolException>(() => isStream
            ? client.StartWorkflowAsync(new WorkflowExecutionRequest { Inputs = [], User = "u" })
            : client.GetWorkflowAppInfoAsync());
        DifyProtocolException ofFile =
            await Assert.ThrowsAsync<DifyProtocolException>(() => client.PreviewWorkflowFileAsync(FileId, null, "u"));

        Assert.Equal(200, failure.StatusCode);
        Assert.False(failure.IsTransient);
        Assert.All([failure, ofFile], each => Assert.Contains(told, each.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("evil", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_problem_that_cannot_be_decoded_keeps_its_status()
    {
        using DifyWorkflowClient client = Client(403, "application/json", "zstd", [1, 2, 3]);

        await Assert.ThrowsAsync<DifyPermissionException>(() => client.GetWorkflowAppInfoAsync());
    }

    [Theory(Timeout = 30_000)]
    [InlineData("gzip")]
    [InlineData("deflate")]
#if !NETSTANDARD_BUILD
    [InlineData("br")]
#endif
    public async Task A_header_that_is_not_true_is_told(string coding)
    {
        using DifyWorkflowClient client =
            Client(200, "application/json", coding, Encoding.UTF8.GetBytes("""{"name":"n","description":"d","mode":"workflow"}"""));

        DifyProtocolException failure = await Assert.ThrowsAsync<DifyProtocolException>(() => client.GetWorkflowAppInfoAsync());

        Assert.Contains("Content-Encoding", failure.Message, StringComparison.Ordinal);
        Assert.Contains(coding, failure.Message, StringComparison.Ordinal);
    }

    private static DifyWorkflowClient Client(
        int status, string contentType, string coding, byte[] body, Action<DifyClientOptions>? configure = null)
        => new StubHandler((_, _) => Task.FromResult(Coded.Answer(status, contentType, coding, body))).CreateClient(configure);

    private sealed class CountingStream : MemoryStream
    {
        public long Count { get; private set; }

        public override void Write(byte[] buffer, int offset, int count) => Count += count;

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            Count += count;
            return Task.CompletedTask;
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Count += buffer.Length;
            return default;
        }
    }
}
