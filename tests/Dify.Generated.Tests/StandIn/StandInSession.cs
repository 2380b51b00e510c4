using System;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.StandIn;

/// <summary>A stand-in server and a plain client that has its key.</summary>
internal sealed class StandInSession : IAsyncDisposable
{
    private readonly CancellationTokenSource bound = new(TimeSpan.FromSeconds(20));

    public StandInSession(DifyTestServerOptions? options = null)
    {
        DifyTestServerOptions chosen = options ?? new DifyTestServerOptions { StopLatency = TimeSpan.Zero };

        // Tests read streams to their end; only those of the end itself wait for it.
        Server = DifyTestServer.Start(chosen with { StreamCloseDelay = chosen.StreamCloseDelay ?? TimeSpan.Zero });
        Client = new HttpClient { BaseAddress = new Uri(Server.BaseAddress + "/") };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Server.ApiKey);
    }

    public DifyTestServer Server { get; }

    public HttpClient Client { get; }

    /// <summary>Ends everything that a test waits for.</summary>
    public CancellationToken Bound => bound.Token;

    public async Task<HttpResponseMessage> GetAsync(string path) => await Client.GetAsync(path, Bound);

    public async Task<JObject> GetJsonAsync(string path)
    {
        using HttpResponseMessage response = await GetAsync(path);
        return await ReadJsonAsync(response);
    }

    public async Task<HttpResponseMessage> PostAsync(string path, string json) =>
        await Client.PostAsync(path, new StringContent(json, Encoding.UTF8, "application/json"), Bound);

    public Task<HttpResponseMessage> PostAsync(string path, object body) => PostAsync(path, JObject.FromObject(body).ToString());

    /// <summary>Starts a streaming run and returns as soon as the headers are here.</summary>
    public async Task<EventReader> StreamAsync(object? inputs = null, string user = "user-1", string path = "workflows/run")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(
                JObject.FromObject(new { inputs = inputs ?? new { }, user, response_mode = "streaming" }).ToString(),
                Encoding.UTF8,
                "application/json"),
        };
        return await EventReader.OpenAsync(Client, request, Bound);
    }

    /// <summary>Opens the events of a run.</summary>
    public Task<EventReader> EventsAsync(string runId, string user = "user-1", string more = "") =>
        EventReader.OpenAsync(Client, new HttpRequestMessage(HttpMethod.Get, $"workflow/{runId}/events?user={user}{more}"), Bound);

    public Task<HttpResponseMessage> StopAsync(string taskId) => PostAsync($"workflows/tasks/{taskId}/stop", new { user = "user-1" });

    public static async Task<JObject> ReadJsonAsync(HttpResponseMessage response) =>
        JObject.Parse(await response.Content.ReadAsStringAsync());

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        bound.Dispose();
    }
}
