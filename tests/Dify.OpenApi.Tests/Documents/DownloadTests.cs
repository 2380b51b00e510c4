using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using Dify.OpenApi.Tests.Support;
using Xunit;

namespace Dify.OpenApi.Tests.Documents;

/// <summary>Documents that are taken from an address.</summary>
public sealed class DownloadTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<string> requests = new();
    private readonly Dictionary<string, string> answers = new(StringComparer.Ordinal);

    public DownloadTests()
    {
        listener.Start();
        _ = ServeAsync();
    }

    private string Origin => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    public void Dispose()
    {
        listener.Dispose();
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

    private static string Ok(string body) => $"HTTP/1.1 200 OK\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}";

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
                using var client = await listener.AcceptTcpClientAsync();
                var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
                var head = new List<string>();
                while (await reader.ReadLineAsync() is { Length: > 0 } line)
                {
                    head.Add(line);
                }

                requests.Enqueue(string.Join('\n', head));
                var answer = answers.GetValueOrDefault(head[0].Split(' ')[1], "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                try
                {
                    await stream.WriteAsync(Encoding.UTF8.GetBytes(answer));
                }
                catch (IOException)
                {
                    // The tool has stopped reading, as it should.
                }
            }
        }
        catch (Exception exception) when (exception is ObjectDisposedException or SocketException or InvalidOperationException)
        {
        }
    }
}
