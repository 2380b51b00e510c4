using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;

namespace Dify.Generated;

/// <summary>
/// What a client needs to know: whose key, which server, which limits. A client takes a copy when it is made; later changes have no effect
/// on it.
/// </summary>
public sealed class DifyClientOptions
{
    /// <summary>The address of Dify's cloud.</summary>
    public static readonly Uri CloudAddress = new("https://api.dify.ai/v1");

    /// <summary>The API key of the app, <c>app-…</c>. Either this or <see cref="ApiKeyProvider"/> is needed. It never appears in messages,
    /// logs or <see cref="ToString"/>.</summary>
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

    /// <summary>
    /// The id of the app, for keys that open several apps: it is sent as <c>X-Dify-App-ID</c>, without which a server that has such keys
    /// answers 400 to them. Released servers up to 1.16.1 have none and ignore the header. A key of one app, <c>app-…</c>, needs none.
    /// </summary>
    public string? AppId { get; set; }

    /// <summary>The address of the API with its path, such as <c>https://dify.example.com/v1</c>; with or without the last slash.
    /// <see cref="CloudAddress"/> unless set.</summary>
    public Uri BaseAddress { get; set; } = CloudAddress;

    /// <summary>Whether a plain http address beyond this machine is allowed. Off unless set, because the key would travel
    /// unencrypted.</summary>
    public bool AllowInsecureHttp { get; set; }

    /// <summary>
    /// How long one try of a call may take, to the last byte of its answer; for a download or an event stream, to its headers. 100 seconds
    /// unless set; <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for no limit. A blocking run can take as long as its workflow.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>The longest JSON answer that is read, in bytes; counted after decompression, if the handler decompresses. 64 MiB unless
    /// set, 1 GiB at most.</summary>
    public long MaxResponseBytes { get; set; } = 64L << 20;

    /// <summary>How much of a failed answer is kept, in bytes. 1 MiB unless set, 1 GiB at most.</summary>
    public int MaxErrorBytes { get; set; } = 1 << 20;

    /// <summary>The longest single event of a stream, in bytes. 64 MiB unless set, 1 GiB at most. Dify itself sets no limit.</summary>
    public long MaxEventBytes { get; set; } = 64L << 20;

    /// <summary>
    /// How long an event stream, or a download that is being read, may be silent. 45 seconds unless set;
    /// <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for no limit. Dify sends a ping every 10 seconds, so less than 30 seconds
    /// takes slow networks for dead ones.
    /// </summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>
    /// Whether the inputs of each run are held against the form of the app's published workflow before anything is sent, in whatever way
    /// the run is started: followed, as a plain stream, blocking, or by the id of a version, whose form may be another one. What the server
    /// would refuse is an <see cref="ArgumentException"/> that names the inputs, and no run is started. Off unless set. It costs one
    /// request every five minutes for each app, and spares a small server the streams of refused runs, which it may keep open for minutes.
    /// The form is read again before anything is refused, and after the server has refused something all the same.
    /// </summary>
    public bool CheckInputs { get; set; }

    /// <summary>
    /// Whether an upload of 1 MiB or more, or of unknown length, asks before it sends its body (<c>Expect: 100-continue</c>), so that a
    /// refused file is not sent in vain. On unless set. Where a proxy refuses the question, with 417 or by closing the connection, the
    /// upload is repeated once without it, and the client asks no more; only a stream that cannot be read again needs this set to false.
    /// </summary>
    public bool ExpectContinue { get; set; } = true;

    /// <summary>How failed calls are repeated.</summary>
    public DifyRetryOptions Retry { get; set; } = new();

    /// <summary>Headers that are sent with each call beside the client's own, such as the token of a gateway. They appear in no message and
    /// no log.</summary>
    [Newtonsoft.Json.JsonIgnore]
#if NET
    [System.Text.Json.Serialization.JsonIgnore]
#endif
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public IDictionary<string, string> Headers { get; private set; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Told each answer of the server as it has come, before the method returns or throws: its status, its headers, its JSON. A call that
    /// is repeated has several. It is called on the thread that
    /// reads the answer; what it throws, the method throws. Null to tell nobody, which saves a copy of the JSON.
    /// </summary>
    [Newtonsoft.Json.JsonIgnore]
#if NET
    [System.Text.Json.Serialization.JsonIgnore]
#endif
    public Action<DifyResponse>? OnResponse { get; set; }

    /// <summary>The name of the client on spans, on measurements and in logs, where several clients are in one process. A registered client
    /// has the name of its registration unless set.</summary>
    public string? Name { get; set; }

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

    /// <summary>Makes options of the environment variables <c>DIFY_API_KEY</c> and <c>DIFY_BASE_URL</c>; Dify's cloud if the second one is
    /// not set.</summary>
    /// <returns>The options, for more to be set on.</returns>
    /// <exception cref="InvalidOperationException"><c>DIFY_BASE_URL</c> is no absolute address.</exception>
    public static DifyClientOptions FromEnvironment()
    {
        var options = new DifyClientOptions();
        DifyEnvironment.Apply(options, DifyEnvironment.KeyName, hasAddress: false, Environment.GetEnvironmentVariable);
        return options;
    }

    /// <summary>The address, never the key.</summary>
    public override string ToString()
        => BaseAddress is { IsAbsoluteUri: true } address
            ? $"{nameof(DifyClientOptions)} {address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)}"
            : nameof(DifyClientOptions);

    /// <summary>What the key has to open: the client says it, not its caller.</summary>
    internal KeyKind Kind { get; set; }

    internal DifyClientOptions Of(KeyKind kind)
    {
        var copy = (DifyClientOptions)MemberwiseClone();
        copy.Kind = kind;
        return copy;
    }

    internal DifyClientOptions Clone()
    {
        var copy = (DifyClientOptions)MemberwiseClone();
        copy.Retry = Retry.Clone();
        copy.Headers = new Dictionary<string, string>(Headers, StringComparer.OrdinalIgnoreCase);
        return copy;
    }
}
