using System;
using Dify.Generated;
using Microsoft.Extensions.Http;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts <see cref="SendOnceHandler"/> next to the connection of one Dify client: a filter comes after all that a host
/// configures.</summary>
internal sealed class SendOnceFilter(string httpClientName) : IHttpMessageHandlerBuilderFilter
{
    public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next)
        => builder =>
        {
            next(builder);
            if (builder.Name == httpClientName)
            {
                builder.AdditionalHandlers.Add(new SendOnceHandler());
            }
        };
}
