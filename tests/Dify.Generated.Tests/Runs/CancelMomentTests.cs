using System;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Goals;
using Dify.Generated.Tests.Streaming;
using Dify.Generated.Tests.Wire;
using Xunit;

namespace Dify.Generated.Tests.Runs;

/// <summary>Cancelling at every moment of a run's life: it ends, and the run is stopped if there is one to be stopped.</summary>
public sealed class CancelMomentTests
{
    private static readonly string Begun = EventJson.Frame(EventJson.Started()) + EventJson.Frame(EventJson.Text("a"));

    private static readonly string Half = EventJson.Frame(EventJson.Started()) + EventJson.Frame(EventJson.Text("a"))[..^10];

    [Theory(Timeout = 30_000)]
    [Trait(Goal.Trait, "B6")]
    [InlineData("before it is sent", 0)]
    [InlineData("while it connects", 0)]
    [InlineData("before the headers", 0)]
    [InlineData("before it is sent again", 0)]
    [InlineData("between two events", 1)]
    [InlineData("inside an event", 1)]
    [InlineData("between two streams", 1)]
    [InlineData("after its end", 0)]
    public async Task A_stop_call_is_sent_once_if_there_is_something_to_stop(string when, int stops)
    {
        var clock = new ScriptedClock(waitsEnd: false);
        var connecting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var watch = new ReadWatch(when == "while it connects" ? NeverConnected(connecting) : DifyHttpHandler.Create());
        await using StreamSession session = StreamSession.On(
            watch,
            options =>
            {
                clock.Use(options);
                options.IdleTimeout = Timeout.InfiniteTimeSpan;
            },
            [.. Scripts(when), WireScript.Request.Json(200, "{\"result\":\"success\"}", "Connection: close")]);
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(session.Bound);
        WorkflowRun? run = null;
        async Task FollowAsync()
        {
            run = await session.Client.StartWorkflowAsync(StreamSession.Request, cancellationToken: caller.Token);
            await run.WaitAsync();
        }

        if (when == "before it is sent")
        {
            await caller.CancelAsync();
        }

        Task following = FollowAsync();
        await (when switch
        {
            "before it is sent" => Task.CompletedTask,
            "while it connects" => connecting.Task,
            "before the headers" => session.Server.WaitForRequestsAsync(1, session.Bound),
            "between two events" => watch.WaitUntilPendingAsync(Encoding.UTF8.GetByteCount(Begun), session.Bound),
            "inside an event" => watch.WaitUntilPendingAsync(Encoding.UTF8.GetByteCount(Half), session.Bound),
            "after its end" => following,
            _ => clock.FirstWait,
        });
        await caller.CancelAsync();

        if (when == "after its end")
        {
            await following;
            Assert.True(run!.Outcome!.IsSuccess);
        }
        else
        {
            var cancelled = await Assert.ThrowsAsync<WorkflowRunCanceledException>(() => following);
            Assert.Equal((caller.Token, stops == 1), (cancelled.CancellationToken, cancelled.StopRequested));
        }

        await (run?.DisposeAsync() ?? default);
        Assert.Equal(
            stops, session.Server.Requests.Count(request => request.RequestLine == "POST /v1/workflows/tasks/task-1/stop HTTP/1.1"));
        Assert.InRange(session.Server.Requests.Count(request => request.RequestLine == "POST /v1/workflows/run HTTP/1.1"), 0, 1);
    }

    private static WireScript[] Scripts(string when) => when switch
    {
        "before the headers" => [WireScript.Request],
        "before it is sent again" => [Refusal(429, "too_many_requests")],
        "between two events" => [WireScript.Request.StreamHead().Chunk(Begun)],
        "inside an event" => [WireScript.Request.StreamHead().Chunk(Half)],
        "between two streams" => [WireScript.Request.UnframedStreamHead().Write(Begun).Fin(), Refusal(503, "unavailable")],
        "after its end" => [WireScript.Request.StreamHead().Event(EventJson.Started()).Event(EventJson.Finished()).LastChunk()],
        _ => [],
    };

    private static WireScript Refusal(int status, string code) =>
        WireScript.Request.Json(
            status, $"{{\"code\":\"{code}\",\"message\":\"no\",\"status\":{status}}}", "Retry-After: 60", "Connection: close");

    private static SocketsHttpHandler NeverConnected(TaskCompletionSource connecting) => new()
    {
        ConnectCallback = async (_, cancellationToken) =>
        {
            connecting.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("It was not to connect.");
        },
    };
}
