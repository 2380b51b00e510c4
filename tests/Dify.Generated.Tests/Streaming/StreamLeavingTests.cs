using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Goals;
using Dify.Generated.Tests.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Dify.Generated.Tests.Streaming;

/// <summary>Leaving a plain stream: at once, for good, and seen by the server.</summary>
public sealed class StreamLeavingTests(ITestOutputHelper output)
{
    [Theory(Timeout = 60_000)]
    [Trait(Goal.Trait, "B6")]
    [Trait(Goal.Trait, "B7")]
    [InlineData("cancel")]
    [InlineData("cancel while waiting")]
    [InlineData("break")]
    [InlineData("throw")]
    public async Task A_silent_stream_is_closed_at_once(string how)
    {
        var times = new List<TimeSpan>();
        for (int round = 0; round < 9; round++)
        {
            // A handler without settings of ours reads on for two seconds when a body is disposed of.
            await using StreamSession session = StreamSession.On(
                new SocketsHttpHandler(), null, WireScript.Request.StreamHead().Ping().Event(EventJson.Started()));
            using var caller = CancellationTokenSource.CreateLinkedTokenSource(session.Bound);
            var watch = new Stopwatch();
            try
            {
                await foreach (WorkflowStreamEvent next in session.Client.ExecuteWorkflowStreamingAsync(
                    StreamSession.Request, caller.Token))
                {
                    watch.Start();
                    if (how == "break")
                    {
                        break;
                    }

                    if (how == "throw")
                    {
                        throw new InvalidOperationException(next.Event);
                    }

                    if (how == "cancel")
                    {
                        await caller.CancelAsync();
                    }
                    else
                    {
                        caller.CancelAfter(TimeSpan.FromMilliseconds(1));
                    }
                }

                Assert.Equal("break", how);
            }
            catch (OperationCanceledException exception)
            {
                Assert.StartsWith("cancel", how, StringComparison.Ordinal);
                Assert.Equal(caller.Token, exception.CancellationToken);
            }
            catch (InvalidOperationException)
            {
                Assert.Equal("throw", how);
            }

            await session.Server.Connections[0].ClosedByClient.WaitAsync(session.Bound);
            times.Add(watch.Elapsed);
        }

        // The median, because another process may hold this one up.
        Assert.InRange(times.Order().ElementAt(times.Count / 2), TimeSpan.Zero, TimeSpan.FromMilliseconds(100));
    }

    [Fact(Timeout = 30_000)]
    [Trait(Goal.Trait, "B8")]
    public async Task No_event_comes_after_a_cancellation_although_thousands_have_arrived()
    {
        string frames = string.Concat(Enumerable.Range(0, 10_000).Select(number => EventJson.Frame(EventJson.Text($"{number}"))));
        await using StreamSession session = StreamSession.On(WireScript.Request.StreamHead().Chunk(frames));
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(session.Bound);
        int seen = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (WorkflowStreamEvent _ in session.Client.ExecuteWorkflowStreamingAsync(StreamSession.Request, caller.Token))
            {
                if (++seen == 3)
                {
                    await caller.CancelAsync();
                }
            }
        });

        output.Report("B8", $"{seen - 3} of 10,000 events of a plain stream that had arrived came after the cancellation");
        Assert.Equal(3, seen);
        await session.Server.Connections[0].ClosedByClient.WaitAsync(session.Bound);
    }

    [Fact(Timeout = 30_000)]
    [Trait(Goal.Trait, "B7")]
    public async Task A_server_that_sends_without_end_is_left_at_once()
    {
        byte[] frame = System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(EventJson.Frame(EventJson.Text("a")), 1000)));
        await using StreamSession session = StreamSession.On(WireScript.Request.UnframedStreamHead().WriteRepeatedly(frame));
        await foreach (WorkflowStreamEvent _ in session.Stream())
        {
            break;
        }

        await session.Server.Connections[0].ClosedByClient.WaitAsync(session.Bound);
    }

    [Fact(Timeout = 30_000)]
    [Trait(Goal.Trait, "B6")]
    public async Task A_token_cancelled_before_sends_nothing()
    {
        await using StreamSession session = StreamSession.On(WireScript.Request);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (WorkflowStreamEvent _ in session.Client.ExecuteWorkflowStreamingAsync(
                StreamSession.Request, new CancellationToken(canceled: true)))
            {
            }
        });

        Assert.Empty(session.Server.Connections);
    }

    [Fact(Timeout = 30_000)]
    [Trait(Goal.Trait, "B6")]
    public async Task Both_tokens_of_a_loop_cancel()
    {
        await using StreamSession session = StreamSession.On(WireScript.Request.StreamHead().Event(EventJson.Started()));
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(session.Bound);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (WorkflowStreamEvent _ in session.Stream().WithCancellation(caller.Token))
            {
                await caller.CancelAsync();
            }
        });

        await session.Server.Connections[0].ClosedByClient.WaitAsync(session.Bound);
    }
}
