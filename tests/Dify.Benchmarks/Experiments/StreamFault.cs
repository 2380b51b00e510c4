using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Dify.Benchmarks.Serving;
using Dify.Generated;
using Dify.Generated.Tests.Wire;

namespace Dify.Benchmarks.Experiments;

/// <summary>A way for a stream not to come to its end: what the server does, and how the client fares.</summary>
internal sealed class StreamFault
{
    private static readonly WireScript Silent = WireScript.Request.StreamHead().Chunk(DifyFrames.Started + DifyFrames.Text("a"));

    private readonly Func<IAsyncDisposable> serve;
    private readonly Func<DifyWorkflowClient, bool, Task<bool>> meetAsync;

    private StreamFault(WireScript script, Func<DifyWorkflowClient, bool, Task<bool>> meetAsync)
        : this(() => WireServer.Start(script), meetAsync)
    {
    }

    private StreamFault(Func<IAsyncDisposable> serve, Func<DifyWorkflowClient, bool, Task<bool>> meetAsync)
    {
        this.serve = serve;
        this.meetAsync = meetAsync;
    }

    public static IReadOnlyList<StreamFault> All { get; } =
    [
        new(Silent.Reset(), FailAsync),
        new(Silent.Fin(), FailAsync),
        new(WireScript.Request.StreamHead().Chunk(DifyFrames.Started + "data: {\"event\":\n\n"), FailAsync),
        new(Silent, CancelAsync),
        new(Silent, BreakAsync),
        new(Silent, DisposeAsync),
        new(Silent, FailAsync) { IdleTimeout = TimeSpan.FromMilliseconds(20) },
        new(() => new ReadyServer(Page("200 OK", "text/html", "<html>Sign in</html>")), FailAsync) { KeepsConnection = true },
        new(() => new ReadyServer(Page(
            "500 Internal Server Error",
            "application/json",
            "{\"code\":\"internal_server_error\",\"message\":\"no\",\"status\":500}")), FailAsync) { KeepsConnection = true },
    ];

    /// <summary>How long the client puts up with silence; as long as ever unless set.</summary>
    public TimeSpan? IdleTimeout { get; private init; }

    /// <summary>Whether the answer ends properly, so that its connection may serve the next call.</summary>
    public bool KeepsConnection { get; private init; }

    /// <summary>Starts a server that does so with each call.</summary>
    public (IAsyncDisposable Server, Uri BaseAddress) Serve()
    {
        IAsyncDisposable server = serve();
        return (server, server is WireServer wire ? wire.BaseAddress : ((ReadyServer)server).BaseAddress);
    }

    /// <summary>Calls the server.</summary>
    /// <param name="client">A client for that server.</param>
    /// <param name="asRun">Whether to follow a run, or to read a plain stream.</param>
    /// <returns>Whether the call ended as it ought to.</returns>
    public Task<bool> MeetAsync(DifyWorkflowClient client, bool asRun) => meetAsync(client, asRun);

    private static async Task<bool> FailAsync(DifyWorkflowClient client, bool asRun)
    {
        try
        {
            await foreach (WorkflowStreamEvent _ in EventsAsync(client, asRun, default))
            {
                // It cannot end well.
            }

            return false;
        }
        catch (DifyApiException)
        {
            return true;
        }
    }

    private static async Task<bool> CancelAsync(DifyWorkflowClient client, bool asRun)
    {
        using var caller = new CancellationTokenSource();
        await using IAsyncEnumerator<WorkflowStreamEvent> events = EventsAsync(client, asRun, caller.Token)
            .GetAsyncEnumerator(CancellationToken.None);
        await events.MoveNextAsync();
        await events.MoveNextAsync();
        Task next = events.MoveNextAsync().AsTask();
        caller.Cancel();
        try
        {
            await next;
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    private static async Task<bool> BreakAsync(DifyWorkflowClient client, bool asRun)
    {
        await foreach (WorkflowStreamEvent _ in EventsAsync(client, asRun, default))
        {
            return true;
        }

        return false;
    }

    private static async Task<bool> DisposeAsync(DifyWorkflowClient client, bool asRun)
    {
        WorkflowRun run = await client.StartWorkflowAsync(Clients.Request, new WorkflowRunOptions { OnCancel = OnCancel.LeaveRunning });
        if (asRun)
        {
            // Disposed of while somebody waits for its end.
            Task<WorkflowOutcome> end = run.WaitAsync();
            await run.DisposeAsync();
            await ((Task)end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return end.Exception?.InnerException is OperationCanceledException || end.IsCanceled;
        }

        await run.DisposeAsync();
        return true;
    }

    private static async IAsyncEnumerable<WorkflowStreamEvent> EventsAsync(
        DifyWorkflowClient client, bool asRun, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!asRun)
        {
            await foreach (WorkflowStreamEvent next in client.ExecuteWorkflowStreamingAsync(Clients.Request, cancellationToken))
            {
                yield return next;
            }

            yield break;
        }

        var options = new WorkflowRunOptions { OnCancel = OnCancel.LeaveRunning, Resume = false };
        await using WorkflowRun run = await client.StartWorkflowAsync(Clients.Request, options, cancellationToken);
        await foreach (WorkflowStreamEvent next in run.Events)
        {
            yield return next;
        }
    }

    private static byte[] Page(string status, string contentType, string body) =>
        Encoding.UTF8.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: {contentType}\r\nContent-Length: {body.Length}\r\n\r\n{body}");
}
