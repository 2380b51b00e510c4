using System;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated;
using Dify.Live.Tests.Recording;
using Newtonsoft.Json.Linq;

namespace Dify.Live.Tests.Server;

/// <summary>A client of one app with a bound for everything it does. At its end the recording is written, if one was asked for.</summary>
public sealed class LiveSession : IAsyncDisposable
{
    private readonly LiveSettings settings;
    private readonly LiveApp app;
    private readonly string? scenario;
    private readonly CancellationTokenSource bound = new(TimeSpan.FromMinutes(3));
    private readonly ExchangeRecorder recorder;
    private readonly HttpClient http;

    internal LiveSession(LiveSettings settings, LiveApp app, string? scenario)
    {
        this.settings = settings;
        this.app = app;
        this.scenario = scenario;
        Cut = new CutHandler(DifyHttpHandler.Create());
        recorder = new ExchangeRecorder(Cut, TimeProvider.System);
        http = new HttpClient(recorder) { Timeout = Timeout.InfiniteTimeSpan };
        var options = new DifyClientOptions { ApiKey = app.Key, BaseAddress = settings.Api, AllowInsecureHttp = true };
        Client = new DifyWorkflowClient(options, http);
    }

    public DifyWorkflowClient Client { get; }

    /// <summary>Breaks a connection when a test says so.</summary>
    public CutHandler Cut { get; }

    public CancellationToken Bound => bound.Token;

    /// <summary>A user of this session alone, so that logs and runs of other tests are not seen.</summary>
    public string User { get; } = "live-" + Guid.NewGuid().ToString("N");

    public WorkflowExecutionRequest Request(params (string Name, JToken Value)[] inputs)
    {
        var values = new WorkflowInputs();
        foreach (var (name, value) in inputs)
        {
            values[name] = value;
        }

        return new WorkflowExecutionRequest { Inputs = values, User = User };
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        http.Dispose();
        bound.Dispose();
        if (scenario is null || settings.Recordings is null)
        {
            return;
        }

        var folder = Path.Combine(settings.Recordings, recorder.ServerVersion ?? "unknown");
        Directory.CreateDirectory(folder);
        var redaction = new Redaction(
        [
            (app.Key, "app-key"),
            (User, "u1"),
            (settings.Email, "someone@dify.example"),
            (settings.Console.Authority, Redaction.Host),
            (settings.Api.Authority, Redaction.Host),
            (settings.NodeAddress.Authority, "node.example"),
        ]);
        await File.WriteAllTextAsync(Path.Combine(folder, scenario + ".jsonl"), RecordingFile.Write(recorder.Exchanges, redaction));
    }
}
