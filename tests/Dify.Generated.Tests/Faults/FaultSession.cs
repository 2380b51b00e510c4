using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Streaming;
using Dify.Generated.Tests.Wire;
using Microsoft.Extensions.Time.Testing;

namespace Dify.Generated.Tests.Faults;

/// <summary>A server that plays a fault, a client that makes one call, and what both see of it.</summary>
internal sealed class FaultSession : IAsyncDisposable
{
    private readonly CancellationTokenSource bound = new(TimeSpan.FromSeconds(20));
    private readonly List<DifyStreamEvent> events = [];
    private readonly FaultPlay play;
    private readonly HttpClient? httpClient;
    private readonly DifyChatClient chat;
    private readonly TimeSpan idleTimeout;

    public FaultSession(FaultPlay play)
    {
        this.play = play;
        Caller = CancellationTokenSource.CreateLinkedTokenSource(bound.Token);
        WireScript[] scripts = play.Scripts(Turn);
        Server = play.Certificate is null ? WireServer.Start(scripts) : WireServer.StartSecure(play.Certificate, scripts);
        var options = new DifyClientOptions
        {
            ApiKey = ClientSession.Key,
            BaseAddress = Server.BaseAddress,
            Retry = { BaseDelay = TimeSpan.FromTicks(1) },
        };
        Waits = new ScriptedClock(waitsEnd: play.Time == FaultTime.Instant);
        switch (play.Time)
        {
            case FaultTime.Instant or FaultTime.Still:
                options.Retry.BaseDelay = TimeSpan.FromSeconds(0.5);
                Waits.Use(options);
                break;
            case FaultTime.Fake:
                options.TimeProvider = Clock;
                break;
        }

        play.Configure?.Invoke(options);
        HttpMessageHandler handler = play.Handler?.Invoke() ?? DifyHttpHandler.Create();
        Watch = new ReadWatch(handler);
        httpClient = new HttpClient(play.Time == FaultTime.Fake ? Watch : handler) { Timeout = Timeout.InfiniteTimeSpan };
        Client = new DifyWorkflowClient(options, httpClient);
        chat = new DifyChatClient(options, httpClient);
        idleTimeout = options.IdleTimeout;
    }

    public WireServer Server { get; }

    public DifyWorkflowClient Client { get; }

    /// <summary>The clock that stands still, and what was waited for by it.</summary>
    public ScriptedClock Waits { get; }

    /// <summary>The clock of <see cref="FaultTime.Fake"/>.</summary>
    public FakeTimeProvider Clock { get; } = new();

    /// <summary>With <see cref="FaultTime.Fake"/>, what the client waits for.</summary>
    public ReadWatch Watch { get; }

    /// <summary>What the first script may wait for: it is set when the caller has had as many events as the play says.</summary>
    public WireSignal Turn { get; } = new();

    /// <summary>Cancels the call.</summary>
    public CancellationTokenSource Caller { get; }

    /// <summary>Ends everything that a case waits for.</summary>
    public CancellationToken Bound => bound.Token;

    public IReadOnlyList<DifyStreamEvent> Events => events;

    public WorkflowRun? Run { get; private set; }

    public ChatRun? Answer { get; private set; }

    /// <summary>A stop that the case has begun.</summary>
    public Task Stopping { get; set; } = Task.CompletedTask;

    public int Calls => Count(play.Call.Method, path => path == play.Call.Path);

    public int Resumptions => play.Call.IsFollowed ? Count("GET", path => path.EndsWith("/events", StringComparison.Ordinal)) : 0;

    public int Stops => play.Call.IsFollowed ? Count("POST", path => path.EndsWith("/stop", StringComparison.Ordinal)) : 0;

    /// <summary>Takes the events of a stream to its end.</summary>
    public async Task TakeAsync(IAsyncEnumerable<DifyStreamEvent> stream)
    {
        SetTurn();
        await foreach (DifyStreamEvent next in stream)
        {
            events.Add(next);
            SetTurn();
            await (play.OnEvent?.Invoke(this, events.Count) ?? Task.CompletedTask);
        }
    }

    /// <summary>Starts a run and follows it to its end.</summary>
    public async Task FollowAsync(bool resume)
    {
        SetTurn();
        var options = new WorkflowRunOptions { Resume = resume };
        play.ConfigureRun?.Invoke(options);
        Run = await Client.StartWorkflowAsync(Samples.Run(), options, Caller.Token);
        await TakeAsync(Run.Events);
    }

    /// <summary>Has a chatflow answer with the same run, and follows the answer to its end. It has pings, so that it may be silent no
    /// longer than a run.</summary>
    public async Task FollowChatAsync(bool resume)
    {
        SetTurn();
        var options = new ChatRunOptions { Resume = resume, IdleTimeout = idleTimeout };
        play.ConfigureRun?.Invoke(options);
        Answer = await chat.StartChatAsync(new ChatRequest { Inputs = [], Query = "q", User = "user-1" }, options, Caller.Token);
        await TakeAsync(Answer.Events);
    }

    /// <summary>Waits until the client has closed a connection.</summary>
    public Task WaitForCloseAsync(int connection = 0) => Server.Connections[connection].ClosedByClient.WaitAsync(Bound);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        chat.Dispose();
        httpClient?.Dispose();
        await Server.DisposeAsync();
        Caller.Dispose();
        bound.Dispose();
    }

    private void SetTurn()
    {
        if (events.Count == play.After)
        {
            Turn.Set();
        }
    }

    private int Count(string method, Func<string, bool> isMeant) =>
        Server.Requests.Count(request => request.Method == method && isMeant(request.Target.Split('?')[0]));
}
