using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dify.Cli.Recording;

/// <summary>Stands between a program and a Dify server on a loopback port, passes everything on as it comes, and has it recorded.</summary>
internal sealed class RecordingProxy : IAsyncDisposable
{
    private const string BasePath = "/v1";

    // Those that speak of one connection alone, and those that would have the answer come compressed.
    private static readonly HashSet<string> NotPassedOn = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
        "Accept-Encoding", "Expect",
    };

    // For answers that have just come; streams of runs that go on are left.
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(1);

    // How long a caller may take to notice that its connection is cut.
    private static readonly TimeSpan TimeToLeave = TimeSpan.FromSeconds(5);

    private readonly WebApplication application;
    private readonly HttpClient client;
    private readonly Uri server;
    private readonly ScriptRecorder recorder;

    private RecordingProxy(Uri server, int port, ScriptRecorder recorder)
    {
        this.server = server;
        this.recorder = recorder;
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // A write counts as done only when the operating system has it, so that a cut comes behind it.
        builder.WebHost.UseSockets(static sockets => sockets.MaxWriteBufferSize = 2);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.AddServerHeader = false;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeToEnd);
        application = builder.Build();
        application.Run(PassOnAsync);
    }

    /// <summary>The address that a program uses in the place of the server's.</summary>
    public Uri BaseAddress
    {
        get
        {
            var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
            return new Uri(addresses.Single() + BasePath);
        }
    }

    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<RecordingProxy> StartAsync(Uri server, int port, ScriptRecorder recorder, CancellationToken cancellationToken)
    {
        var proxy = new RecordingProxy(server, port, recorder);
        await proxy.application.StartAsync(cancellationToken);
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await application.StopAsync();
        await application.DisposeAsync();
        client.Dispose();
    }

    private async Task PassOnAsync(HttpContext context)
    {
        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (!target.StartsWith(BasePath + "/", StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        target = target[BasePath.Length..];
        using var exchange = recorder.Begin(context.Request.Method, target.Split('?')[0], context.Request.Headers.Authorization);
        using var request = await RequestAsync(context, target);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
            await PassBackAsync(context, response, exchange);
            exchange.NoteEnd(AnswerEnd.Closed);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            exchange.NoteEnd(AnswerEnd.Left);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or SocketException)
        {
            exchange.NoteEnd(AnswerEnd.Broken);
            await CutAsync(context);
        }
    }

    // What came before arrives first: a reset at once could overtake it.
    private static async Task CutAsync(HttpContext context)
    {
        try
        {
            context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket.Shutdown(SocketShutdown.Send);
            await Task.Delay(TimeToLeave, context.RequestAborted);
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The caller has gone.
        }

        context.Abort();
    }

    private async Task<HttpRequestMessage> RequestAsync(HttpContext context, string target)
    {
        var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), server.AbsoluteUri.TrimEnd('/') + target);
        if (context.Request.ContentLength > 0 || context.Request.Headers.TransferEncoding.Count > 0)
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            request.Content = new ByteArrayContent(body.ToArray());
        }

        foreach (var header in context.Request.Headers.Where(header => !NotPassedOn.Contains(header.Key)))
        {
            if (!request.Headers.TryAddWithoutValidation(header.Key, header.Value.AsEnumerable()))
            {
                request.Content?.Headers.TryAddWithoutValidation(header.Key, header.Value.AsEnumerable());
            }
        }

        return request;
    }

    private static async Task PassBackAsync(HttpContext context, HttpResponseMessage response, ExchangeRecorder exchange)
    {
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var header in response.Headers.Concat(response.Content.Headers).Where(header => !NotPassedOn.Contains(header.Key)))
        {
            context.Response.Headers[header.Key] = header.Value.ToArray();
        }

        exchange.NoteHead(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.ToString(),
            name => response.Headers.TryGetValues(name, out var values) ? values.First() : null);
        await using var body = await response.Content.ReadAsStreamAsync(context.RequestAborted);
        await context.Response.StartAsync(context.RequestAborted);
        var buffer = new byte[64 * 1024];
        int count;
        while ((count = await body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            exchange.NoteBytes(buffer.AsSpan(0, count));
            await context.Response.Body.WriteAsync(buffer.AsMemory(0, count), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }
}
