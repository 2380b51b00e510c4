using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using WireMock;
using WireMock.ResponseProviders;
using WireMock.Settings;

namespace Dify.Generated.Testing;

/// <summary>
/// What a WireMock mapping of this server answers with: it decides on the reply and leaves the writing to <see cref="StandInMiddleware"/>,
/// because WireMock itself can neither write a stream of bytes piece by piece nor cut a connection.
/// </summary>
internal sealed class RouteProvider(Func<Exchange, CancellationToken, Task<Reply>> answer) : IResponseProvider
{
    public async Task<(IResponseMessage Message, IMapping? Mapping)> ProvideResponseAsync(
        IMapping mapping, HttpContext context, IRequestMessage requestMessage, WireMockServerSettings settings)
    {
        Exchange exchange = Exchange.Of(context);
        try
        {
            exchange.Reply = await answer(exchange, context.RequestAborted).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer.
            exchange.Reply = new CutReply();
        }

        return (new ResponseMessage(), null);
    }
}
