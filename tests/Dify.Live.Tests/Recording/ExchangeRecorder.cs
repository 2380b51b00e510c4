using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Live.Tests.Recording;

/// <summary>Writes down what a client sends and what comes back, piece by piece; no headers of requests, so no key.</summary>
public sealed class ExchangeRecorder(HttpMessageHandler inner, TimeProvider time) : DelegatingHandler(inner)
{
    // They differ from answer to answer or name the machine.
    private static readonly HashSet<string> Unwanted =
        new(["Date", "Set-Cookie", "X-Trace-Id", "Connection", "Keep-Alive"], StringComparer.OrdinalIgnoreCase);

    private readonly long started = time.GetTimestamp();
    private readonly Lock padlock = new();
    private readonly List<RecordedExchange> exchanges = [];

    public IReadOnlyList<RecordedExchange> Exchanges
    {
        get
        {
            lock (padlock)
            {
                return [.. exchanges];
            }
        }
    }

    /// <summary>The version that the server said last; null if it said none.</summary>
    public string? ServerVersion => Exchanges
        .SelectMany(static exchange => exchange.Headers)
        .LastOrDefault(static header => header.Key == "X-Version").Value;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var sentAt = time.GetElapsedTime(started);
        string? body = null;
        if (request.Content?.Headers.ContentType?.MediaType == "application/json")
        {
            await request.Content.LoadIntoBufferAsync(cancellationToken);
            body = await request.Content.ReadAsStringAsync(cancellationToken);
        }

        var response = await base.SendAsync(request, cancellationToken);
        var exchange = new RecordedExchange
        {
            Method = request.Method.Method,
            Path = request.RequestUri!.PathAndQuery,
            Body = body,
            Status = (int)response.StatusCode,
            Headers =
            [
                .. from header in response.Headers.Concat(response.Content.Headers)
                   where !Unwanted.Contains(header.Key)
                   select KeyValuePair.Create(header.Key, string.Join(", ", header.Value)),
            ],
            SentAt = sentAt,
        };
        lock (padlock)
        {
            exchanges.Add(exchange);
        }

        var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var recorded = new StreamContent(new RecordedStream(stream, exchange, () => time.GetElapsedTime(started)));
        foreach (var header in response.Content.Headers)
        {
            recorded.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        response.Content = recorded;
        return response;
    }
}
