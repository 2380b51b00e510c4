using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using Dify.Generated.Tests.Wire;
using Xunit;

namespace Dify.Generated.Tests.Faults;

/// <summary>A fault that hits one call, and the outcome that is right.</summary>
internal sealed record FaultPlay(FaultCall Call, FaultOutcome Right, Func<WireSignal, WireScript[]> Scripts)
{
    /// <summary>For <see cref="After"/>: the signal is the case's own to set.</summary>
    public const int Never = -1;

    public FaultPlay(FaultCall call, FaultOutcome right, params WireScript[] scripts)
        : this(call, right, _ => scripts)
    {
    }

    /// <summary>Behind how many events the signal is set that the first script may wait for.</summary>
    public int After { get; init; }

    public FaultTime Time { get; init; }

    public X509Certificate2? Certificate { get; init; }

    public Func<HttpMessageHandler>? Handler { get; init; }

    public Action<DifyClientOptions>? Configure { get; init; }

    public Action<WorkflowRunOptions>? ConfigureRun { get; init; }

    /// <summary>The events that the server has sent if it came so far: those that the caller had are the first of them, each
    /// once.</summary>
    public IReadOnlyList<string> Sent { get; init; } = FaultRun.Events;

    /// <summary>Whether the platform may ask again by itself, below the client: it does so for a request without a body when a connection
    /// ends without a byte.</summary>
    public bool PlatformMayAskAgain { get; init; }

    /// <summary>Whether the caller has given up before the call is made.</summary>
    public bool IsCancelledBefore { get; init; }

    /// <summary>What happens while the call goes on.</summary>
    public Func<FaultSession, Task>? Meanwhile { get; init; }

    /// <summary>What the caller does at each event.</summary>
    public Func<FaultSession, int, Task>? OnEvent { get; init; }

    /// <summary>What else has to hold in the end.</summary>
    public Func<FaultSession, Exception?, Task>? Also { get; init; }

    public FaultCase At(string position) => new(position.Length == 0 ? Call.Name : $"{Call.Name}, {position}", PlayAsync);

    private async Task PlayAsync()
    {
        await using var session = new FaultSession(this);
        if (IsCancelledBefore)
        {
            await session.Caller.CancelAsync();
        }

        Task<Exception?> call = Record.ExceptionAsync(() => Call.CallAsync(session));
        if (Meanwhile is not null)
        {
            await Meanwhile(session);
        }

        Exception? failure = await call.WaitAsync(session.Bound);
        Exception? ofStop = await Record.ExceptionAsync(() => session.Stopping.WaitAsync(session.Bound));
        Assert.True(ofStop is null, $"The stop failed: {ofStop}");
        await (session.Run?.DisposeAsync() ?? session.Answer?.DisposeAsync() ?? ValueTask.CompletedTask);

        FaultOutcome outcome = FaultOutcome.Of(session, failure);
        if (PlatformMayAskAgain && outcome.Calls > Right.Calls)
        {
            outcome = outcome with { Calls = Right.Calls };
        }

        Assert.True(Right == outcome, $"Expected {Right}\nbut was  {outcome}\n{failure}");
        Assert.Equal(Sent.Take(session.Events.Count).Select(FaultRun.KeyOf), session.Events.Select(FaultRun.KeyOf));
        if (failure is OperationCanceledException cancelled)
        {
            Assert.Equal(session.Caller.Token, cancelled.CancellationToken);
        }

        await (Also?.Invoke(session, failure) ?? Task.CompletedTask);
    }
}
