using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace Dify.Generated.Testing;

/// <summary>Stands before WireMock: reads and records the request, lets WireMock choose, and writes the reply that was chosen.</summary>
internal sealed class StandInMiddleware(
    DifyApp app, ContractCheck contract, RequestLog log, ReplyOverrides overrides, ControlRoutes control)
{
    /// <summary>The header that tells a caller what the documents have against its request.</summary>
    public const string FindingHeader = "X-Stand-In-Finding";

    private const int LongestFinding = 1000;

    /// <summary>Called when a request has been answered, as far as its headers, or when its connection was cut.</summary>
    public event Action<RecordedRequest>? Answered;

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, app.ServerEnd);
        context.RequestAborted = end.Token;
        IHeaderDictionary headers = context.Response.Headers;
        headers.Server = "gunicorn";
        if (context.Request.Path.StartsWithSegments(ControlRoutes.BasePath, StringComparison.Ordinal, out PathString rest))
        {
            await control.AnswerAsync(context, rest.Value ?? "", end.Token).ConfigureAwait(false);
            return;
        }

        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlExposeHeaders = "X-Env, X-Trace-Id, X-Version";
        headers["X-Version"] = app.Options.ServerVersion;
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
        // Reading the body is what tells a caller to go on.
        if (context.Request.Headers.Expect.Count > 0 && app.Options.ExpectHandling != ExpectHandling.Continue)
        {
            await RefuseQuestionAsync(context, cancellationToken).ConfigureAwait(false);
            return;
        }

        byte[]? body = await RequestReader.ReadBodyAsync(context.Request, cancellationToken).ConfigureAwait(false);
        if (body is null)
        {
            await HtmlPage.Create(413, "Request Entity Too Large")
                .With("Connection", "close")
                .WriteAsync(context, cancellationToken)
                .ConfigureAwait(false);
            return;
        }

        using Exchange exchange = await RecordAsync(context, body, cancellationToken).ConfigureAwait(false);
        exchange.AttachTo(context);
        try
        {
            await AnswerAsync(context, exchange, body, next, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Without a status by now, the connection was cut.
            Tell(exchange, null);
        }
    }

    private async Task RefuseQuestionAsync(HttpContext context, CancellationToken cancellationToken)
    {
        HttpRequest request = context.Request;
        string target = RequestReader.Target(context);
        var recorded = new RecordedRequest(
            app.Time.GetUtcNow(),
            request.Method,
            target,
            RequestReader.PathOf(target, out _),
            RequestReader.QueryOf(request),
            RequestReader.HeadersOf(request),
            body: [],
            parts: [],
            operation: null,
            problems: []);
        log.Add(recorded);
        Reply reply = app.Options.ExpectHandling == ExpectHandling.Close
            ? new CutReply()
            : HtmlPage.Create(417, "Expectation Failed").With("Connection", "close");
        await reply.WriteAsync(context, cancellationToken).ConfigureAwait(false);
        Tell(recorded, app.Options.ExpectHandling == ExpectHandling.Close ? null : 417);
    }

    private async Task AnswerAsync(
        HttpContext context, Exchange exchange, byte[] body, RequestDelegate next, CancellationToken cancellationToken)
    {
        context.Response.OnStarting(() =>
        {
            Tell(exchange, context.Response.StatusCode);
            return Task.CompletedTask;
        });
        if (exchange.Finding.Problems.Count > 0)
        {
            context.Response.Headers[FindingHeader] = HeaderText(string.Join(' ', exchange.Finding.Problems));
        }

        await exchange.Times.Latency.ConfigureAwait(false);
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
            app.Time.GetUtcNow(),
            request.Method,
            target,
            draft.Path,
            draft.Query,
            RequestReader.HeadersOf(request),
            body,
            draft.Parts,
            finding.Operation,
            finding.Problems);
        TestReply? own = overrides.Take(recorded.Method, recorded.Path);
        var exchange = new Exchange(recorded, finding, own, new ReplyTimes(app.Options, own, cancellationToken));
        log.Add(recorded);
        return exchange;
    }

    private void Tell(Exchange exchange, int? status)
    {
        if (!exchange.IsTold)
        {
            exchange.IsTold = true;
            Tell(exchange.Recorded, status);
        }
    }

    private void Tell(RecordedRequest recorded, int? status)
    {
        recorded.Status = status;
        Answered?.Invoke(recorded);
    }

    // Text of a caller's goes into a header only in characters that cannot end it.
    private static string HeaderText(string text) =>
        new([.. text.Take(LongestFinding).Select(character => character is < ' ' or > '~' ? '?' : character)]);
}
