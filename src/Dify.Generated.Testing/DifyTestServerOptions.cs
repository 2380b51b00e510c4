using System;
using System.Collections.Generic;

namespace Dify.Generated.Testing;

/// <summary>
/// What a <see cref="DifyTestServer"/> is started with. Everything has a default that suits a test; what is set here goes before what a
/// script says.
/// </summary>
public sealed partial record DifyTestServerOptions
{
    private const string DefaultTranscript = "Hello from the stand-in server.";

    private readonly string? apiKey;
    private readonly string? serverVersion;
    private readonly IReadOnlyList<string>? requiredInputs;
    private readonly IReadOnlyList<AppInput>? inputs;
    private readonly int? runLimit;
    private readonly bool? hasSpeech;
    private readonly AppState? appState;
    private readonly TimeSpan? latency;
    private readonly ExpectHandling? expectHandling;

    /// <summary>The port to listen on, or 0 (the default) for any free one.</summary>
    public int Port { get; init; }

    /// <summary>
    /// The IP address to listen on: <c>127.0.0.1</c> unless set, which only programs on this machine reach. <c>0.0.0.0</c> lets in
    /// whoever can reach the machine, as containers need it.
    /// </summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>The only key that is accepted in <c>Authorization: Bearer</c>; <c>app-test</c> unless set here or in the script.</summary>
    public string ApiKey
    {
        get => apiKey ?? Script?.Settings.ApiKey ?? "app-test";
        init => apiKey = value;
    }

    /// <summary>
    /// What the server is to behave like beside the code of a test, for example from <see cref="RunScript.Load(string)"/>. The scripts of
    /// its runs come before those given to <see cref="DifyTestServer.OnRun(Action{RunScriptBuilder})"/>.
    /// </summary>
    public RunScript? Script { get; init; }

    /// <summary>The clock behind every date, delay and ping of the server; the system's unless set.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// How long a stopped run goes on before its stream ends; 200 milliseconds unless set, much as on a real server. Zero ends it at
    /// once.
    /// </summary>
    public TimeSpan StopLatency { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// How long a stream stays open after the event that ends it. Unless set, as the server's version does: one second before 1.16, no
    /// time from then on.
    /// </summary>
    public TimeSpan? StreamCloseDelay { get; init; }

    /// <summary>How long a stream is silent before the server sends a ping; ten seconds unless set, as on a real server.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a stream goes without an event before the server ends it without a terminal event; 300 seconds unless set, as on a real
    /// server.
    /// After an <c>error</c> event that told of bad input the stream stays open as long, without a ping.
    /// </summary>
    public TimeSpan StreamIdleLimit { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>
    /// Whether a request that the documents do not allow is refused, although a real server would let it pass, with 400 and the code
    /// <c>stand_in_contract</c>. On unless set. When off, such a request is answered as a real server would answer it;
    /// <see cref="RecordedRequest.Problems"/> lists what was wrong in both cases.
    /// </summary>
    public bool Strict { get; init; } = true;

    /// <summary>
    /// The names of inputs of one line of text that a run cannot do without; short for <see cref="Inputs"/> with nothing but names.
    /// </summary>
    public IReadOnlyList<string> RequiredInputs
    {
        get => requiredInputs ?? Script?.Settings.RequiredInputs ?? [];
        init => requiredInputs = value;
    }

    /// <summary>
    /// The input form of the app, which <c>/parameters</c> shows and every start is held against as a real server does it: a blocking run
    /// with bad input is
    /// refused with 400 <c>invalid_param</c>; a streaming one is answered with an <c>error</c> event without a code or, from 1.16 on,
    /// with a run that has failed.
    /// Neither is a run that anybody can find. Without any input here and in <see cref="RequiredInputs"/>, every input is taken as it
    /// comes;
    /// with some, names that the form does not have are ignored.
    /// </summary>
    public IReadOnlyList<AppInput> Inputs
    {
        get => inputs ?? Script?.Settings.Inputs ?? [];
        init => inputs = value;
    }

    /// <summary>
    /// How many runs the app may have at once, or 0 (the default) for any number. One more is refused with 400 <c>invalid_param</c>
    /// before it starts. A streaming
    /// run takes two places, as on a real server, so that with a limit of 1 none is let in.
    /// </summary>
    public int RunLimit
    {
        get => runLimit ?? Script?.Settings.RunLimit ?? 0;
        init => runLimit = value;
    }

    /// <summary>
    /// Whether the app has speech to text and text to speech; off unless set, as in a new app, so that both operations answer 400
    /// <c>invalid_param</c>.
    /// </summary>
    public bool HasSpeech
    {
        get => hasSpeech ?? Script?.Settings.HasSpeech ?? false;
        init => hasSpeech = value;
    }

    /// <summary>
    /// Whether the app can be used: <see cref="AppState.Published"/> unless set. A test learns with the others what its program makes of
    /// an app that nobody has published, or whose API somebody has switched off.
    /// </summary>
    public AppState AppState
    {
        get => appState ?? Script?.Settings.AppState ?? AppState.Published;
        init => appState = value;
    }

    /// <summary>How long the server thinks about each request before it answers; no time unless set.</summary>
    public TimeSpan Latency
    {
        get => latency ?? Script?.Settings.Latency ?? TimeSpan.Zero;
        init => latency = value;
    }

    /// <summary>
    /// What becomes of a large upload that asks before it sends its body (<c>Expect: 100-continue</c>):
    /// <see cref="ExpectHandling.Continue"/> unless set. The others are what proxies do that do not know the question.
    /// </summary>
    public ExpectHandling ExpectHandling
    {
        get => expectHandling ?? Script?.Settings.ExpectHandling ?? ExpectHandling.Continue;
        init => expectHandling = value;
    }

    /// <summary>
    /// Whether a run that paused and was answered ends as <c>stopped</c> although nobody stopped it. Unless set, as the server's version
    /// does: 1.16.0 and 1.16.1 do
    /// so, while no mark of an earlier stop or pause has been cleared away.
    /// </summary>
    public bool? AnsweredRunsEndStopped { get; init; }

    /// <summary>
    /// Whether pages of the logs overlap for runs of the same second, so that one page repeats what another has shown and some runs are
    /// on none. A real server sorts
    /// by whole seconds and may do so at any time; off unless set.
    /// </summary>
    public bool LogPagesOverlap { get; init; }

    /// <summary>File name extensions, without the dot, that an upload refuses with <c>file_extension_blocked</c>. None unless
    /// set.</summary>
    public IReadOnlyList<string> BlockedFileExtensions { get; init; } = [];

    /// <summary>How many requests are kept on record before the oldest is forgotten; 100,000 unless set.</summary>
    public int RecordedRequestLimit { get; init; } = 100_000;

    /// <summary>The newest server version whose behaviour is known, for <see cref="ServerVersion"/>.</summary>
    public const string NewestServerVersion = "1.16.0";

    /// <summary>
    /// The version of the server: <c>X-Version</c> announces it, and the server behaves by it. 1.14.2 unless set; from 1.16 on it behaves
    /// as 1.16.0,
    /// see <see cref="NewestServerVersion"/>.
    /// </summary>
    public string ServerVersion
    {
        get => serverVersion ?? Script?.Settings.ServerVersion ?? "1.14.2";
        init => serverVersion = value;
    }

    internal VersionTraits Traits => VersionTraits.Of(ServerVersion);

    internal StopOutcome StopEndsAs => Script?.Settings.StopEndsAs ?? Traits.StopEndsAs;

    internal string Transcript => Script?.Settings.Transcript ?? DefaultTranscript;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Port, nameof(Port));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Port, ushort.MaxValue, nameof(Port));
        ArgumentException.ThrowIfNullOrWhiteSpace(ApiKey, nameof(ApiKey));
        if (!System.Net.IPAddress.TryParse(Host, out _))
        {
            throw new ArgumentException($"'{Host}' is not an IP address to listen on, such as 127.0.0.1 or 0.0.0.0.", nameof(Host));
        }

        ArgumentNullException.ThrowIfNull(TimeProvider, nameof(TimeProvider));
        ArgumentOutOfRangeException.ThrowIfLessThan(StopLatency, TimeSpan.Zero, nameof(StopLatency));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(PingInterval, TimeSpan.Zero, nameof(PingInterval));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(StreamIdleLimit, TimeSpan.Zero, nameof(StreamIdleLimit));
        ArgumentOutOfRangeException.ThrowIfLessThan(StreamCloseDelay ?? TimeSpan.Zero, TimeSpan.Zero, nameof(StreamCloseDelay));
        ArgumentOutOfRangeException.ThrowIfLessThan(RecordedRequestLimit, 1, nameof(RecordedRequestLimit));
        ArgumentOutOfRangeException.ThrowIfNegative(RunLimit, nameof(RunLimit));
        ArgumentOutOfRangeException.ThrowIfLessThan(Latency, TimeSpan.Zero, nameof(Latency));
        ArgumentNullException.ThrowIfNull(Inputs, nameof(Inputs));
        foreach (AppInput input in Inputs)
        {
            input.Validate(nameof(Inputs));
        }

        ArgumentNullException.ThrowIfNull(RequiredInputs, nameof(RequiredInputs));
        ArgumentNullException.ThrowIfNull(BlockedFileExtensions, nameof(BlockedFileExtensions));
        ArgumentException.ThrowIfNullOrWhiteSpace(ServerVersion, nameof(ServerVersion));
        ValidateApps();
    }
}
