using System;
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

    public TimeProvider Time => options.TimeProvider;

    /// <summary>Ends when the server is disposed.</summary>
    public CancellationToken ServerEnd => serverEnd;

    public StopOutcome StopEndsAs { get; set; } = StopOutcome.Stopped;

    public string Transcript { get; set; } = "Hello from the stand-in server.";

    public RunRegistry Runs { get; } = new();

    public FormRegistry Forms { get; } = new();

    public FileRegistry Files { get; } = new();

    public EndUserRegistry EndUsers { get; } = new(options.TimeProvider);

    public string? MissingInput(JObject inputs) => options.RequiredInputs.FirstOrDefault(name => inputs[name] is null or { Type: JTokenType.Null });

    /// <summary>Starts a run and opens its first stream; the run plays its script from now on.</summary>
    public TestRun StartRun(string workflowId, string user, JObject inputs, out RunReader reader)
    {
        var run = new TestRun(Guid.NewGuid().ToString(), Guid.NewGuid().ToString(), workflowId, EndUsers.Get(user), inputs, Time.GetUtcNow());
        reader = run.OpenReader();
        Runs.Add(run);
        var player = new RunPlayer(run, Runs.NextScript(workflowId), this);
        _ = Task.Run(() => player.PlayAsync(serverEnd), CancellationToken.None);
        return run;
    }
}
