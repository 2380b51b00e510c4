using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using WireMock.Logging;
using WireMock.Matchers;
using WireMock.RequestBuilders;
using WireMock.Server;
using WireMock.Settings;

namespace Dify.Generated.Testing;

/// <summary>Starts WireMock.Net with one mapping for each route.</summary>
internal static class StandInHost
{
    // Mappings of a test's own have the priority 0 unless they say otherwise, and so come first.
    private const int RoutePriority = 100;
    private const int UnroutedPriority = 200;

    public static WireMockServer Start(DifyTestServerOptions options, StandInMiddleware middleware, Dispatcher dispatcher, IEnumerable<Route> routes)
    {
        WireMockServer server = WireMockServer.Start(new WireMockServerSettings
        {
            Urls = [$"http://127.0.0.1:{options.Port}"],
            Logger = new WireMockNullLogger(),

            // The requests are on record already.
            MaxRequestLogCount = 0,
            PreWireMockMiddlewareInit = builder => ((IApplicationBuilder)builder).Use(
                (HttpContext context, RequestDelegate next) => middleware.InvokeAsync(context, next)),

            // A write counts as done only when the operating system has it: a connection that is cut afterwards must not take it along.
            // Two bytes are the smallest buffer of which half is not nothing, which would mean no limit.
            AdditionalServiceRegistration = services => services.PostConfigure<SocketTransportOptions>(sockets => sockets.MaxWriteBufferSize = 2),
        });

        foreach (Route route in routes)
        {
            server.Given(Request.Create().UsingMethod(route.Method).WithPath(new RegexMatcher(route.Pattern)))
                .AtPriority(RoutePriority)
                .WithTitle($"{route.Method} {route.Template}")
                .RespondWith(new RouteProvider((exchange, cancellationToken) => dispatcher.AnswerAsync(exchange, route, cancellationToken)));
        }

        server.Given(Request.Create().UsingAnyMethod())
            .AtPriority(UnroutedPriority)
            .WithTitle("unrouted")
            .RespondWith(new RouteProvider((exchange, _) => System.Threading.Tasks.Task.FromResult(dispatcher.AnswerUnrouted(exchange))));
        return server;
    }
}
