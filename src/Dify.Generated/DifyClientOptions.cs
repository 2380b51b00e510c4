using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;

namespace Dify.Generated;

/// <summary>
/// What a client needs to know: whose key, which server, which limits. A client takes a copy when it is made; later changes have no effect on it.
/// </summary>
public sealed class DifyClientOptions
{
    /// <summary>The address of Dify's cloud.</summary>
    public static readonly Uri CloudAddress = new("https://api.dify.ai/v1");

    /// <summary>The API key of the app, <c>app-…</c>. Either this or <see cref="ApiKeyProvider"/> is needed. It never appears in messages, logs or <see cref="ToString"/>.</summary>
    [Newtonsoft.Json.JsonIgnore]
#if NET
    [System.Text.Json.Serialization.JsonIgnore]
#endif
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? ApiKey { get; set; }

    /// <summary>Asked for the key before each request, for keys that rotate. It wins over <see cref="ApiKey"/>.</summary>
    [Newtonsoft.Json.JsonIgnore]
#if NET
    [System.Text.Json.Serialization.JsonIgnore]
#endif
    public Func<CancellationToken, ValueTask<string>>? ApiKeyProvider { get; set; }

    /// <summary>The address of the API with its path, such as <c>https://dify.example.com/v1</c>; with or without the last slash. <see cref="CloudAddress"/> unless set.</summary>
    public Uri BaseAddress { get; set; } = CloudAddress;

    /// <summary>Whether a plain http address beyond this machine is allowed. Off unless set, because the key would travel unencrypted.</summary>
    public bool AllowInsecureHttp { get; set; }

    /// <summary>
    /// How long one try of a call may take, to the last byte of its answer; for a download or an event stream, to its headers. 100 seconds unless set;
    /// <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for no limit. A blocking run can take as long as its workflow.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>The longest JSON answer that is read, in bytes; counted after decompression, if the handler decompresses. 64 MiB unless set, 1 GiB at most.</summary>
    public long MaxResponseBytes { get; set; } = 64L << 20;

    /// <summary>How much of a failed answer is kept, in bytes. 1 MiB unless set, 1 GiB at most.</summary>
    public int MaxErrorBytes { get; set; } = 1 << 20;

    /// <summary>The longest single event of a stream, in bytes. 64 MiB unless set, 1 GiB at most. Dify itself sets no limit.</summary>
    public long MaxEventBytes { get; set; } = 64L << 20;

    /// <summary>
    /// How long an event stream may be silent. 45 seconds unless set; <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for no limit. Dify sends a ping every 10 seconds, so less
    /// than 30 seconds takes slow networks for dead ones.
    /// </summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>How failed calls are repeated.</summary>
    public DifyRetryOptions Retry { get; set; } = new();

    /// <summary>The clock of timeouts and waits. The system's unless set.</summary>
    [Newtonsoft.Json.JsonIgnore]
#if NET
    [System.Text.Json.Serialization.JsonIgnore]
#endif
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Where the client logs to; nowhere unless set. Neither bodies nor keys are logged.</summary>
    [Newtonsoft.Json.JsonIgnore]
#if NET
    [System.Text.Json.Serialization.JsonIgnore]
#endif
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>The address, never the key.</summary>
    public override string ToString()
        => BaseAddress is { IsAbsoluteUri: true } address
            ? $"{nameof(DifyClientOptions)} {address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)}"
            : nameof(DifyClientOptions);

    internal DifyClientOptions Clone()
    {
        var copy = (DifyClientOptions)MemberwiseClone();
        copy.Retry = Retry.Clone();
        return copy;
    }
}
