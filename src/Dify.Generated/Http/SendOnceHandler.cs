using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>The handler next to the connection, behind everything that a host puts before it: lets out once what must not go out
/// twice.</summary>
internal sealed class SendOnceHandler : DelegatingHandler
{
    public SendOnceHandler()
    {
    }

    public SendOnceHandler(HttpMessageHandler inner)
        : base(inner)
    {
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var permit = SendPermit.Of(request);
        permit?.Take();
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (permit is not null && ConnectionFailure.IsOfConnecting(exception))
        {
            permit.GiveBack();
            throw;
        }
    }
}
