using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using WireMock.Server;

namespace Dify.Generated.Testing;

/// <summary>
/// A stand-in Dify server on a loopback port: the Workflow App API as a real server is known to behave, with scripted runs, for tests and
/// demonstrations.
/// </summary>
/// <remarks>
/// All members are safe for use from several threads. Runs and streams live until they end or the server is disposed; disposing ends every
/// open stream.
/// </remarks>
/// <example>
/// <code>
/// await using DifyTestServer server = DifyTestServer.Start();
/// server.OnRun(run => run.Started().Text("Hello").Finish(new { answer = "Hello" }));
/// // … call server.BaseAddress with the key server.ApiKey …
/// RecordedRequest request = server.Requests[0];
/// </code>
/// </example>
public sealed class DifyTestServer : IAsyncDisposable, IDisposable
{
    private readonly CancellationTokenSource end = new();
    private readonly ReplyOverrides overrides = new();
    private readonly RequestLog log;
    private readonly DifyApp app;
    private readonly StandInMiddleware middleware;
    private readonly StandInHost host;
    private int isDisposed;

    private DifyTestServer(DifyTestServerOptions options)
    {
        log = new RequestLog(options.RecordedRequestLimit);
        app = new DifyApp(options, end.Token);
        IReadOnlyList<Route> routes = [.. AllRoutes.Of(app)];
        UseScript(options.Script);
        middleware = new StandInMiddleware(
            app, new ContractCheck(ContractDocument.Embedded), log, overrides, new ControlRoutes(this, app));
        host = new StandInHost(options, middleware, new Dispatcher(app, routes), routes);
        string name = options.Host is "0.0.0.0" or "::" ? "127.0.0.1" : options.Host.Contains(':') ? $"[{options.Host}]" : options.Host;
        BaseAddress = new Uri($"http://{name}:{WireMock.Port}{PathTemplate.BasePath}");
    }

    /// <summary>
    /// Raised when a request has been answered, as far as the headers of its answer, or when its connection was cut instead. Handlers
    /// must neither block nor throw: the answer waits for them.
    /// </summary>
    public event Action<RecordedRequest>? Answered
    {
        add => middleware.Answered += value;
        remove => middleware.Answered -= value;
    }

    /// <summary>The address to give to a client, for example <c>http://127.0.0.1:5000/v1</c>.</summary>
    public Uri BaseAddress { get; }

    /// <summary>The only key that the server accepts.</summary>
    public string ApiKey => app.Options.ApiKey;

    /// <summary>The only key that the knowledge bases accept.</summary>
    public string KnowledgeApiKey => app.Options.KnowledgeApiKey;

    /// <summary>What kind of app the server stands in for.</summary>
    public AppKind App => app.Options.App;

    /// <summary>The id of the app's published workflow, with which a run by id succeeds; another one needs a script of its own, see
    /// <see cref="OnRun(string, Action{RunScriptBuilder})"/>.</summary>
    public string WorkflowId => app.WorkflowId;

    /// <summary>
    /// How the stream of a stopped run ends. Unless set, as it mostly does on a server of this version: see <see cref="StopOutcome"/>.
    /// </summary>
    public StopOutcome StopEndsAs
    {
        get => app.StopEndsAs;
        set => app.StopEndsAs = value;
    }

    /// <summary>What <c>audio-to-text</c> answers.</summary>
    public string Transcript
    {
        get => app.Transcript;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            app.Transcript = value;
        }
    }

    /// <summary>The requests that came in, oldest first; a copy.</summary>
    public IReadOnlyList<RecordedRequest> Requests => log.Snapshot();

    /// <summary>The runs that were started, oldest first; a copy.</summary>
    public IReadOnlyList<TestRun> Runs => app.Runs.Snapshot();

    /// <summary>
    /// The WireMock server underneath. Mappings that a test adds to it come before the server's own; their requests are recorded, too,
    /// but neither the key nor the documents are checked for them.
    /// </summary>
    public WireMockServer WireMock => host.Server;

    /// <summary>Starts a server with the default options.</summary>
    /// <returns>The running server.</returns>
    public static DifyTestServer Start() => Start(new DifyTestServerOptions());

    /// <summary>Starts a server.</summary>
    /// <param name="options">What it is started with.</param>
    /// <returns>The running server.</returns>
    /// <exception cref="ArgumentException">An option is not allowed.</exception>
    /// <exception cref="System.IO.IOException">The port is in use or may not be listened on.</exception>
    public static DifyTestServer Start(DifyTestServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return new DifyTestServer(options);
    }

    /// <summary>
    /// Adds a script. Scripts are used in turn, one for each run, and the last one again and again. Without any, a run says hello.
    /// </summary>
    /// <param name="script">Writes the script.</param>
    /// <exception cref="ArgumentException">The script has no end.</exception>
    public void OnRun(Action<RunScriptBuilder> script) => AddScript(null, script);

    /// <summary>Adds a script for the runs of one workflow, which makes the workflow known. Its runs do not use the scripts without a
    /// workflow.</summary>
    /// <param name="workflowId">The workflow's id, a UUID.</param>
    /// <param name="script">Writes the script.</param>
    /// <exception cref="ArgumentException">The id is no UUID, or the script has no end.</exception>
    public void OnRun(string workflowId, Action<RunScriptBuilder> script)
    {
        if (!Guid.TryParseExact(workflowId, "D", out _))
        {
            throw new ArgumentException($"'{workflowId}' is not a UUID; a server refuses any other workflow id.", nameof(workflowId));
        }

        AddScript(workflowId, script);
    }

    /// <summary>Puts an answer in the place of the server's own, for every request from now on; a later one replaces it. The key is not
    /// checked for it.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path below <c>/v1</c>, as a path or as a template: <c>/workflows/run/{workflow_run_id}</c>.</param>
    /// <param name="reply">The answer.</param>
    /// <exception cref="ArgumentException">The API has no such operation.</exception>
    public void Respond(string method, string path, TestReply reply) => overrides.Add(method, Checked(method, path, reply), reply);

    /// <summary>As <see cref="Respond(string, string, TestReply)"/>, with JSON text that is sent as it is.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path below <c>/v1</c>, as a path or as a template.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="json">The body.</param>
    public void Respond(string method, string path, int status, string json) => Respond(method, path, TestReply.Json(status, json));

    /// <summary>Puts an answer in the place of the server's own for the next request only; several are used in turn, before those of
    /// <see cref="Respond(string, string, TestReply)"/>.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path below <c>/v1</c>, as a path or as a template.</param>
    /// <param name="reply">The answer.</param>
    /// <exception cref="ArgumentException">The API has no such operation.</exception>
    public void RespondOnce(string method, string path, TestReply reply) => overrides.AddOnce(method, Checked(method, path, reply), reply);

    /// <summary>Puts an answer in the place of the server's own for one of the requests to come, for example the second.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path below <c>/v1</c>, as a path or as a template.</param>
    /// <param name="call">Which of the operation's requests, counted from now on, from 1.</param>
    /// <param name="reply">The answer.</param>
    /// <exception cref="ArgumentException">The API has no such operation.</exception>
    public void RespondToCall(string method, string path, int call, TestReply reply)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(call, 1);
        overrides.AddForCall(method, Checked(method, path, reply), call, reply);
    }

    /// <summary>As <see cref="RespondOnce(string, string, TestReply)"/>, with JSON text that is sent as it is.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path below <c>/v1</c>, as a path or as a template.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="json">The body.</param>
    public void RespondOnce(string method, string path, int status, string json) => RespondOnce(method, path, TestReply.Json(status, json));

    /// <summary>Adds a file to which a message of the app refers, so that it has a preview. An uploaded file has none: no message refers to
    /// it.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="contentType">The file's media type.</param>
    /// <param name="content">The file's bytes.</param>
    /// <returns>The file's id.</returns>
    public string AddMessageFile(string name, string contentType, byte[] content)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(contentType);
        ArgumentNullException.ThrowIfNull(content);
        string id = Guid.NewGuid().ToString();
        app.Files.Add(new StoredFile(id, name, contentType, content, Owner: null, IsInMessage: true));
        return id;
    }

    /// <summary>
    /// Takes every answer of <see cref="Respond(string, string, TestReply)"/> and its relatives, and those of the script, back.
    /// </summary>
    public void ClearResponses() => overrides.Clear();

    /// <summary>
    /// Goes by another script from now on. Its runs take the places of all that were given before, and its settings those of the last
    /// script; runs that go on stay as they are, and what a test has set itself stays set.
    /// </summary>
    /// <param name="script">The script, or null for none.</param>
    public void UseScript(RunScript? script)
    {
        app.Use(script);
        overrides.UseScript(script?.Settings.Replies ?? []);
    }

    /// <summary>Forgets the requests on record.</summary>
    public void ClearRequests() => log.Clear();

    /// <summary>
    /// Forgets what callers have left behind: requests, runs, forms, files and end users. Runs that go on are played to their end, but
    /// can be found no more. Scripts begin again with their first run.
    /// </summary>
    public void Forget()
    {
        log.Clear();
        app.Forget();
        overrides.UseScript(app.Options.Script?.Settings.Replies ?? []);
    }

    /// <summary>The files that callers have uploaded, oldest first; a copy.</summary>
    public IReadOnlyList<UploadedFile> Uploads =>
    [
        .. app.Files.All.Where(file => file.Owner is not null)
            .Select(file =>
                new UploadedFile(file.Id, file.Name, file.ContentType, file.Content, app.EndUsers.Find(file.Owner ?? "")?.SessionId)),
    ];

    /// <summary>Waits until a run has been started.</summary>
    /// <param name="index">Which run, from 0.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The run.</returns>
    public Task<TestRun> WaitForRunAsync(int index = 0, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return app.Runs.WaitForAsync(index, cancellationToken);
    }

    /// <summary>Waits until a request has come in.</summary>
    /// <param name="condition">Which request is meant.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The first such request.</returns>
    public Task<RecordedRequest> WaitForRequestAsync(Func<RecordedRequest, bool> condition, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return log.WaitForAsync(condition, cancellationToken);
    }

    /// <summary>Ends every open stream and stops the server.</summary>
    /// <returns>A task that ends when the port is free.</returns>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) == 0)
        {
            // Cancelled but not disposed: a run that is just ending may still look at it.
            await end.CancelAsync().ConfigureAwait(false);
            await host.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Ends every open stream and stops the server; prefer <see cref="DisposeAsync"/>, which blocks no thread.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private void AddScript(string? workflowId, Action<RunScriptBuilder> script)
    {
        ArgumentNullException.ThrowIfNull(script);
        var builder = new RunScriptBuilder();
        script(builder);
        if (RunEnd.Missing(builder.Steps) is { } problem)
        {
            throw new ArgumentException(problem, nameof(script));
        }

        app.Runs.AddScript(new ScriptedRun(workflowId, builder.Steps));
    }

    private static string Checked(string method, string path, TestReply reply)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(method);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(reply);
        return OperationNames.Shared.Unknown(method, path) is { } problem ? throw new ArgumentException(problem, nameof(path)) : path;
    }
}
