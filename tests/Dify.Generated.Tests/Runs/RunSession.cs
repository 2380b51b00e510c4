using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Testing;

namespace Dify.Generated.Tests.Runs;

/// <summary>A client on a stand-in server, and the bound of everything that a test waits for.</summary>
internal sealed class RunSession : IAsyncDisposable
{
    private readonly CancellationTokenSource bound = new(TimeSpan.FromSeconds(20));

    public RunSession(
        Action<RunScriptBuilder>? script = null, Action<DifyClientOptions>? configure = null, DifyTestServerOptions? standIn = null)
    {
        Server = DifyTestServer.Start((standIn ?? new DifyTestServerOptions()) with { StopLatency = TimeSpan.Zero });
        if (script is not null)
        {
            Server.OnRun(script);
        }

        var options = new DifyClientOptions { ApiKey = Server.ApiKey, BaseAddress = Server.BaseAddress };
        configure?.Invoke(options);
        Client = new DifyWorkflowClient(options);
    }

    public DifyTestServer Server { get; }

    public DifyWorkflowClient Client { get; }

    public CancellationToken Bound => bound.Token;

    /// <summary>How many runs were started by request, which is the promise; the server counts what arrived.</summary>
    public int Starts => Server.Requests.Count(request => request.Path == "/workflows/run");

    public int Stops => Server.Requests.Count(request => request.Path.EndsWith("/stop", StringComparison.Ordinal));

    public int Resumes => Server.Requests.Count(request => request.Path.EndsWith("/events", StringComparison.Ordinal));

    public Task<WorkflowRun> StartAsync(WorkflowRunOptions? options = null, CancellationToken? cancellationToken = null)
        => Client.StartWorkflowAsync(
            new WorkflowExecutionRequest { Inputs = new WorkflowInputs(), User = "user-1" }, options, cancellationToken ?? Bound);

    /// <summary>The events of a run to its end, and what is done at each.</summary>
    public async Task<IReadOnlyList<WorkflowStreamEvent>> ReadAsync(WorkflowRun run, Func<WorkflowStreamEvent, Task>? onEvent = null)
    {
        var events = new List<WorkflowStreamEvent>();
        await foreach (WorkflowStreamEvent next in run.Events.WithCancellation(Bound))
        {
            events.Add(next);
            await (onEvent?.Invoke(next) ?? Task.CompletedTask);
        }

        return events;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        bound.Dispose();
    }
}
