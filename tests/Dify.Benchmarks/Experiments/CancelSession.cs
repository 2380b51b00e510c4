using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated;
using Dify.Generated.Tests.Wire;

namespace Dify.Benchmarks.Experiments;

/// <summary>One call that is cancelled: its server, its client, and when what happened.</summary>
internal sealed class CancelSession : IAsyncDisposable
{
    /// <summary>How long a server that refuses asks to wait.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    private readonly CancelMoment moment;
    private readonly OnCancel onCancel;
    private readonly TaskCompletionSource connecting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WaitWatch clock = new(Wait);
    private readonly HttpClient? neverConnected;
    private WorkflowRun? run;

    public CancelSession(CancelMoment moment, OnCancel onCancel)
    {
        this.moment = moment;
        this.onCancel = onCancel;
        Server = WireServer.Start([.. moment.Scripts]);
        var options = new DifyClientOptions { ApiKey = "app-benchmark", BaseAddress = Server.BaseAddress, TimeProvider = clock };
        if (moment.Connects)
        {
            Client = new DifyWorkflowClient(options);
            return;
        }

        neverConnected = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) =>
            {
                connecting.SetResult();
                await Task.Delay(Timeout.Infinite, cancellationToken);
                throw new UnreachableException();
            },
        });
        Client = new DifyWorkflowClient(options, neverConnected);
    }

    public WireServer Server { get; }

    public DifyWorkflowClient Client { get; }

    public CancellationTokenSource Caller { get; } = new();

    /// <summary>Ends when the client has begun to connect, to a server that does not let it.</summary>
    public Task Connecting => connecting.Task;

    /// <summary>Ends when the client waits as long as it was asked to.</summary>
    public Task Waiting => clock.Reached;

    /// <summary>From the cancellation to the exception; null if there was none.</summary>
    public TimeSpan? Exception { get; private set; }

    /// <summary>From the cancellation until the server saw the connection closed; null if none was open.</summary>
    public TimeSpan? Close { get; private set; }

    /// <summary>From the cancellation until the server had the stop call; null if there was to be none.</summary>
    public TimeSpan? Stop { get; private set; }

    /// <summary>How many stop calls the server got.</summary>
    public int Stops => Server.Requests.Count(request => request.Target.EndsWith("/stop", StringComparison.Ordinal));

    /// <summary>How many it was to get.</summary>
    public int StopsDue => moment.StopsRun && onCancel == OnCancel.StopRun ? 1 : 0;

    public async Task StartAsync() =>
        run = await Client.StartWorkflowAsync(Clients.Request, new WorkflowRunOptions { OnCancel = onCancel }, Caller.Token);

    /// <summary>Starts a run and reads so many events of it.</summary>
    /// <returns>What ends with the read behind them.</returns>
    public async Task<Func<Task>> ReadRunAsync(int events)
    {
        await StartAsync();
        return await ReadAsync(run!.Events, events);
    }

    /// <summary>Reads so many events.</summary>
    /// <returns>What ends with the read behind them, which waits already unless nothing is left to wait for.</returns>
    public async Task<Func<Task>> ReadAsync(IAsyncEnumerable<WorkflowStreamEvent> stream, int events)
    {
        IAsyncEnumerator<WorkflowStreamEvent> enumerator = stream.GetAsyncEnumerator();
        for (int read = 0; read < events; read++)
        {
            await enumerator.MoveNextAsync();
        }

        if (moment.IsAfterEnd)
        {
            return () => enumerator.MoveNextAsync().AsTask();
        }

        Task next = enumerator.MoveNextAsync().AsTask();
        return () => next;
    }

    /// <summary>Goes to the moment and cancels.</summary>
    public async Task MeasureAsync()
    {
        Func<Task> end = await moment.ReachAsync(this).WaitAsync(Bound);
        Task<long>? close = moment.IsSilent ? StampAsync(Server.Connections[0].ClosedByClient) : null;
        Task<long>? stop = StopsDue > 0 ? StampAsync(Server.WaitForRequestsAsync(moment.Scripts.Count, default)) : null;
        long start = Stopwatch.GetTimestamp();
        Caller.Cancel();
        try
        {
            await end().WaitAsync(Bound);
            if (!moment.IsAfterEnd)
            {
                throw new InvalidOperationException($"Cancelled {moment.Name}, and went on.");
            }
        }
        catch (OperationCanceledException)
        {
            Exception = Stopwatch.GetElapsedTime(start);
        }

        Close = close is null ? null : Stopwatch.GetElapsedTime(start, await close.WaitAsync(Bound));
        Stop = stop is null ? null : Stopwatch.GetElapsedTime(start, await stop.WaitAsync(Bound));
        await (run?.DisposeAsync() ?? default);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        neverConnected?.Dispose();
        Caller.Dispose();
        await Server.DisposeAsync();
    }

    private static async Task<long> StampAsync(Task task)
    {
        await task;
        return Stopwatch.GetTimestamp();
    }

    /// <summary>The system's clock; it tells when somebody waits for so long.</summary>
    private sealed class WaitWatch(TimeSpan length) : TimeProvider
    {
        private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => reached.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            ITimer timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime == length)
            {
                reached.TrySetResult();
            }

            return timer;
        }
    }
}
