using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Time.Testing;

namespace Dify.Generated.Tests.Recordings;

/// <summary>A request that came to the replayed server.</summary>
internal sealed record ReceivedRequest(string Method, string Target, string Body);

/// <summary>
/// Plays a recording to the client: each request is answered by the first exchange of its method and path that was not played yet, byte
/// for byte and at its times, by a clock that the test sets. What the client asks beyond the recording is answered out of what the
/// recording tells of the run (<see cref="ComputedAnswers"/>).
/// </summary>
internal sealed class RecordedServer(Recording recording, RecordedRun run, FakeTimeProvider clock) : HttpMessageHandler
{
    // What a stream shows while nothing happens.
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(10);

    private readonly object gate = new();
    private readonly List<RecordedExchange> left = [.. recording.Exchanges];
    private readonly List<RecordedBody> bodies = [];
    private readonly List<ToldStream> told = [];
    private readonly List<ReceivedRequest> requests = [];

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

    /// <summary>Whether the client waits for something that comes later.</summary>
    public bool IsAwaited => Open.Any(body => body.IsAwaited);

    // What is due on a stream that nobody reads waits without holding up the time.
    private DateTimeOffset? NextDue => Open.Where(body => body.IsAwaited).Select(body => body.NextDue).Where(due => due is not null).Min();

    // Every recorded stream was asked for and read, so that the server is where the recording ends.
    private bool HasToldAll
        => !left.Any(exchange => exchange.IsEventStream) && told.All(stream => stream.HasToldAll) && Open.All(body => body.IsAwaited);

    private IReadOnlyList<RecordedBody> Open
    {
        get
        {
            lock (gate)
            {
                bodies.RemoveAll(body => body.IsDisposed);
                return [.. bodies];
            }
        }
    }

    /// <summary>Lets time pass up to the next thing that happens, or for a moment if nothing will.</summary>
    public void Advance()
    {
        DateTimeOffset now = clock.GetUtcNow();
        TimeSpan step = TimeSpan.FromSeconds(1);
        if (NextDue is { } due && due - now < step)
        {
            step = due > now ? due - now : TimeSpan.Zero;
        }

        clock.Advance(step);
        foreach (RecordedBody body in Open)
        {
            body.Release(clock.GetUtcNow());
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string body = request.Content is null ? string.Empty : await request.Content.ReadAsStringAsync(cancellationToken);
        var received = new ReceivedRequest(request.Method.Method, request.RequestUri!.PathAndQuery, body);
        RecordedExchange exchange;
        lock (gate)
        {
            requests.Add(received);
            exchange = Take(received) ?? GoOn(received) ?? ComputedAnswers.To(received, run, HasToldAll);
        }

        return Answer(exchange);
    }

    private RecordedExchange? Take(ReceivedRequest received)
    {
        string path = received.Target.Split('?')[0];
        int index = left.FindIndex(exchange => exchange.Method == received.Method && exchange.Target.Split('?')[0] == path);
        if (index < 0)
        {
            return null;
        }

        RecordedExchange taken = left[index];
        left.RemoveAt(index);
        return taken;
    }

    // A client that leaves a stream for another one, as it does where one reader cuts the other, finds there what was to come: the
    // recorder read on.
    private RecordedExchange? GoOn(ReceivedRequest received)
    {
        var asked = new RecordedExchange(received.Method, received.Target, null, 200, [], null, [], TimeSpan.Zero, RecordedEnd.Closed);
        if (!Recording.IsEvents(asked) || told.FindLast(stream => stream.Body.IsDisposed && !stream.HasToldAll) is not { } stream)
        {
            return null;
        }

        told.Remove(stream);
        return stream.Rest(run, clock.GetUtcNow());
    }

    private HttpResponseMessage Answer(RecordedExchange exchange)
    {
        DateTimeOffset now = clock.GetUtcNow();
        bool isLeft = IsLeft(exchange);
        TimeSpan? closes = isLeft ? exchange.Pieces.LastOrDefault()?.After ?? TimeSpan.Zero : exchange.Closes;
        var body = new RecordedBody(
            exchange.Pieces.Select(piece => (now + piece.After, piece.Bytes)),
            now + closes,
            isLeft || exchange.End == RecordedEnd.Broken,
            exchange.IsEventStream ? PingInterval : null,
            now);
        lock (gate)
        {
            bodies.Add(body);
            if (exchange.IsEventStream)
            {
                told.Add(new ToldStream(exchange, body, now));
            }
        }

        var response = new HttpResponseMessage((HttpStatusCode)exchange.Status) { Content = new StreamContent(body) };
        foreach ((string name, string value) in exchange.Headers
            .Where(header => !header.Key.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase)))
        {
            if (!response.Headers.TryAddWithoutValidation(name, value))
            {
                response.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return response;
    }

    // A stream that the recorder left in the middle of the run and followed by its id then: here the connection breaks.
    private bool IsLeft(RecordedExchange exchange)
        => exchange is { IsEventStream: true, End: RecordedEnd.StillOpen }
        && RecordedEvent.Of(exchange) is [.., { Name: not ("workflow_paused" or "workflow_finished") }]
        && recording.Exchanges.SkipWhile(other => other != exchange).Skip(1).Any(Recording.IsEvents);
}
