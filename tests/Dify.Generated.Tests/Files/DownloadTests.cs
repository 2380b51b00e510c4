using System;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Wire;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dify.Generated.Tests.Files;

/// <summary>Files that the server sends: what is known of them, how they reach the disk, and that their connection is closed.</summary>
public sealed class DownloadTests
{
    [Fact(Timeout = 30_000)]
    public async Task Type_name_and_length_come_from_the_headers()
    {
        await using Download download = await Download.OpenAsync(
            WireScript.Request.Answer(
                200,
                "audio/mpeg",
                "12345",
                "Content-Disposition: attachment; filename=\"a.mp3\"; filename*=UTF-8''%E9%9F%B3%E5%A3%B0.mp3"));

        Assert.Equal("audio/mpeg", download.File.MediaType);
        Assert.Equal("音声.mp3", download.File.FileName);
        Assert.Equal(5, download.File.Length);
        using var reader = new StreamReader(download.File.Content);
        Assert.Equal("12345", await reader.ReadToEndAsync());
    }

    [Fact(Timeout = 30_000)]
    public async Task What_the_server_does_not_say_is_null()
    {
        await using Download download = await Download.OpenAsync(
            WireScript.Request.Head(200, "Transfer-Encoding: chunked").Chunk("123").LastChunk());

        Assert.Null(download.File.MediaType);
        Assert.Null(download.File.FileName);
        Assert.Null(download.File.Length);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("attachment; filename=\"../../etc/passwd\"", "passwd")]
    [InlineData("attachment; filename*=UTF-8''..%2F..%2Fetc%2Fpasswd", "passwd")]
    [InlineData("attachment; filename*=UTF-8''C%3A%5CWindows%5Ca.txt", "a.txt")]
    [InlineData("attachment; filename*=UTF-8''C%3Aa.txt", "C_a.txt")]
    [InlineData("attachment; filename*=UTF-8''a%0D%0Ab%00.txt", "a__b_.txt")]
    [InlineData("attachment; filename=\"..\"", null)]
    [InlineData("attachment; filename=\".\"", null)]
    [InlineData("attachment; filename=\"a/\"", null)]
    [InlineData("attachment; filename=\"\"", null)]
    [InlineData("attachment", null)]
    [InlineData("attachment; filename=\"a.txt. .\"", "a.txt")]
    [InlineData("attachment; filename=\"a b.txt\"", "a b.txt")]
    [InlineData("attachment; filename=\"=?utf-8?B?Li4vLi4vZXRjL3Bhc3N3ZA==?=\"", "passwd")]
    [InlineData("attachment; filename=\"CON\"", "_CON")]
    [InlineData("attachment; filename=\"nul.tar.gz\"", "_nul.tar.gz")]
    [InlineData("attachment; filename=\"Com1 .txt\"", "_Com1 .txt")]
    [InlineData("attachment; filename=\"LPT9\"", "_LPT9")]
    [InlineData("attachment; filename*=UTF-8''COM%C2%B9.txt", "_COM\u00B9.txt")]
    [InlineData("attachment; filename=\"COM10.txt\"", "COM10.txt")]
    [InlineData("attachment; filename=\"console.txt\"", "console.txt")]
    [InlineData("attachment; filename=\".bashrc\"", "_bashrc")]
    [InlineData("attachment; filename=\"...a\"", "_..a")]
    [InlineData("attachment; filename*=UTF-8''photo%E2%80%AEgnp.exe", "photo_gnp.exe")]
    [InlineData("attachment; filename*=UTF-8''a%1B%5B2J%C2%9B.txt", "a_[2J_.txt")]
    public async Task A_name_is_never_a_path(string disposition, string? expected)
    {
        var handler = new StubHandler((_, _) =>
        {
            HttpResponseMessage answer = StubHandler.Answer(200, "audio/mpeg", [1]);
            answer.Content.Headers.TryAddWithoutValidation("Content-Disposition", disposition);
            return Task.FromResult(answer);
        });
        using DifyWorkflowClient client = handler.CreateClient();
        await using FileDownload file = await client.WorkflowTextToAudioAsync(new TextToAudioRequest { Text = "t" });

        Assert.Equal(expected, file.FileName);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("attachment; filename=\"音声 1.mp3\"", "音声 1.mp3")]
    [InlineData("attachment; filename=音声.mp3", "音声.mp3")]
    [InlineData("attachment; filename=音声 1.mp3; size=3", "音声 1.mp3")]
    [InlineData("attachment; filename=音.mp3; filename*=UTF-8''%E5%A3%B0.mp3", "声.mp3")]
    [InlineData("attachment; filename=../音/\u009B声.mp3", "_声.mp3")]
    public async Task A_name_in_raw_UTF_8_is_decoded(string disposition, string expected)
    {
        await using Download download = await Download.OpenAsync(
            WireScript.Request.Write(
                $"HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nContent-Disposition: {disposition}\r\nContent-Length: 1\r\n\r\nm"));

        Assert.Equal(expected, download.File.FileName);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_name_in_Latin_1_stays_what_it_is()
    {
        byte[] head = Encoding.Latin1.GetBytes(
            "HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nContent-Disposition: attachment; filename=\"é.mp3\"\r\nContent-Length: 1\r\n\r\nm");
        await using Download download = await Download.OpenAsync(WireScript.Request.Write(head));

        Assert.Equal("é.mp3", download.File.FileName);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("application/json", "null")]
    [InlineData("text/html", "<html></html>")]
    [InlineData("text/plain", "null")]
    [InlineData("text/event-stream", "event: ping\n\n")]
    [InlineData("audio/mpeg", "")]
    public async Task Speech_that_is_no_file_is_a_protocol_failure(string contentType, string body)
    {
        using DifyWorkflowClient client = StubHandler.Always(200, contentType, Encoding.UTF8.GetBytes(body)).CreateClient();

        DifyProtocolException failure = await Assert.ThrowsAsync<DifyProtocolException>(
            () => client.WorkflowTextToAudioAsync(new TextToAudioRequest { Text = "t" }));

        Assert.Contains(contentType, failure.Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("application/json", "null", false)]
    [InlineData("application/zip", "", false)]
    [InlineData("application/zip", "PK", true)]
    [InlineData("application/octet-stream", "PK", true)]
    public async Task An_archive_is_held_to_what_the_documents_say_it_is(string contentType, string body, bool isFile)
    {
        using var client = new DifyKnowledgeClient(
            new DifyClientOptions { ApiKey = "dataset-key", BaseAddress = new Uri("https://dify.example.com/v1") },
            new HttpClient(StubHandler.Always(200, contentType, Encoding.UTF8.GetBytes(body))));
        var request = new DownloadDocumentsZipRequest { DocumentIds = [SampleId.File] };
        if (!isFile)
        {
            await Assert.ThrowsAsync<DifyProtocolException>(() => client.DownloadDocumentsZipAsync(SampleId.Run, request));
            return;
        }

        await using FileDownload file = await client.DownloadDocumentsZipAsync(SampleId.Run, request);
        using var reader = new StreamReader(file.Content);
        Assert.Equal(body, await reader.ReadToEndAsync());
    }

    [Theory(Timeout = 30_000)]
    [InlineData("application/json", "null")]
    [InlineData("text/plain", "")]
    public async Task A_stored_file_may_be_any_text_and_none(string contentType, string body)
    {
        using DifyWorkflowClient client = StubHandler.Always(200, contentType, Encoding.UTF8.GetBytes(body)).CreateClient();

        await using FileDownload file = await client.PreviewWorkflowFileAsync(SampleId.File, null, "u");
        using var reader = new StreamReader(file.Content);
        Assert.Equal(body, await reader.ReadToEndAsync());
    }

    [Theory(Timeout = 30_000)]
    [InlineData(true, null, "<!DOCTYPE html><html><body>Sign in</body></html>")]
    [InlineData(false, null, "<!DOCTYPE html><html><body>Sign in</body></html>")]
    [InlineData(false, "", "<!DOCTYPE html><html><body>Sign in</body></html>")]
    [InlineData(false, null, "\uFEFF\r\n  <HTML lang=en>")]
    [InlineData(false, "", "<html>")]
    public async Task A_page_that_does_not_say_what_it_is_is_no_file(bool isSpeech, string? contentType, string body)
    {
        using DifyWorkflowClient client = StubHandler.Always(200, contentType, Encoding.UTF8.GetBytes(body)).CreateClient();

        await Assert.ThrowsAsync<DifyProtocolException>(() => isSpeech
            ? client.WorkflowTextToAudioAsync(new TextToAudioRequest { Text = "t" })
            : client.PreviewWorkflowFileAsync(SampleId.File, null, "u"));
    }

    [Theory(Timeout = 30_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_problem_that_does_not_say_what_it_is_is_the_failure_that_it_says(bool isSpeech)
    {
        byte[] body = Encoding.UTF8.GetBytes("""{"code":"file_access_denied","message":"m","status":403}""");
        using DifyWorkflowClient client = StubHandler.Always(200, null, body).CreateClient();

        DifyPermissionException failure = await Assert.ThrowsAsync<DifyPermissionException>(() => isSpeech
            ? client.WorkflowTextToAudioAsync(new TextToAudioRequest { Text = "t" })
            : client.PreviewWorkflowFileAsync(SampleId.File, null, "u"));

        Assert.Equal(DifyErrorCode.FileAccessDenied, failure.Code);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>")]
    [InlineData("<htm")]
    [InlineData("""{"code":"x","message":"of a log"}""")]
    [InlineData("a text", 50_000)]
    [InlineData("a text", 50_000, true)]
    public async Task A_file_that_does_not_say_what_it_is_is_whole(string text, int times = 1, bool isChunked = false)
    {
        string body = string.Concat(Enumerable.Repeat(text, times));
        WireScript answer = isChunked
            ? WireScript.Request.Head(200, "Transfer-Encoding: chunked").Chunk(body[..3]).Chunk(body[3..]).LastChunk()
            : WireScript.Request.Head(200, $"Content-Length: {body.Length}").Write(body);
        await using var server = WireServer.Start(answer);
        using var client = new DifyWorkflowClient(new DifyClientOptions { ApiKey = ClientSession.Key, BaseAddress = server.BaseAddress });

        await using FileDownload file = await client.PreviewWorkflowFileAsync(SampleId.File, null, "u");
        using var reader = new StreamReader(file.Content);
        Assert.Equal(body, await reader.ReadToEndAsync());
        Assert.Null(file.MediaType);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_page_that_is_sent_as_an_attachment_is_a_stored_file()
    {
        await using var server = WireServer.Start(
            WireScript.Request.Head(200, "Content-Length: 6", "Content-Disposition: attachment; filename=a.html").Write("<html>"));
        using var client = new DifyWorkflowClient(new DifyClientOptions { ApiKey = ClientSession.Key, BaseAddress = server.BaseAddress });

        await using FileDownload file = await client.PreviewWorkflowFileAsync(SampleId.File, null, "u");
        using var reader = new StreamReader(file.Content);
        Assert.Equal("<html>", await reader.ReadToEndAsync());
    }

    [Fact(Timeout = 30_000)]
    public async Task An_answer_without_content_is_no_speech()
    {
        await Assert.ThrowsAsync<DifyProtocolException>(() => Download.OpenAsync(WireScript.Request.Head(204)));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_download_that_stalls_ends_after_the_idle_timeout()
    {
        var clock = new FakeTimeProvider();
        await using var server = WireServer.Start(
            WireScript.Request.Head(200, "Content-Type: audio/mpeg", "Content-Length: 100").Write("1"));
        using var client = new DifyWorkflowClient(
            new DifyClientOptions { ApiKey = ClientSession.Key, BaseAddress = server.BaseAddress, TimeProvider = clock });
        await using FileDownload file = await client.WorkflowTextToAudioAsync(new TextToAudioRequest { Text = "t" });
        Assert.Equal(1, await file.Content.ReadAsync(new byte[10]));

        Task<int> stalled = file.Content.ReadAsync(new byte[10], 0, 10);
        clock.Advance(TimeSpan.FromSeconds(44));
        Assert.False(stalled.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));

        IOException failure = await Assert.ThrowsAsync<IOException>(() => stalled);
        Assert.Contains(nameof(DifyClientOptions.IdleTimeout), failure.Message);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_problem_instead_of_speech_is_the_failure_that_it_says()
    {
        using DifyWorkflowClient client = StubHandler.Json("""{"code":"provider_quota_exceeded","message":"m","status":400}""")
            .CreateClient();

        DifyInvalidRequestException failure = await Assert.ThrowsAsync<DifyInvalidRequestException>(
            () => client.WorkflowTextToAudioAsync(new TextToAudioRequest { Text = "t" }));

        Assert.Equal(DifyErrorCode.ProviderQuotaExceeded, failure.Code);
    }

    [Fact(Timeout = 30_000)]
    public async Task Saved_it_is_whole_and_replaces_what_was_there()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a.mp3", "what was there, and longer");
        string other = folder.File("b.mp3");
        var reports = new Reports();

        foreach (string target in new[] { path, other })
        {
            await using Download download = await Download.OpenAsync(WireScript.Request.Answer(200, "audio/mpeg", "12345"));
            await download.File.SaveAsync(target, reports);
            Assert.Equal("12345", await File.ReadAllTextAsync(target));
        }

        Assert.Equal(5, reports.Last);
        Assert.Equal([path, other], Directory.GetFiles(folder.Path).Order(StringComparer.Ordinal));
    }

    [Fact(Timeout = 30_000)]
    public async Task Broken_off_it_leaves_what_was_there_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a.mp3", "what was there");
        await using Download download = await Download.OpenAsync(
            WireScript.Request.Head(200, "Content-Type: audio/mpeg", "Content-Length: 100").Write("12345").Fin());

        await Assert.ThrowsAnyAsync<IOException>(() => download.File.SaveAsync(path));

        Assert.Equal("what was there", await File.ReadAllTextAsync(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact(Timeout = 30_000)]
    public async Task Cancelled_it_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        using var leaving = new CancellationTokenSource();
        await using Download download = await Download.OpenAsync(
            WireScript.Request.Head(200, "Content-Type: audio/mpeg", "Content-Length: 100").Write("12345"));

        Task saving = download.File.SaveAsync(folder.File("a.mp3"), new CancelAtOnce(leaving), leaving.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => saving);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_path_that_cannot_be_written_is_told()
    {
        using var folder = new TemporaryFolder();
        await using Download download = await Download.OpenAsync(WireScript.Request.Answer(200, "audio/mpeg", "12345"));

        Assert.Equal("path", (await Assert.ThrowsAsync<ArgumentException>(() => download.File.SaveAsync(""))).ParamName);
        await Assert.ThrowsAsync<DirectoryNotFoundException>(() => download.File.SaveAsync(folder.File("missing/a.mp3")));
    }

    [Theory(Timeout = 30_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Disposing_closes_the_connection_at_once(bool asynchronously)
    {
        await using Download download = await Download.OpenAsync(
            WireScript.Request.Head(200, "Content-Type: audio/mpeg", "Content-Length: 100").Write("12345"));
        Assert.Equal(5, await download.File.Content.ReadAtLeastAsync(new byte[5], 5));

        if (asynchronously)
        {
            await download.File.DisposeAsync();
        }
        else
        {
            download.File.Dispose();
        }

        // The platform alone would go on reading for two seconds, which cannot be forbidden on netstandard2.0.
#if NETSTANDARD_BUILD
        var bound = TimeSpan.FromSeconds(20);
#else
        var bound = TimeSpan.FromSeconds(1.5);
#endif
        await download.Server.Connections[0].ClosedByClient.WaitAsync(bound);
    }

    private sealed class Reports : IProgress<long>
    {
        public long Last { get; private set; }

        public void Report(long value) => Last = value;
    }

    private sealed class CancelAtOnce(CancellationTokenSource source) : IProgress<long>
    {
        public void Report(long value) => source.Cancel();
    }

    /// <summary>A download from a server that plays a script.</summary>
    private sealed class Download(WireServer server, DifyWorkflowClient client, FileDownload file) : IAsyncDisposable
    {
        public WireServer Server => server;

        public FileDownload File => file;

        public static async Task<Download> OpenAsync(WireScript script)
        {
            WireServer server = WireServer.Start(script);
            var client = new DifyWorkflowClient(new DifyClientOptions { ApiKey = ClientSession.Key, BaseAddress = server.BaseAddress });
            return new Download(server, client, await client.WorkflowTextToAudioAsync(new TextToAudioRequest { Text = "t" }));
        }

        public async ValueTask DisposeAsync()
        {
            await file.DisposeAsync();
            client.Dispose();
            await server.DisposeAsync();
        }
    }
}
