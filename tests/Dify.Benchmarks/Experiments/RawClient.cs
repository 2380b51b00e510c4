using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text;
using System.Threading.Tasks;
using Newtonsoft.Json;

namespace Dify.Benchmarks.Experiments;

/// <summary>The baseline: what one writes with the platform alone, <see cref="HttpClient"/>, <see cref="SseParser"/> and
/// <see cref="JsonConvert"/>, and nothing that could go wrong.</summary>
internal sealed class RawClient(Uri baseAddress) : IDisposable
{
    private readonly HttpClient httpClient = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    public HttpClient Http => httpClient;

    /// <summary>Reads typed events to the end of the stream.</summary>
    public async Task<long> ReadEventsAsync(Action<RawEvent>? onEvent = null)
    {
        long count = 0;
        using HttpResponseMessage response = await OpenAsync();
        await using Stream stream = await response.Content.ReadAsStreamAsync();
        await foreach (SseItem<string> item in SseParser.Create(stream).EnumerateAsync())
        {
            if (item.Data.Length > 0)
            {
                RawEvent next = JsonConvert.DeserializeObject<RawEvent>(item.Data)!;
                onEvent?.Invoke(next);
                count++;
            }
        }

        return count;
    }

    /// <summary>Reads the bytes of a stream and does nothing with them.</summary>
    public async Task DrainAsync()
    {
        using HttpResponseMessage response = await OpenAsync();
        await using Stream stream = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[16 * 1024];
        while (await stream.ReadAsync(buffer) > 0)
        {
            // Only the transport is measured.
        }
    }

    public async Task<HttpResponseMessage> OpenAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(baseAddress.AbsoluteUri + "/workflows/run"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "app-benchmark");
        request.Content = Body(new { inputs = new { }, user = "user-1", response_mode = "streaming" });
        return await httpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>Sends JSON and reads JSON.</summary>
    public async Task<T> SendAsync<T>(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(baseAddress.AbsoluteUri + path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "app-benchmark");
        request.Content = body is null ? null : Body(body);
        using HttpResponseMessage response = await httpClient.SendAsync(request);
        return JsonConvert.DeserializeObject<T>(await response.Content.ReadAsStringAsync())!;
    }

    public void Dispose() => httpClient.Dispose();

    private static StringContent Body(object value) => new(JsonConvert.SerializeObject(value), Encoding.UTF8, "application/json");
}

/// <summary>An event as one would type it by hand.</summary>
internal sealed class RawEvent
{
    [JsonProperty("event")]
    public string? Event { get; set; }

    [JsonProperty("workflow_run_id")]
    public string? WorkflowRunId { get; set; }

    [JsonProperty("task_id")]
    public string? TaskId { get; set; }

    [JsonProperty("data")]
    public RawEventData? Data { get; set; }
}

internal sealed class RawEventData
{
    [JsonProperty("text")]
    public string? Text { get; set; }

    [JsonProperty("from_variable_selector")]
    public List<string>? FromVariableSelector { get; set; }
}
