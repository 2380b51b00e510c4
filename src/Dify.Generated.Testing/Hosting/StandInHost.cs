using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WireMock.Logging;
using WireMock.Matchers;
using WireMock.RequestBuilders;
using WireMock.Server;
using WireMock.Settings;

namespace Dify.Generated.Testing;

/// <summary>WireMock.Net with one mapping for each route.</summary>
internal sealed class StandInHost : IAsyncDisposable
{
    // Mappings of a test's own have the priority 0 unless they say otherwise, and so come first.
    private const int RoutePriority = 100;
    private const int UnroutedPriority = 200;

    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Starts the server.</summary>
    public StandInHost(DifyTestServerOptions options, StandInMiddleware middleware, Dispatcher dispatcher, IEnumerable<Route> routes)
    {
        ListeningPort.EnsureFree(options.Host, options.Port);
        Server = WireMockServer.Start(new WireMockServerSettings
        {
            Urls = [$"http://{(options.Host.Contains(':') ? $"[{options.Host}]" : options.Host)}:{options.Port}"],
            Logger = new WireMockNullLogger(),

            // The requests are on record already.
            MaxRequestLogCount = 0,
            PreWireMockMiddlewareInit = builder => Prepare((IApplicationBuilder)builder, middleware),

            // A write counts as done only when the operating system has it: a connection that is cut afterwards must not take it along.
            // Two bytes are the smallest buffer of which half is not nothing, which would mean no limit.
            AdditionalServiceRegistration = services => services.PostConfigure<SocketTransportOptions>(
                sockets => sockets.MaxWriteBufferSize = 2),
        });

        foreach (Route route in routes)
        {
            Server.Given(Request.Create().UsingMethod(route.Method).WithPath(new RegexMatcher(route.Pattern)))
                .AtPriority(RoutePriority + route.Parameters)
                .WithTitle($"{route.Method} {route.Template}")
                .RespondWith(
                    new RouteProvider((exchange, cancellationToken) => dispatcher.AnswerAsync(exchange, route, cancellationToken)));
        }

        Server.Given(Request.Create().UsingAnyMethod())
            .AtPriority(UnroutedPriority)
            .WithTitle("unrouted")
            .RespondWith(new RouteProvider((exchange, _) => dispatcher.AnswerUnroutedAsync(exchange)));
    }

    public WireMockServer Server { get; }

    /// <summary>Stops the server and waits until it has let go of its port, which WireMock by itself does not wait for.</summary>
    public async ValueTask DisposeAsync()
    {
        Server.Stop();
        await stopped.Task.ConfigureAwait(false);
        Server.Dispose();
    }

    private void Prepare(IApplicationBuilder builder, StandInMiddleware middleware)
    {
        builder.ApplicationServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopped.Register(
            () => stopped.TrySetResult());
        builder.Use((HttpContext context, RequestDelegate next) => middleware.InvokeAsync(context, next));
    }
}
