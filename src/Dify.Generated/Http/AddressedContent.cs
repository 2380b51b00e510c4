using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>
/// The body of one request, which goes to the address of the request and to no other, and once if a second time could do harm. A handler
/// that follows redirects, as the one of a caller's own HttpClient may, sends the same
/// body to the next address: then this one refuses to be written. The platform takes the key off a request that it redirects; a handler
/// that only knows the server by another address leaves it on.
/// </summary>
internal sealed class AddressedContent : HttpContent
{
    private readonly string operation;
    private readonly HttpRequestMessage request;
    private readonly Uri? address;
    private readonly HttpContent content;
    private readonly SendPermit permit;
    private readonly Action onWrite;

    public AddressedContent(string operation, HttpRequestMessage request, HttpContent content, SendPermit permit, Action onWrite)
    {
        this.permit = permit;
        this.operation = operation;
        this.request = request;
        this.content = content;
        this.onWrite = onWrite;
        address = request.RequestUri;
        Headers.ContentType = content.Headers.ContentType;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        ThrowIfRedirected();
        permit.TakeForBody();
        onWrite();
        return content.CopyToAsync(stream, context);
    }

#if NET
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        ThrowIfRedirected();
        permit.TakeForBody();
        onWrite();
        return content.CopyToAsync(stream, context, cancellationToken);
    }
#endif

    protected override bool TryComputeLength(out long length)
    {
        length = content.Headers.ContentLength ?? 0;
        return content.Headers.ContentLength is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
        }

        base.Dispose(disposing);
    }

    private void ThrowIfRedirected()
    {
        if (request.RequestUri != address && request.Headers.Authorization is null)
        {
            throw new DifyProtocolException(
                ClientText.Format("RedirectPrevented", operation, nameof(DifyHttpHandler)), new DifyFailure(operation));
        }
    }
}
