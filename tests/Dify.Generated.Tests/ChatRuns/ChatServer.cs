using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Recordings;
using Dify.Generated.Tests.Wire;

namespace Dify.Generated.Tests.ChatRuns;

/// <summary>A chat app or a text generator without a network: the test says what each stream brings and what the server has kept.</summary>
internal sealed class ChatServer : HttpMessageHandler
{
    public const string ConversationId = "11111111-1111-4111-8111-111111111111";
    public const string MessageId = "22222222-2222-4222-8222-222222222222";
    public const string TaskId = "33333333-3333-4333-8333-333333333333";
    public const string RunId = "44444444-4444-4444-8444-444444444444";

    private readonly object gate = new();
    private readonly List<ReceivedRequest> requests = [];
    private readonly Queue<Func<HttpResponseMessage>> streams = new();
    private readonly CancellationTokenSource bound = new(TimeSpan.FromSeconds(60));

    private readonly TaskCompletionSource stopAsked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Over once a request to stop has come: whoever leaves before the first event does not wait for it.</summary>
    public Task StopAsked => stopAsked.Task;

    /// <summary>The clock of the clients.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public CancellationToken Bound => bound.Token;

    /// <summary>The answers to all other calls: by method and path, the status and the JSON.</summary>
    public Func<ReceivedRequest, (int Status, string Json)?> Answers { get; set; } = static _ => null;

    public IReadOnlyList<ReceivedRequest> Requests
    {
        get
        {
            lock (gate)
            {
                return [.. requests];
            }
        }
    }

    public int Starts => Requests.Count(request => request is { Method: "POST", Target: "/v1/chat-messages" or "/v1/completion-messages" });

    public DifyChatClient Chat(Action<DifyClientOptions>? configure = null) => new(Options(configure), Http());

    public DifyCompletionClient Completion(Action<DifyClientOptions>? configure = null) => new(Options(configure), Http());

    public static ChatRequest Ask(string? conversationId = null)
        => new() { Inputs = [], Query = "q", User = "u1", ConversationId = conversationId };

    /// <summary>What the next request for a stream is answered with: bytes, and how they end.</summary>
    public ChatServer Stream(ReadOnlyMemory<byte> bytes, Exception? broken = null)
    {
        streams.Enqueue(() =>
        {
            var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new EndingStream(bytes, broken)) };
            response.Content.Headers.ContentType = new MediaTypeHeaderValue("text/event-stream");
            return response;
        });
        return this;
    }

    public ChatServer Stream(params string[] events)
        => Stream(Encoding.UTF8.GetBytes(string.Concat(events.Select(next => $"data: {next}\n\n"))));

    public ChatServer Stream(Stream body)
    {
        streams.Enqueue(() =>
        {
            var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(body) };
            response.Content.Headers.ContentType = new MediaTypeHeaderValue("text/event-stream");
            return response;
        });
        return this;
    }

    /// <summary>Answers the messages of the conversation with one that has this answer.</summary>
    public static string Messages(string answer, string messageId = MessageId, string status = "normal")
        => Newtonsoft.Json.Linq.JObject.FromObject(new
        {
            limit = 20,
            has_more = false,
            data = new[] { new { id = messageId,
                conversation_id = ConversationId, inputs = new { }, query = "q", answer, status, message_files = Array.Empty<object>(),
                retriever_resources = Array.Empty<object>(), agent_thoughts = Array.Empty<object>() } },
        }).ToString();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string body = request.Content is null ? string.Empty : await request.Content.ReadAsStringAsync(cancellationToken);
        var received = new ReceivedRequest(request.Method.Method, request.RequestUri!.PathAndQuery, body);
        lock (gate)
        {
            requests.Add(received);
            if (received.Target.EndsWith("/stop", StringComparison.Ordinal))
            {
                stopAsked.TrySetResult();
            }

            if (request.Headers.Accept.ToString() == "text/event-stream" && streams.TryDequeue(out Func<HttpResponseMessage>? stream))
            {
                return stream();
            }
        }

        (int status, string json) = Answers(received)
            ?? (received.Method == "POST" && received.Target.EndsWith("/stop", StringComparison.Ordinal)
                ? (200, """{"result":"success"}""")
                : (404, """{"code":"not_found","message":"m","status":404}"""));
        var answer =
            new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        return answer;
    }

    protected override void Dispose(bool disposing)
    {
        bound.Dispose();
        base.Dispose(disposing);
    }

    private HttpClient Http() => new(this, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    private DifyClientOptions Options(Action<DifyClientOptions>? configure)
    {
        var options = new DifyClientOptions { ApiKey = "app-test", BaseAddress = new Uri("https://dify.example/v1"), TimeProvider = Clock };
        options.Retry.MaxRetries = 0;
        configure?.Invoke(options);
        return options;
    }

    private sealed class EndingStream(ReadOnlyMemory<byte> bytes, Exception? broken) : ForwardOnlyStream
    {
        private ReadOnlyMemory<byte> rest = bytes;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int count = Math.Min(buffer.Length, rest.Length);
            rest[..count].CopyTo(buffer);
            rest = rest[count..];
            return count == 0 && broken is not null ? throw broken : new ValueTask<int>(count);
        }
    }
}
