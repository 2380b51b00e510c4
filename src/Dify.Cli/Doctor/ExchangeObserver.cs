using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Cli.Doctor;

/// <summary>Watches what the client sends and gets, below the client: it has no word for headers, and does not show pings.</summary>
internal sealed class ExchangeObserver(HttpMessageHandler inner, TimeProvider time) : DelegatingHandler(inner)
{
    private readonly List<Exchange> exchanges = [];

    public IReadOnlyList<Exchange> Exchanges => exchanges;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var sentAt = time.GetUtcNow();
        var response = await base.SendAsync(request, cancellationToken);
        StreamArrival? arrival = null;
        if (response.Content.Headers.ContentType?.MediaType == "text/event-stream")
        {
            arrival = new StreamArrival(time, started);
            response.Content = await ObservedStream.WrapAsync(response.Content, arrival, cancellationToken);
        }

        exchanges.Add(new Exchange(response, request.RequestUri!, sentAt, time.GetUtcNow()) { Arrival = arrival });
        return response;
    }
}
