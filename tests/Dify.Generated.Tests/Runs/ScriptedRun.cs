using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Streaming;
using Dify.Generated.Tests.Wire;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.Runs;

/// <summary>
/// A server with one run, without a network: the test says what each stream brings, and when, and what the record and the forms say. It
/// sees how many streams are open at once.
/// </summary>
internal sealed class ScriptedRun : HttpMessageHandler
{
    public const string RunPath = "/v1/workflows/run";
    public const string EventsPath = $"/v1/workflow/{EventJson.RunId}/events";
    public const string RecordPath = $"/v1/workflows/run/{EventJson.RunId}";

    private readonly CancellationTokenSource bound = new(TimeSpan.FromSeconds(20));
    private readonly object gate = new();
    private readonly Queue<ScriptedStream> next = new();
    private readonly List<ScriptedStream> opened = [];
    private readonly List<string> requests = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ScriptedRun(Action<DifyClientOptions>? configure = null)
    {
        var options = new DifyClientOptions
        {
            ApiKey = ClientSession.Key,
            BaseAddress = new Uri("https://dify.example.com/v1"),
            TimeProvider = Clock,
            Timeout = Timeout.InfiniteTimeSpan,
            IdleTimeout = Timeout.InfiniteTimeSpan,
        };
        options.Retry.MaxRetries = 0;
        configure?.Invoke(options);
        Client = new DifyWorkflowClient(options, new HttpClient(this) { Timeout = Timeout.InfiniteTimeSpan });
    }

    public AnsweredClock Clock { get; } = new();

    public DifyWorkflowClient Client { get; }

    public CancellationToken Bound => bound.Token;

    /// <summary>What the record says, by turns; the last answer is given again and again. Null: it cannot be read.</summary>
    public Queue<JObject?> Record { get; } = new([null]);

    /// <summary>The status and the body that a form is answered with when it is asked for or sent in, by its token.</summary>
    public Dictionary<string, (int Status, string Body)> Forms { get; } = [];

    /// <summary>What happens when a form is sent in.</summary>
    public Action<string>? OnSubmit { get; set; }

    /// <summary>The method and path of each request.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (gate)
            {
                return [.. requests];
            }
        }
    }

    /// <summary>The most streams that were open at the same time.</summary>
    public int MostOpen { get; private set; }

    public int Count(string request) => Requests.Count(each => each == request);

    /// <summary>The stream of the next request for one; those that were not announced stay silent.</summary>
    public ScriptedStream Stream(params string[] events)
    {
        var stream = new ScriptedStream();
        stream.Send(events);
        lock (gate)
        {
            next.Enqueue(stream);
        }

        return stream;
    }

    public Task<WorkflowRun> StartAsync(WorkflowRunOptions? options = null, CancellationToken? cancellationToken = null)
        => Client.StartWorkflowAsync(StreamSession.Request, options, cancellationToken ?? Bound);

    /// <summary>Waits until a request has come so many times.</summary>
    public async Task WaitForAsync(string request, int count = 1)
    {
        while (true)
        {
            Task change;
            lock (gate)
            {
                if (requests.Count(each => each == request) >= count)
                {
                    return;
                }

                change = changed.Task;
            }

            await change.WaitAsync(Bound);
        }
    }

    /// <summary>The events up to the end or a pause.</summary>
    public async Task<IReadOnlyList<WorkflowStreamEvent>> ReadAsync(WorkflowRun run, Func<WorkflowStreamEvent, Task>? onEvent = null)
    {
        var events = new List<WorkflowStreamEvent>();
        await foreach (WorkflowStreamEvent told in run.Events.WithCancellation(Bound))
        {
            events.Add(told);
            await (onEvent?.Invoke(told) ?? Task.CompletedTask);
        }

        return events;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body = request.Content is null ? string.Empty : await request.Content.ReadAsStringAsync(cancellationToken);
        string path = request.RequestUri!.AbsolutePath;
        string line = $"{request.Method} {path}";
        HttpResponseMessage response = path switch
        {
            RunPath or EventsPath => Open(),
            RecordPath => FromRecord(),
            _ when path.StartsWith("/v1/form/human_input/", StringComparison.Ordinal) => OfForm(request.Method, path.Split('/')[^1]),
            _ => Json(200, """{"result":"success"}"""),
        };
        _ = body;
        TaskCompletionSource announced;
        lock (gate)
        {
            requests.Add(line);
            announced = changed;
            changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        announced.SetResult();
        return response;
    }

    protected override void Dispose(bool disposing)
    {
        bound.Dispose();
        base.Dispose(disposing);
    }

    private static HttpResponseMessage Json(int status, string json)
        => StubHandler.Answer(status, "application/json", Encoding.UTF8.GetBytes(json));

    private HttpResponseMessage Open()
    {
        ScriptedStream stream;
        lock (gate)
        {
            stream = next.Count > 0 ? next.Dequeue() : new ScriptedStream();
            opened.Add(stream);
            MostOpen = Math.Max(MostOpen, opened.Count(each => !each.IsClosed));
        }

        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(stream) };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue("text/event-stream");
        return response;
    }

    private HttpResponseMessage FromRecord()
    {
        lock (gate)
        {
            JObject? record = Record.Count > 1 ? Record.Dequeue() : Record.Peek();
            return record is null ? Json(503, """{"code":"unavailable","message":"m","status":503}""") : Json(200, record.ToString());
        }
    }

    private HttpResponseMessage OfForm(HttpMethod method, string token)
    {
        if (method == HttpMethod.Post)
        {
            OnSubmit?.Invoke(token);
        }

        (int status, string body) = Forms.TryGetValue($"{method} {token}", out var answer) ? answer : (200, "{}");
        return Json(status, body);
    }
}

/// <summary>A body that brings what the test sends, and knows when it is closed.</summary>
internal sealed class ScriptedStream : ForwardOnlyStream
{
    private readonly Channel<byte[]> pieces = Channel.CreateUnbounded<byte[]>();
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ReadOnlyMemory<byte> rest;

    public bool IsClosed => closed.Task.IsCompleted;

    /// <summary>Whether the client has still to read what was sent.</summary>
    public bool HasUnread => !IsClosed && pieces.Reader.Count > 0;

    /// <summary>Ends when the client has closed the stream.</summary>
    public Task Closed => closed.Task;

    public void Send(params string[] events)
    {
        foreach (string json in events)
        {
            pieces.Writer.TryWrite(Encoding.UTF8.GetBytes(EventJson.Frame(json)));
        }
    }

    public void Ping() => pieces.Writer.TryWrite("event: ping\n\n"u8.ToArray());

    /// <summary>The server closes the stream, or the connection breaks.</summary>
    public void End(Exception? broken = null) => pieces.Writer.TryComplete(broken);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (rest.IsEmpty)
        {
            try
            {
                rest = await pieces.Reader.ReadAsync(cancellationToken);
            }
            catch (ChannelClosedException exception) when (exception.InnerException is null)
            {
                return 0;
            }
            catch (ChannelClosedException exception)
            {
                throw exception.InnerException!;
            }
        }

        int length = Math.Min(buffer.Length, rest.Length);
        rest[..length].CopyTo(buffer);
        rest = rest[length..];
        return length;
    }

    protected override void Dispose(bool disposing)
    {
        closed.TrySetResult();
        base.Dispose(disposing);
    }
}
