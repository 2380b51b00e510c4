using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using System.Threading.Tasks;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Tests.Generator;
using Dify.OpenApi.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dify.OpenApi.Tests.Documents;

/// <summary>Documents that are taken from an address.</summary>
public sealed class DownloadTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TestFolder folder = new();
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<string> requests = new();
    private readonly Dictionary<string, string> answers = new(StringComparer.Ordinal);
    private readonly HashSet<string> keepsOpen = new(StringComparer.Ordinal);
    private readonly List<TcpClient> open = [];
    private readonly Channel<string> answered = Channel.CreateUnbounded<string>();

    public DownloadTests()
    {
        listener.Start();
        _ = ServeAsync();
    }

    private string Origin => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    public void Dispose()
    {
        listener.Dispose();
        open.ForEach(client => client.Dispose());
        folder.Dispose();
    }

    [Fact]
    public void A_document_is_fetched_without_credentials()
    {
        answers["/v1/openapi.json"] = Ok(SmallDocument.Answering("type: string"));

        Tool.Prepare(folder, $"{Origin}/v1/openapi.json", null).Succeeded();

        var head = Assert.Single(requests);
        Assert.DoesNotContain("Authorization", head, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Cookie", head, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_redirect_within_the_origin_is_followed_and_no_other()
    {
        answers["/here"] = Redirect("/there");
        answers["/there"] = Ok(SmallDocument.Answering("type: string"));
        answers["/away"] = Redirect("http://localhost:1/other");
        answers["/round"] = Redirect("/round");

        Tool.Prepare(folder, $"{Origin}/here", null).Succeeded();
        Refused("/away", "another origin");
        Refused("/round", "more than 5 times");
    }

    [Fact]
    public void What_is_no_document_is_refused_by_its_address()
    {
        answers["/large"] = Ok(new string(' ', (8 * 1024 * 1024) + 1));

        Refused("/missing", "answered 404");
        Refused("/large", "bytes");
        var run = Tool.Prepare(folder, Origin.Replace("http://", "http://anna:secret@", StringComparison.Ordinal), null);
        Assert.Contains("error DIFY101", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_never_comes_to_an_end_is_given_up()
    {
        var time = new FakeTimeProvider();
        answers["/slow"] = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nopenapi: ";
        keepsOpen.Add("/slow");

        var download = DocumentDownload.ReadAsync($"{Origin}/slow", time);
        await answered.Reader.ReadAsync().AsTask().WaitAsync(Patience);
        time.Advance(DocumentDownload.Bound - TimeSpan.FromTicks(1));
        Assert.False(download.IsCompleted);
        time.Advance(TimeSpan.FromTicks(1));

        var refusal = await Assert.ThrowsAsync<DocumentException>(() => download.WaitAsync(Patience));
        Assert.Contains("was not there after 30 s", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_asks_an_address_once_and_again_when_it_is_told_to()
    {
        answers["/v1/openapi.json"] = Redirect("/v1/moved.json");
        answers["/v1/moved.json"] = Ok(SmallDocument.Answering("type: string"));
        var made = (await BuildAsync("-getProperty:DifyContractDir")).Trim();
        Assert.Matches(@"[/\\]openapi-[0-9a-f]{8}/$", made);
        try
        {
            await BuildAsync("-t:Prepare");
            Assert.Equal(
                ["GET /v1/openapi.json HTTP/1.1", "GET /v1/moved.json HTTP/1.1"], requests.Select(request => request.Split('\n')[0]));
            Assert.DoesNotContain(requests, request => request.Contains("Authorization", StringComparison.OrdinalIgnoreCase)
                || request.Contains("Cookie", StringComparison.OrdinalIgnoreCase));
            Assert.True(File.Exists(Path.Combine(made, "contract.en.json")));

            await BuildAsync("-t:Prepare");
            Assert.Equal(2, requests.Count);

            await BuildAsync("-t:Prepare", "-p:DifyOpenApiRefresh=true");
            Assert.Equal(4, requests.Count);

            answers["/v1/openapi.json"] = Redirect("http://localhost:1/elsewhere.json");
            Assert.Contains(
                "another origin", await BuildAsync(mayFail: true, "-t:Prepare", "-p:DifyOpenApiRefresh=true"), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(made, recursive: true);
        }
    }

    private Task<string> BuildAsync(params string[] arguments) => BuildAsync(mayFail: false, arguments);

    /// <summary>What the build of the library does with its documents.</summary>
    private async Task<string> BuildAsync(bool mayFail, params string[] arguments)
    {
        var start = new ProcessStartInfo(
            "dotnet", ["msbuild", "src/Prepare.proj", "-nologo", $"-p:DifyOpenApiEn={Origin}/v1/openapi.json", .. arguments])
        {
            WorkingDirectory = NSwagTool.ProjectFolder,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        await process.WaitForExitAsync().WaitAsync(Patience);
        Assert.True(process.ExitCode == 0 != mayFail, output);
        return output;
    }

    private static string Ok(string body) =>
        $"HTTP/1.1 200 OK\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}";

    private static string Redirect(string to) => $"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    private void Refused(string path, string why)
    {
        var run = Tool.Prepare(folder, Origin + path, null);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{Origin}{path}(1,1): error DIFY10", run.Error, StringComparison.Ordinal);
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync();
                open.Add(client);
                var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
                var head = new List<string>();
                while (await reader.ReadLineAsync() is { Length: > 0 } line)
                {
                    head.Add(line);
                }

                requests.Enqueue(string.Join('\n', head));
                var path = head[0].Split(' ')[1];
                var answer = answers.GetValueOrDefault(path, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                try
                {
                    await stream.WriteAsync(Encoding.UTF8.GetBytes(answer));
                }
                catch (IOException)
                {
                    // The tool has stopped reading, as it should.
                }

                if (!keepsOpen.Contains(path))
                {
                    client.Close();
                }

                await answered.Writer.WriteAsync(path);
            }
        }
        catch (Exception exception) when (exception is ObjectDisposedException or SocketException or InvalidOperationException)
        {
        }
    }
}
