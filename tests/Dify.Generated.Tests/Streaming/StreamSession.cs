using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Wire;

namespace Dify.Generated.Tests.Streaming;

/// <summary>A client, on a script server or on pieces of bytes, and the bound of everything that a test waits for.</summary>
internal sealed class StreamSession : IAsyncDisposable
{
    public static readonly WorkflowExecutionRequest Request = new() { Inputs = new WorkflowInputs(), User = "user-1" };

    private readonly CancellationTokenSource bound = new(TimeSpan.FromSeconds(20));
    private readonly WireServer? server;

    private StreamSession(WireServer? server, HttpMessageHandler? handler, Action<DifyClientOptions>? configure)
    {
        this.server = server;
        var options = new DifyClientOptions { ApiKey = "app-test", BaseAddress = server?.BaseAddress ?? new Uri("http://127.0.0.1/v1") };
        configure?.Invoke(options);
        Client = handler is null
            ? new DifyWorkflowClient(options)
            : new DifyWorkflowClient(options, new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan });
    }

    public DifyWorkflowClient Client { get; }

    public WireServer Server => server!;

    public CancellationToken Bound => bound.Token;

    public static StreamSession On(params WireScript[] scripts) => new(WireServer.Start(scripts), null, null);

    public static StreamSession On(Action<DifyClientOptions> configure, params WireScript[] scripts)
        => new(WireServer.Start(scripts), null, configure);

    public static StreamSession On(HttpMessageHandler handler, Action<DifyClientOptions>? configure, params WireScript[] scripts)
        => new(WireServer.Start(scripts), handler, configure);

    public static StreamSession On(PieceHandler handler, Action<DifyClientOptions>? configure = null) => new(null, handler, configure);

    /// <summary>A client that reads a stream in pieces of this length.</summary>
    public static StreamSession OnPieces(ReadOnlyMemory<byte> bytes, int length)
        => On(new PieceHandler(Enumerable.Range(0, (bytes.Length + length - 1) / length)
            .Select(index => bytes[(index * length)..Math.Min((index + 1) * length, bytes.Length)])));

    /// <summary>The plain stream of one request.</summary>
    public IAsyncEnumerable<WorkflowStreamEvent> Stream() => Client.ExecuteWorkflowStreamingAsync(Request, Bound);

    /// <summary>What comes until the stream ends, and the exception that it ends with.</summary>
    public async Task<(IReadOnlyList<WorkflowStreamEvent> Events, Exception? Failure)> ReadToEndAsync(
        IAsyncEnumerable<WorkflowStreamEvent>? stream = null)
    {
        var events = new List<WorkflowStreamEvent>();
        try
        {
            await foreach (WorkflowStreamEvent next in stream ?? Stream())
            {
                events.Add(next);
            }

            return (events, null);
        }
        catch (Exception exception) when (!Bound.IsCancellationRequested)
        {
            return (events, exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        bound.Dispose();
    }
}
