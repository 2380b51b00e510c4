using System;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Wire;

namespace Dify.Benchmarks.Serving;

/// <summary>Answers with an event stream from memory that gives at most so many bytes at once.</summary>
internal sealed class PieceHandler(ReadOnlyMemory<byte> bytes, int pieceLength) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = new HttpResponseMessage { Content = new StreamContent(new PieceStream(bytes, pieceLength)) };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue("text/event-stream");
        return Task.FromResult(response);
    }

    private sealed class PieceStream(ReadOnlyMemory<byte> bytes, int pieceLength) : ForwardOnlyStream
    {
        private int position;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int length = Math.Min(Math.Min(buffer.Length, pieceLength), bytes.Length - position);
            bytes.Slice(position, length).CopyTo(buffer);
            position += length;
            return new ValueTask<int>(length);
        }
    }
}
