using System;
using System.Collections.Generic;

namespace Dify.Generated.Testing;

/// <summary>What a <see cref="DifyTestServer"/> is started with. Everything has a default that suits a test.</summary>
public sealed record DifyTestServerOptions
{
    /// <summary>The loopback port to listen on, or 0 (the default) for any free one.</summary>
    public int Port { get; init; }

    /// <summary>The only key that is accepted in <c>Authorization: Bearer</c>; <c>app-test</c> unless set.</summary>
    public string ApiKey { get; init; } = "app-test";

    /// <summary>The scripts that runs follow, for example from <see cref="RunScript.Load(string)"/>; scripts given to <see cref="DifyTestServer.OnRun(Action{RunScriptBuilder})"/> come after them.</summary>
    public RunScript? Script { get; init; }

    /// <summary>The clock behind every date, delay and ping of the server; the system's unless set.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>How long a stopped run goes on before its stream ends; one second unless set, as on a real server. Zero ends it at once.</summary>
    public TimeSpan StopLatency { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a stream is silent before the server sends a ping; ten seconds unless set, as on a real server.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a stream goes without an event before the server ends it without a terminal event; 300 seconds unless set, as on a real server.</summary>
    public TimeSpan StreamIdleLimit { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>
    /// Whether a request that the documents do not allow is refused, although a real server would let it pass, with 400 and the code <c>stand_in_contract</c>.
    /// On unless set. When off, such a request is answered as a real server would answer it; <see cref="RecordedRequest.Problems"/> lists what was wrong in both cases.
    /// </summary>
    public bool Strict { get; init; } = true;

    /// <summary>
    /// The names of inputs that a run cannot do without. When one is missing, a blocking run is refused with 400 <c>invalid_param</c>,
    /// and a streaming one sends an <c>error</c> event without a code, as a real server does.
    /// </summary>
    public IReadOnlyList<string> RequiredInputs { get; init; } = [];

    /// <summary>File name extensions, without the dot, that an upload refuses with <c>file_extension_blocked</c>. None unless set.</summary>
    public IReadOnlyList<string> BlockedFileExtensions { get; init; } = [];

    /// <summary>How many requests are kept on record before the oldest is forgotten; 100,000 unless set.</summary>
    public int RecordedRequestLimit { get; init; } = 100_000;

    /// <summary>The server version that <c>X-Version</c> announces.</summary>
    public string ServerVersion { get; init; } = "1.14.2";

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Port, nameof(Port));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Port, ushort.MaxValue, nameof(Port));
        ArgumentException.ThrowIfNullOrWhiteSpace(ApiKey, nameof(ApiKey));
        ArgumentNullException.ThrowIfNull(TimeProvider, nameof(TimeProvider));
        ArgumentOutOfRangeException.ThrowIfLessThan(StopLatency, TimeSpan.Zero, nameof(StopLatency));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(PingInterval, TimeSpan.Zero, nameof(PingInterval));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(StreamIdleLimit, TimeSpan.Zero, nameof(StreamIdleLimit));
        ArgumentOutOfRangeException.ThrowIfLessThan(RecordedRequestLimit, 1, nameof(RecordedRequestLimit));
        ArgumentNullException.ThrowIfNull(RequiredInputs, nameof(RequiredInputs));
        ArgumentNullException.ThrowIfNull(BlockedFileExtensions, nameof(BlockedFileExtensions));
        ArgumentException.ThrowIfNullOrWhiteSpace(ServerVersion, nameof(ServerVersion));
    }
}
