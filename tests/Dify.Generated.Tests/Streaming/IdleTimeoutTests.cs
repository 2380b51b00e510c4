using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Dify.Generated.Tests.Goals;
using Dify.Generated.Tests.Wire;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Xunit.Abstractions;

namespace Dify.Generated.Tests.Streaming;

/// <summary>Silence is noticed, and a slow stream is not taken for a silent one.</summary>
[Trait(Goal.Trait, "B9")]
public sealed class IdleTimeoutTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(45);

    private readonly FakeTimeProvider clock = new();
    private readonly ReadWatch watch = new(DifyHttpHandler.Create());

    [Theory(Timeout = 30_000)]
    [InlineData(0)]
    [InlineData(3)]
    public async Task A_silent_stream_is_given_up_in_time_and_not_before(int events)
    {
        WireScript script = WireScript.Request.StreamHead();
        for (int number = 0; number < events; number++)
        {
            script = script.Event(EventJson.Text("a"));
        }

        await using StreamSession session = On(script);
        await using IAsyncEnumerator<WorkflowStreamEvent> stream = session.Stream().GetAsyncEnumerator(session.Bound);
        for (int number = 0; number < events; number++)
        {
            Assert.True(await stream.MoveNextAsync());

            // The caller's own work is no silence of the server.
            clock.Advance(Limit * 2);
        }

        Task<bool> silent = stream.MoveNextAsync().AsTask();
        await watch.WaitUntilPendingAsync(0, session.Bound);
        clock.Advance(Limit * 0.95);
        Assert.False(silent.IsCompleted);
        clock.Advance(Limit * 0.1);

        var failure = await Assert.ThrowsAsync<WorkflowStreamInterruptedException>(() => silent);
        Assert.Equal(StreamEnd.IdleTimeout, failure.End);
        Assert.Equal(events, failure.EventsReceived);
        Assert.True(failure.IsTransient);
        await session.Server.Connections[0].ClosedByClient.WaitAsync(session.Bound);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_limit_is_kept_to_the_percent_whenever_the_last_byte_came()
    {
        const double Step = 0.005;
        double least = double.MaxValue;
        double most = 0;
        int streams = 0;
        foreach (TimeSpan limit in new[] { TimeSpan.FromSeconds(30), Limit, TimeSpan.FromMinutes(5) })
        {
            foreach (double before in new[] { 0, 0.3, 0.9 })
            {
                double fired = await FireAsync(limit, before, Step);
                Assert.InRange(fired, 0.9, 1.1);
                least = Math.Min(least, fired);
                most = Math.Max(most, fired);
                streams++;
            }
        }

        Assert.True(new DifyClientOptions().IdleTimeout >= TimeSpan.FromSeconds(30));
        output.Report(
            "B9",
            $"{streams} silent streams with limits of 30 s to 5 min by a fake clock: given up after {least:P1} to {most:P1} of the limit; {new DifyClientOptions().IdleTimeout.TotalSeconds} s unless set");
    }

    [Fact(Timeout = 30_000)]
    public async Task An_hour_of_pings_alone_is_no_silence()
    {
        const int Pings = 360;
        var turns = new WireSignal[Pings];
        WireScript script = WireScript.Request.UnframedStreamHead();
        for (int ping = 0; ping < Pings; ping++)
        {
            turns[ping] = new WireSignal();
            script = script.PauseUntil(turns[ping]).Write("event: ping\n\n");
        }

        await using StreamSession session = On(script.Write(EventJson.Frame(EventJson.Finished())).Fin());
        await using IAsyncEnumerator<WorkflowStreamEvent> stream = session.Stream().GetAsyncEnumerator(session.Bound);
        Task<bool> next = stream.MoveNextAsync().AsTask();
        for (int ping = 0; ping < Pings; ping++)
        {
            await watch.WaitUntilPendingAsync(13 * ping, session.Bound);
            clock.Advance(TimeSpan.FromSeconds(10));
            Assert.False(next.IsCompleted);
            turns[ping].Set();
        }

        Assert.True(await next);
        Assert.IsType<WorkflowFinishedEvent>(stream.Current);
        output.Report("B9", $"{Pings} pings, one every 10 s, and nothing else for an hour: not given up");
    }

    [Fact(Timeout = 30_000)]
    public async Task Single_bytes_are_a_sign_of_life()
    {
        byte[] bytes = EventJson.Stream([EventJson.Finished()]);
        var turns = new WireSignal[20];
        WireScript script = WireScript.Request.UnframedStreamHead();
        for (int sent = 0; sent < turns.Length; sent++)
        {
            turns[sent] = new WireSignal();
            script = script.PauseUntil(turns[sent]).Write(bytes.AsMemory(sent, 1));
        }

        await using StreamSession session = On(script.Write(bytes.AsMemory(turns.Length)).Fin());
        await using IAsyncEnumerator<WorkflowStreamEvent> stream = session.Stream().GetAsyncEnumerator(session.Bound);
        Task<bool> next = stream.MoveNextAsync().AsTask();
        for (int sent = 0; sent < turns.Length; sent++)
        {
            await watch.WaitUntilPendingAsync(sent, session.Bound);
            clock.Advance(Limit * 0.95);
            turns[sent].Set();
        }

        Assert.True(await next);
        Assert.IsType<WorkflowFinishedEvent>(stream.Current);
    }

    [Fact(Timeout = 30_000)]
    public async Task Without_a_limit_a_stream_may_be_silent_for_ever()
    {
        var turn = new WireSignal();
        await using StreamSession session = On(
            WireScript.Request.StreamHead().PauseUntil(turn).Event(EventJson.Finished()).LastChunk(),
            System.Threading.Timeout.InfiniteTimeSpan);
        await using IAsyncEnumerator<WorkflowStreamEvent> stream = session.Stream().GetAsyncEnumerator(session.Bound);
        Task<bool> next = stream.MoveNextAsync().AsTask();
        await watch.WaitUntilPendingAsync(0, session.Bound);
        clock.Advance(TimeSpan.FromDays(1));
        Assert.False(next.IsCompleted);
        turn.Set();

        Assert.True(await next);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_problem_with_status_200_whose_body_never_comes_is_given_up()
    {
        await using StreamSession session = On(WireScript.Request.Head(200, "Content-Type: application/json", "Content-Length: 100"));
        Task<(IReadOnlyList<WorkflowStreamEvent> Events, Exception? Failure)> read = session.ReadToEndAsync();
        await watch.WaitUntilPendingAsync(0, session.Bound);
        clock.Advance(TimeSpan.FromSeconds(101));

        Assert.IsType<DifyProtocolException>((await read).Failure);
    }

    /// <summary>Lets an event come some way into the limit, and nothing behind it.</summary>
    /// <returns>After what part of the limit the stream was given up.</returns>
    private static async Task<double> FireAsync(TimeSpan limit, double before, double step)
    {
        var time = new FakeTimeProvider();
        var reads = new ReadWatch(DifyHttpHandler.Create());
        var turn = new WireSignal();
        string started = EventJson.Frame(EventJson.Started());
        await using StreamSession session = StreamSession.On(
            reads,
            options => (options.TimeProvider, options.IdleTimeout) = (time, limit),
            WireScript.Request.UnframedStreamHead().Write("event: ping\n\n").PauseUntil(turn).Write(started));
        Task<(IReadOnlyList<WorkflowStreamEvent> Events, Exception? Failure)> read = session.ReadToEndAsync();
        await reads.WaitUntilPendingAsync("event: ping\n\n".Length, session.Bound);
        time.Advance(limit * before);
        turn.Set();
        await reads.WaitUntilPendingAsync("event: ping\n\n".Length + started.Length, session.Bound);
        double passed = 0;
        while (!reads.IsCancelled && passed < 2)
        {
            time.Advance(limit * step);
            passed += step;
        }

        Assert.Equal(StreamEnd.IdleTimeout, Assert.IsType<WorkflowStreamInterruptedException>((await read).Failure).End);
        return passed;
    }

    private StreamSession On(WireScript script, TimeSpan? limit = null) => StreamSession.On(
        watch,
        options =>
        {
            options.TimeProvider = clock;
            options.IdleTimeout = limit ?? Limit;
        },
        script);
}
