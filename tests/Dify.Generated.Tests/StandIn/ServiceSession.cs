using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Dify.Generated.Tests.Documents;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.StandIn;

/// <summary>A stand-in of any kind and a plain caller that has both of its keys. Every answer is held against the documents.</summary>
internal sealed class ServiceSession : IAsyncDisposable
{
    private static readonly DocumentOperation[] Operations =
        [.. ApiDocument.EnglishService.Operations.Concat(ApiDocument.English.Operations)];

    private readonly CancellationTokenSource bound = new(TimeSpan.FromSeconds(20));
    private readonly HttpClient client;

    public ServiceSession(AppKind app, DifyTestServerOptions? options = null)
    {
        Server = DifyTestServer.Start((options ?? new DifyTestServerOptions { StopLatency = TimeSpan.Zero }) with
        {
            App = app,
            StreamCloseDelay = options?.StreamCloseDelay ?? TimeSpan.Zero,
        });
        client = new HttpClient { BaseAddress = new Uri(Server.BaseAddress + "/") };
    }

    public DifyTestServer Server { get; }

    public CancellationToken Bound => bound.Token;

    public static JArray Data(JToken answer) => (JArray)answer["data"]!;

    /// <summary>Asks, and gives the answer, which must have the status.</summary>
    public async Task<JToken> AskAsync(string method, string path, object? body = null, int status = 200)
    {
        using HttpResponseMessage response = await SendAsync(method, path, Content(body));
        string text = await response.Content.ReadAsStringAsync(Bound);
        Assert.True((int)response.StatusCode == status, $"{method} {path}: {(int)response.StatusCode} {text}");
        if (text.Length == 0 || response.Content.Headers.ContentType?.MediaType != "application/json")
        {
            return new JObject();
        }

        JToken json = Parse(text);
        DocumentOperation operation = OperationAt(method, path);
        if (status < 300 && operation.Answer(status).TryGetValue("application/json", out JObject? schema))
        {
            Assert.Empty(new SchemaCheck(operation.Document).Check(schema, json, $"{operation}"));
        }

        return json;
    }

    /// <summary>The code of a refusal.</summary>
    public async Task<string?> RefusedAsync(string method, string path, int status, object? body = null) =>
        (string?)(await AskAsync(method, path, body, status))["code"];

    /// <summary>Asks for a stream and reads it to its end; pings are null.</summary>
    public async Task<IReadOnlyList<JObject?>> StreamAsync(string path, object body)
    {
        using EventReader reader = await OpenAsync(path, body);
        var events = new List<JObject?>();
        while (await reader.NextBlockAsync() is { } block)
        {
            events.Add(block == "event: ping" ? null : (JObject)Parse(block["data: ".Length..]));
        }

        DocumentOperation operation = OperationAt("POST", path);
        JObject schema = operation.Answer(200)["text/event-stream"];
        foreach (JObject told in events.OfType<JObject>())
        {
            Assert.Empty(new SchemaCheck(operation.Document).Check(schema, told, (string)told["event"]!));
        }

        return events;
    }

    public Task<EventReader> OpenAsync(string path, object body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Content(body) };
        request.Headers.Authorization = Key(path);
        return EventReader.OpenAsync(client, request, Bound);
    }

    public async Task<HttpResponseMessage> SendAsync(string method, string path, HttpContent? content = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        request.Headers.Authorization = Key(path);
        return await client.SendAsync(request, Bound);
    }

    /// <summary>A form with a file and, perhaps, settings.</summary>
    public static MultipartFormDataContent Form(string name, string text, object? data = null)
    {
        var file = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        file.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        var form = new MultipartFormDataContent { { file, "file", name } };
        if (data is not null)
        {
            form.Add(new StringContent(JsonConvert.SerializeObject(data)), "data");
        }

        return form;
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await Server.DisposeAsync();
        bound.Dispose();
    }

    private AuthenticationHeaderValue Key(string path) =>
        new("Bearer", path.Split('/', '?')[0] is "datasets" or "workspaces" ? Server.KnowledgeApiKey : Server.ApiKey);

    private static HttpContent? Content(object? body) => body as HttpContent
        ?? (body is null ? null : new StringContent(JsonConvert.SerializeObject(body), Encoding.UTF8, "application/json"));

    private static JToken Parse(string text)
    {
        using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None };
        return JToken.Load(reader);
    }

    private static DocumentOperation OperationAt(string method, string path) => Operations
        .Where(operation => operation.Method == method && Fits(operation.Path.Split('/'), ("/" + path.Split('?')[0]).Split('/')))
        .MinBy(operation => operation.Path.Count(character => character == '{'))!;

    private static bool Fits(string[] template, string[] path) => template.Length == path.Length
        && template.Zip(path).All(pair => pair.First == pair.Second || pair.First.StartsWith('{'));
}
