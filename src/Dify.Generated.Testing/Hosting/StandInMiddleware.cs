using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace Dify.Generated.Testing;

/// <summary>Stands before WireMock: reads and records the request, lets WireMock choose, and writes the reply that was chosen.</summary>
internal sealed class StandInMiddleware(DifyTestServerOptions options, ContractCheck contract, RequestLog log, CancellationToken serverEnd)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, serverEnd);
        context.RequestAborted = end.Token;
        IHeaderDictionary headers = context.Response.Headers;
        headers.Server = "gunicorn";
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlExposeHeaders = "X-Env, X-Trace-Id, X-Version";
        headers["X-Version"] = options.ServerVersion;
        headers["X-Env"] = "PRODUCTION";
        headers.Vary = "Cookie";
        try
        {
            await AnswerAsync(context, next, end.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (end.IsCancellationRequested && exception is OperationCanceledException or IOException)
        {
            // The caller has gone away or the server is being disposed: either way the connection is of no more use.
            context.Abort();
        }
    }

    private async Task AnswerAsync(HttpContext context, RequestDelegate next, CancellationToken cancellationToken)
    {
        byte[]? body = await RequestReader.ReadBodyAsync(context.Request, cancellationToken).ConfigureAwait(false);
        if (body is null)
        {
            await HtmlPage.Create(413, "Request Entity Too Large").With("Connection", "close").WriteAsync(context, cancellationToken).ConfigureAwait(false);
            return;
        }

        Exchange exchange = await RecordAsync(context, body, cancellationToken).ConfigureAwait(false);
        exchange.AttachTo(context);
        using var bodyAgain = new MemoryStream(body, writable: false);
        context.Request.Body = bodyAgain;

        // HEAD is answered as GET is; the web server leaves the body out.
        context.Request.Method = exchange.RoutedMethod;
        await next(context).ConfigureAwait(false);
        if (exchange.Reply is { } reply)
        {
            await reply.WriteAsync(context, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<Exchange> RecordAsync(HttpContext context, byte[] body, CancellationToken cancellationToken)
    {
        HttpRequest request = context.Request;
        string target = RequestReader.Target(context);
        string path = RequestReader.PathOf(target, out bool isBelowBasePath);
        var draft = new RequestDraft(
            Exchange.RoutedMethodOf(request.Method),
            path,
            isBelowBasePath,
            RequestReader.QueryOf(request),
            request.ContentType,
            body,
            await RequestReader.ReadPartsAsync(request.ContentType, body, cancellationToken).ConfigureAwait(false));
        ContractFinding finding = contract.Check(draft);
        var recorded = new RecordedRequest(
            options.TimeProvider.GetUtcNow(),
            request.Method,
            target,
            draft.Path,
            draft.Query,
            RequestReader.HeadersOf(request),
            body,
            draft.Parts,
            finding.Operation,
            finding.Problems);
        log.Add(recorded);
        return new Exchange(recorded, finding);
    }
}
