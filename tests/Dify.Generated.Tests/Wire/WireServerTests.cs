using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace Dify.Generated.Tests.Wire;

/// <summary>The script server itself, seen by a plain client.</summary>
public sealed class WireServerTests : IDisposable
{
    private readonly CancellationTokenSource bound = new(TimeSpan.FromSeconds(20));
    private readonly HttpClient client = new();

    public void Dispose()
    {
        client.Dispose();
        bound.Dispose();
    }

    [Fact(Timeout = 30_000)]
    public async Task A_request_is_recorded_byte_for_byte_and_answered()
    {
        await using var server = WireServer.Start(WireScript.Request.Json(201, "{\"a\":1}", "X-Test: yes").ThenRequest().Json(200, "{}"));
        using HttpResponseMessage response = await client.PostAsync(
            server.BaseAddress + "/x?y=%2F", new StringContent("body ü"), bound.Token);
        using HttpResponseMessage second = await client.GetAsync(server.BaseAddress + "/second", bound.Token);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("{\"a\":1}", await response.Content.ReadAsStringAsync());
        Assert.Equal("yes", response.Headers.GetValues("X-Test").Single());
        Assert.Equal("POST /v1/x?y=%2F HTTP/1.1", server.Requests[0].RequestLine);
        Assert.Equal("body ü", server.Requests[0].BodyText);
        Assert.Equal("/v1/second", server.Requests[1].Target);
        Assert.Single(server.Connections);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_chunked_request_body_is_put_together()
    {
        await using var server = WireServer.Start(WireScript.Request.Json(200, "{}"));
        using var request = new HttpRequestMessage(HttpMethod.Post, server.BaseAddress)
        {
            Content = new StringContent(new string('x', 100_000)),
        };
        request.Headers.TransferEncodingChunked = true;
        using HttpResponseMessage response = await client.SendAsync(request, bound.Token);

        Assert.Equal(100_000, server.Requests[0].Body.Length);
    }

    [Fact(Timeout = 30_000)]
    public async Task Chunks_arrive_one_by_one_and_a_clean_end_is_clean()
    {
        var signal = new WireSignal();
        await using var server = WireServer.Start(WireScript.Request.StreamHead().Ping().PauseUntil(signal).Event("{}").LastChunk());
        using Stream stream = await OpenAsync(server);

        Assert.Equal("event: ping\n\n", await ReadAsync(stream, 13));
        signal.Set();
        Assert.Equal("data: {}\n\n", await ReadAsync(stream, 10));
        Assert.Equal(0, await stream.ReadAsync(new byte[1], bound.Token));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("fin at a chunk's end")]
    [InlineData("fin in a chunk")]
    [InlineData("reset")]
    [InlineData("malformed chunk")]
    public async Task A_broken_stream_delivers_what_came_before_and_then_fails(string fault)
    {
        var signal = new WireSignal();
        WireScript script = WireScript.Request.StreamHead().Event("{}").PauseUntil(signal);
        script = fault switch
        {
            "fin at a chunk's end" => script.Fin(),
            "fin in a chunk" => script.PartOfChunk("data: {", 100).Fin(),
            "reset" => script.Reset(),
            _ => script.Write("not a length\r\n"),
        };
        await using var server = WireServer.Start(script);
        using Stream stream = await OpenAsync(server);

        Assert.Equal("data: {}\n\n", await ReadAsync(stream, 10));
        signal.Set();
        await Assert.ThrowsAnyAsync<IOException>(() => stream.CopyToAsync(Stream.Null, bound.Token));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_caller_that_closes_is_noticed()
    {
        await using var server = WireServer.Start(WireScript.Request.StreamHead().Event("{}"));
        using var leaving = new CancellationTokenSource();
        using HttpResponseMessage response = await client.GetAsync(
            server.BaseAddress, HttpCompletionOption.ResponseHeadersRead, bound.Token);
        using Stream stream = await response.Content.ReadAsStreamAsync(bound.Token);
        await ReadAsync(stream, 10);
        ValueTask<int> silent = stream.ReadAsync(new byte[1], leaving.Token);

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await silent);
        await server.Connections[0].ClosedByClient.WaitAsync(bound.Token);
    }

    [Fact(Timeout = 30_000)]
    public async Task Connections_take_the_scripts_in_turn_and_the_last_one_again()
    {
        await using var server = WireServer.Start(WireScript.Request.Reset(), WireScript.Request.Head(204, "Connection: close").Fin());
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => client.PostAsync(server.BaseAddress, new StringContent(""), bound.Token));
        using HttpResponseMessage second = await client.GetAsync(server.BaseAddress, bound.Token);
        using HttpResponseMessage third = await client.GetAsync(server.BaseAddress, bound.Token);

        Assert.Equal([HttpStatusCode.NoContent, HttpStatusCode.NoContent], [second.StatusCode, third.StatusCode]);
        Assert.Equal(3, (await server.WaitForRequestsAsync(3, bound.Token)).Count);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_head_can_be_answered_before_the_body_has_come()
    {
        await using var server = WireServer.Start(
            WireScript.Nothing.ReadHead().Answer(413, "text/html", "<html></html>", "Connection: close").Fin());
        using var request = new HttpRequestMessage(HttpMethod.Post, server.BaseAddress)
        {
            Content = new ByteArrayContent(new byte[10_000_000]),
        };
        request.Headers.ExpectContinue = true;
        using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, bound.Token);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Empty(server.Requests[0].Body);
        Assert.StartsWith("POST /v1 ", server.Requests[0].RequestLine);
    }

    [Fact(Timeout = 30_000)]
    public async Task Bytes_can_be_written_without_an_end()
    {
        await using var server = WireServer.Start(WireScript.Request.UnframedStreamHead().WriteRepeatedly(new byte[64 * 1024]));
        using Stream stream = await OpenAsync(server);
        await stream.ReadExactlyAsync(new byte[1024 * 1024], bound.Token);
        stream.Close();

        await server.Connections[0].ClosedByClient.WaitAsync(bound.Token);
        Assert.True(server.Connections[0].BytesWritten > 1024 * 1024);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_certificate_that_nobody_trusts_is_refused()
    {
        using var certificate = WireCertificate.SelfSigned();
        await using var server = WireServer.StartSecure(certificate, WireScript.Request.Json(200, "{}"));

        HttpRequestException refused = await Assert.ThrowsAsync<HttpRequestException>(
            () => client.GetAsync(server.BaseAddress, bound.Token));
        Assert.Equal(HttpRequestError.SecureConnectionError, refused.HttpRequestError);
        Assert.Empty(server.Requests);
    }

    [Fact(Timeout = 30_000)]
    public async Task Nobody_listens_on_a_closed_port()
    {
        HttpRequestException refused = await Assert.ThrowsAsync<HttpRequestException>(
            () => client.GetAsync($"http://127.0.0.1:{WireServer.ClosedPort()}/", bound.Token));
        Assert.Equal(HttpRequestError.ConnectionError, refused.HttpRequestError);
    }

    private async Task<Stream> OpenAsync(WireServer server)
    {
        HttpResponseMessage response = await client.GetAsync(server.BaseAddress, HttpCompletionOption.ResponseHeadersRead, bound.Token);
        return await response.Content.ReadAsStreamAsync(bound.Token);
    }

    private async Task<string> ReadAsync(Stream stream, int count)
    {
        byte[] bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, bound.Token);
        return Encoding.UTF8.GetString(bytes);
    }
}
