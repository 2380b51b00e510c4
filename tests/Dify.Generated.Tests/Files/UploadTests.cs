using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Wire;
using Xunit;

namespace Dify.Generated.Tests.Files;

/// <summary>Uploads as they leave for the wire, and what happens when the source, the server or the name is not as it should be.</summary>
public sealed class UploadTests
{
    private const string Uploaded = """{"id":"f","name":"a","size":1}""";

    [Theory]
    [InlineData("a.mp3", "audio/mp3")]
    [InlineData("a.M4A", "audio/m4a")]
    [InlineData("a.wav", "audio/wav")]
    [InlineData("a.amr", "audio/amr")]
    [InlineData("a.mpga", "audio/mpga")]
    [InlineData("a.webm", "audio/webm")]
    [InlineData("a.png", "image/png")]
    [InlineData("a.jpeg", "image/jpeg")]
    [InlineData("a.pdf", "application/pdf")]
    [InlineData("a.tar.csv", "text/csv")]
    [InlineData("a.unheard-of", "application/octet-stream")]
    [InlineData("a", "application/octet-stream")]
    [InlineData("a.", "application/octet-stream")]
    public void The_media_type_is_the_one_that_the_server_takes(string fileName, string mediaType)
    {
        Assert.Equal(mediaType, FileUpload.FromBytes([1], fileName).MediaType);
        Assert.Equal("x/y", FileUpload.FromBytes([1], fileName, "x/y").MediaType);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a/b.txt")]
    [InlineData("a\\b.txt")]
    [InlineData("../../etc/passwd")]
    [InlineData("a\r\nX-Evil: 1.txt")]
    [InlineData("a\0.txt")]
    [InlineData("a\u007F.txt")]
    public void A_name_that_the_server_would_refuse_is_refused_here(string fileName)
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => FileUpload.FromBytes([1], fileName));

        Assert.Equal("fileName", refusal.ParamName);
        Assert.True(fileName.Trim().Length == 0 || !refusal.ToString().Contains(fileName, StringComparison.Ordinal), refusal.ToString());
        Assert.Equal("fileName", Assert.Throws<ArgumentException>(() => FileUpload.FromStream(Stream.Null, fileName)).ParamName);
    }

    [Fact]
    public void A_name_with_half_a_character_is_refused() =>
        Assert.Equal("fileName", Assert.Throws<ArgumentException>(() => FileUpload.FromBytes([1], "half-\uD83D.txt")).ParamName);

    [Theory]
    [InlineData("text")]
    [InlineData("text/plain\r\nX-Evil: 1")]
    [InlineData("text/ü")]
    [InlineData("")]
    public void A_media_type_that_is_none_is_refused(string mediaType)
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => FileUpload.FromBytes([1], "a.txt", mediaType));

        Assert.Equal("mediaType", refusal.ParamName);
        Assert.True(mediaType.Length == 0 || !refusal.Message.Contains(mediaType, StringComparison.Ordinal), refusal.Message);
    }

    [Fact]
    public void What_cannot_be_read_is_refused()
    {
        Assert.Equal("bytes", Assert.Throws<ArgumentNullException>(() => FileUpload.FromBytes(null!, "a")).ParamName);
        Assert.Equal("stream", Assert.Throws<ArgumentNullException>(() => FileUpload.FromStream(null!, "a")).ParamName);
        Assert.Equal("fileName", Assert.Throws<ArgumentNullException>(() => FileUpload.FromStream(Stream.Null, null!)).ParamName);
        Assert.Equal("path", Assert.Throws<ArgumentException>(() => FileUpload.FromPath("")).ParamName);
        Assert.Throws<FileNotFoundException>(() => FileUpload.FromPath(Path.Combine(Path.GetTempPath(), "there-is-no-such-file.txt")));
        using var closed = new MemoryStream();
        closed.Dispose();
        Assert.Equal("stream", Assert.Throws<ArgumentException>(() => FileUpload.FromStream(closed, "a")).ParamName);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("report.txt", "filename=\"report.txt\"", null)]
    [InlineData("報告 ü.txt", "filename=\"__ _.txt\"", "filename*=utf-8''%E5%A0%B1%E5%91%8A%20%C3%BC.txt")]
    [InlineData("a\"b;c=d.txt", "filename=\"a_b;c=d.txt\"", "filename*=utf-8''a%22b%3Bc%3Dd.txt")]
    [InlineData("😀.txt", "filename=\"__.txt\"", "filename*=utf-8''%F0%9F%98%80.txt")]
    public async Task The_name_reaches_the_server_whole(string fileName, string plain, string? extended)
    {
        await using var server = WireServer.Start(WireScript.Request.Json(201, Uploaded));
        using var client = new DifyWorkflowClient(new DifyClientOptions { ApiKey = ClientSession.Key, BaseAddress = server.BaseAddress });

        await client.UploadWorkflowFileAsync(FileUpload.FromBytes("content"u8.ToArray(), fileName), "user-ü");

        string body = server.Requests[0].BodyText;
        string disposition = body.Split("\r\n").Single(line => line.Contains("name=\"file\"", StringComparison.Ordinal));
        Assert.Contains(plain, disposition, StringComparison.Ordinal);
        Assert.Equal(extended is not null, disposition.Contains("filename*", StringComparison.Ordinal));
        Assert.True(extended is null || disposition.EndsWith(extended, StringComparison.Ordinal), disposition);
        Assert.All(disposition, character => Assert.InRange(character, ' ', '~'));
        Assert.Contains("\r\n\r\nuser-ü\r\n", body, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Type: text/plain\r\n", body, StringComparison.Ordinal);
        Assert.NotNull(server.Requests[0].Header("Content-Length"));
    }

    [Fact(Timeout = 30_000)]
    public async Task Progress_ends_at_the_length_and_a_source_without_length_is_sent_in_chunks()
    {
        byte[] bytes = new byte[300_000];
        new Random(1).NextBytes(bytes);
        var reports = new Reports();
        await using var server = WireServer.Start(WireScript.Request.Json(201, Uploaded).ThenRequest().Json(201, Uploaded));
        using var client = new DifyWorkflowClient(new DifyClientOptions { ApiKey = ClientSession.Key, BaseAddress = server.BaseAddress });

        FileUpload known = FileUpload.FromStream(new MemoryStream(bytes), "a.bin");
        known.Progress = reports;
        await client.UploadWorkflowFileAsync(known);
        FileUpload unknown = FileUpload.FromStream(new ForwardStream(bytes), "a.bin");
        await client.UploadWorkflowFileAsync(unknown);

        Assert.Equal(300_000, known.Length);
        Assert.Null(unknown.Length);
        Assert.Equal(300_000, reports.Values[^1]);
        Assert.Equal(reports.Values.Order(), reports.Values);
        Assert.Equal("chunked", server.Requests[1].Header("Transfer-Encoding"));
        Assert.All(server.Requests, request => Assert.True(request.Body.AsSpan().IndexOf(bytes) > 0, "The bytes did not arrive."));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_source_that_fails_is_seen_as_it_failed_and_not_sent_again()
    {
        foreach (Exception failure in (Exception[])[
            new IOException("The disk is gone."), new InvalidOperationException("Not now."), new NotSupportedException("Never.")
        ])
        {
            await using var server = WireServer.Start(WireScript.Request.Json(201, Uploaded));
            using var client = new DifyWorkflowClient(
                new DifyClientOptions { ApiKey = ClientSession.Key, BaseAddress = server.BaseAddress });

            Exception? seen = await Record.ExceptionAsync(
                () => client.UploadWorkflowFileAsync(FileUpload.FromStream(new ForwardStream(new byte[200_000], failure), "a.txt")));

            Assert.Same(failure, seen);
            Assert.Single(server.Connections);
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task A_file_that_is_gone_when_it_is_sent_is_seen_as_that()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a.txt", "content");
        FileUpload upload = FileUpload.FromPath(path);
        File.Delete(path);
        StubHandler handler = StubHandler.Json(Uploaded);
        using DifyWorkflowClient client = handler.CreateClient();

        await Assert.ThrowsAsync<FileNotFoundException>(() => client.UploadWorkflowFileAsync(upload));
        Assert.Equal(0, handler.Count);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_file_is_opened_for_the_call_alone_and_a_stream_stays_open()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a.txt", "content");
        using var stream = new ForwardStream("content"u8.ToArray());
        await using var server = WireServer.Start(WireScript.Request.Json(201, Uploaded).ThenRequest().Json(201, Uploaded));
        using var client = new DifyWorkflowClient(new DifyClientOptions { ApiKey = ClientSession.Key, BaseAddress = server.BaseAddress });

        FileUpload upload = FileUpload.FromPath(path);
        Assert.Equal((7, "a.txt", "text/plain"), (upload.Length, upload.FileName, upload.MediaType));
        await client.UploadWorkflowFileAsync(upload);
        await client.UploadWorkflowFileAsync(FileUpload.FromStream(stream, "a.txt"));

        using (new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            Assert.False(stream.IsDisposed);
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task A_server_that_refuses_early_is_heard_before_all_is_sent()
    {
        await using var server = WireServer.Start(
            WireScript.Nothing.ReadHead().Json(413, """{"code":"file_too_large","message":"","status":413}""", "Connection: close").Fin());
        using var client = new DifyWorkflowClient(new DifyClientOptions { ApiKey = ClientSession.Key, BaseAddress = server.BaseAddress });

        DifyInvalidRequestException failure = await Assert.ThrowsAsync<DifyInvalidRequestException>(
            () => client.UploadWorkflowFileAsync(FileUpload.FromBytes(new byte[50_000_000], "a.bin")));

        Assert.Equal(DifyErrorCode.FileTooLarge, failure.Code);
        Assert.Equal("100-continue", server.Requests[0].Header("Expect"));
        Assert.True(server.Requests[0].Body.Length < 1_000_000, "The file was sent all the same.");
    }

    [Fact(Timeout = 30_000)]
    public async Task A_small_file_is_sent_without_asking_first()
    {
        await using var server = WireServer.Start(WireScript.Request.Json(201, Uploaded));
        using var client = new DifyWorkflowClient(new DifyClientOptions { ApiKey = ClientSession.Key, BaseAddress = server.BaseAddress });

        await client.UploadWorkflowFileAsync(FileUpload.FromBytes(new byte[1000], "a.bin"));

        Assert.Null(server.Requests[0].Header("Expect"));
    }

    [Fact(Timeout = 30_000)]
    public async Task One_file_can_be_sent_by_several_calls_at_once()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(new string('x', 10_000));
        var handler = new StubHandler(async (request, token) =>
        {
            byte[] body = await request.Content!.ReadAsByteArrayAsync(token);
            return StubHandler.Answer(body.AsSpan().IndexOf(bytes) > 0 ? 201 : 400, "application/json", Encoding.UTF8.GetBytes(Uploaded));
        });
        using DifyWorkflowClient client = handler.CreateClient();
        FileUpload upload = FileUpload.FromBytes(bytes, "a.txt");

        await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => client.UploadWorkflowFileAsync(upload, cancellationToken: CancellationToken.None)));
        Assert.Equal(50, handler.Count);
    }

    private sealed class Reports : IProgress<long>
    {
        public List<long> Values { get; } = [];

        public void Report(long value) => Values.Add(value);
    }
}
