using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>The app that the server stands in for: its runs, users, forms and files.</summary>
internal sealed class DifyApp(DifyTestServerOptions options, CancellationToken serverEnd)
{
    /// <summary>The id of the app's published workflow.</summary>
    public string WorkflowId { get; } = Guid.NewGuid().ToString();

    public string AppId { get; } = Guid.NewGuid().ToString();

    public string TenantId { get; } = Guid.NewGuid().ToString();

    public DifyTestServerOptions Options => options;

    public VersionTraits Traits { get; } = options.Traits;

    public TimeProvider Time => options.TimeProvider;

    /// <summary>How long a stream stays open after the event that ends it.</summary>
    public TimeSpan StreamCloseDelay => options.StreamCloseDelay ?? Traits.StreamCloseDelay;

    /// <summary>Ends when the server is disposed.</summary>
    public CancellationToken ServerEnd => serverEnd;

    public StopOutcome StopEndsAs { get; set; }

    public string Transcript { get; set; } = "Hello from the stand-in server.";

    public RunRegistry Runs { get; } = new();

    public FormRegistry Forms { get; } = new();

    public FileRegistry Files { get; } = new();

    public EndUserRegistry EndUsers { get; } = new(options.TimeProvider);

    /// <summary>The input form.</summary>
    public IReadOnlyList<AppInput> Inputs { get; } = [.. options.RequiredInputs.Select(name => new AppInput(name)), .. options.Inputs];

    /// <summary>Whether one more run is more than the app may have at once.</summary>
    public bool IsFull(bool isStreaming) => options.RunLimit > 0
        && Runs.Snapshot().Where(run => run.Status == RunStatus.Running).Sum(run => run.Places)
            + TestRun.PlacesOf(isStreaming) > options.RunLimit;

    /// <summary>Starts a run and opens its first stream; the run plays its script from now on.</summary>
    public TestRun StartRun(string workflowId, string user, JObject inputs, bool isStreaming, out RunReader reader)
    {
        var run = new TestRun(this, workflowId, EndUsers.Get(user), inputs, isStreaming);
        reader = run.OpenReader(isStreaming);
        Runs.Add(run);
        var player = new RunPlayer(run, Runs.NextScript(workflowId), this);
        _ = Task.Run(() => player.PlayAsync(serverEnd), CancellationToken.None);
        return run;
    }
}
