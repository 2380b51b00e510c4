using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated.Tests.Streaming;

/// <summary>Answers every request with an event stream that comes in exactly these pieces, one for each read. A socket may join what was
/// written apart; this does not.</summary>
internal sealed class PieceHandler(IEnumerable<ReadOnlyMemory<byte>> pieces) : HttpMessageHandler
{
    public int Requests { get; private set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests++;
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new PieceStream(pieces.GetEnumerator())) };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue("text/event-stream");
        return Task.FromResult(response);
    }
}
