using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Security.Cryptography.X509Certificates;
using Dify.Generated.Tests.Wire;

namespace Dify.Generated.Tests.Security;

/// <summary>A fault that any call can meet.</summary>
/// <param name="Rows">The rows of the fault matrix that it stands for.</param>
/// <param name="Name">What goes wrong.</param>
/// <param name="Script">What the server does on each connection.</param>
internal sealed record CanaryFault(IReadOnlyList<int> Rows, string Name, WireScript Script)
{
    /// <summary>What the server does instead where an event stream was asked for.</summary>
    public WireScript? OfEvents { get; init; }

    /// <summary>What it does on every connection but the first.</summary>
    public WireScript? Later { get; init; }

    public X509Certificate2? Certificate { get; init; }

    public Func<HttpMessageHandler>? Handler { get; init; }

    public Action<DifyClientOptions>? Configure { get; init; }

    public CanaryEnd Ends { get; init; }

    /// <summary>Whether nothing of the call reaches the server.</summary>
    public bool IsUnreached { get; init; }

    public WireScript[] ScriptsFor(CanaryCall call)
    {
        WireScript first = call.IsOfEvents && OfEvents is not null ? OfEvents : Script;
        if (Later is not null)
        {
            return [first, Later];
        }

        // A stream that brings something new each time would be taken up again for ever.
        return call.IsFollowed ? [first, first, WireScript.Request.Reset()] : [first];
    }
}

/// <summary>What ends a call.</summary>
internal enum CanaryEnd
{
    /// <summary>The fault itself.</summary>
    Fault,

    /// <summary>Time passes, from when the server has the request, until the client gives up.</summary>
    TimePasses,

    /// <summary>Time passes, from when all that comes has been read, until the client gives up.</summary>
    TimePassesWhenRead,

    /// <summary>The caller has given up before.</summary>
    CancelledBefore,

    /// <summary>The caller gives up when the server has the request.</summary>
    CancelledWhenAsked,

    /// <summary>The caller gives up when all that comes has been read.</summary>
    CancelledWhenRead,
}
