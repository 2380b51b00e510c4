using System;
using System.Collections.Generic;
using System.Net.Http;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// Takes off a client what a host puts on all of its clients to repeat calls and to cut them short, as Aspire's service defaults do. It is
/// what <c>RemoveAllResilienceHandlers</c> does, without
/// its package. Handlers that are put on the client itself come later and stay.
/// </summary>
internal static class InheritedRetries
{
    private static readonly string[] Handlers = ["Microsoft.Extensions.Http.Resilience.ResilienceHandler",
        "Microsoft.Extensions.Http.PolicyHttpMessageHandler"];

    public static void Remove(IList<DelegatingHandler> handlers, IServiceProvider provider)
    {
        for (var i = handlers.Count - 1; i >= 0; i--)
        {
            for (var type = handlers[i].GetType(); type is not null; type = type.BaseType)
            {
                if (Array.IndexOf(Handlers, type.FullName) >= 0)
                {
                    handlers.RemoveAt(i);
                    break;
                }
            }
        }
    }
}
