using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Dify.Generated.Tests.Streaming;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dify.Generated.Tests.Runs;

/// <summary>Starts that the server refuses, that the caller leaves, or that get lost, before the run has a name.</summary>
public sealed class StartLeavingTests
{
    private const string Stop = "POST /v1/workflows/tasks/task-1/stop";

    [Fact(Timeout = 30_000)]
    public async Task A_start_that_is_cancelled_before_its_first_event_is_stopped_in_the_background()
    {
        using var server = new ScriptedRun();
        ScriptedStream stream = server.Stream();
        stream.Ping();
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(server.Bound);
        Task<WorkflowRun> start = server.StartAsync(cancellationToken: caller.Token);
        await server.WaitForAsync($"POST {ScriptedRun.RunPath}");
        await caller.CancelAsync();
        var cancelled = await Assert.ThrowsAsync<WorkflowRunCanceledException>(() => start);

        Assert.Equal((true, false, (string?)null), (cancelled.StopPending, cancelled.StopRequested, cancelled.TaskId));
        Assert.False(stream.IsClosed);
        stream.Send(EventJson.Started());
        await server.WaitForAsync(Stop);
        await stream.Closed.WaitAsync(server.Bound);
        Assert.Equal(1, server.Count(Stop));
    }

    [Theory(Timeout = 30_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_start_that_never_gets_a_name_is_read_on_for_the_time_of_a_stop_and_no_longer(bool stops)
    {
        using var server = new ScriptedRun();
        ScriptedStream stream = server.Stream();
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(server.Bound);
        Task<WorkflowRun> start = server.StartAsync(
            new WorkflowRunOptions { StopTimeout = TimeSpan.FromSeconds(5), OnCancel = stops ? OnCancel.StopRun : OnCancel.LeaveRunning },
            caller.Token);
        await server.WaitForAsync($"POST {ScriptedRun.RunPath}");
        await caller.CancelAsync();
        Assert.Equal(stops, (await Assert.ThrowsAsync<WorkflowRunCanceledException>(() => start)).StopPending);
        if (stops)
        {
            server.Clock.Advance(TimeSpan.FromSeconds(4.9));
            Assert.False(stream.IsClosed);
            server.Clock.Advance(TimeSpan.FromSeconds(0.2));
        }

        await stream.Closed.WaitAsync(server.Bound);
        Assert.Equal(0, server.Count(Stop));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_start_that_is_cancelled_at_any_moment_is_told_in_one_way()
    {
        for (int round = 0; round < 200; round++)
        {
            using var server = new ScriptedRun();
            ScriptedStream stream = server.Stream();
            using var caller = CancellationTokenSource.CreateLinkedTokenSource(server.Bound);
            Task<WorkflowRun> start = Task.Run(() => server.StartAsync(cancellationToken: caller.Token), server.Bound);
            Task send = Task.Run(() => stream.Send(EventJson.Started()), server.Bound);
            Task cancel = Task.Run(caller.Cancel, server.Bound);
            await Task.WhenAll(send, cancel);
            Exception? failure = await Record.ExceptionAsync(async () => await (await start).WaitAsync());

            Assert.IsType<WorkflowRunCanceledException>(failure);
        }
    }

    [Theory(Timeout = 30_000)]
    [InlineData("name is required in input form", typeof(DifyInvalidRequestException), "invalid_param", false)]
    [InlineData("Invalid upload file", typeof(DifyInvalidRequestException), "invalid_param", false)]
    [InlineData("Too many requests. Please try again later.", typeof(DifyRateLimitException), "invalid_param", true)]
    [InlineData("The model quota is used up", typeof(DifyRateLimitException), "rate_limit_error", false)]
    [InlineData("Rate limit exceeded", typeof(DifyRateLimitException), "", true)]
    [InlineData("Server overloaded", typeof(DifyServerException), "", true)]
    public async Task A_refusal_in_the_stream_is_what_the_same_refusal_is_of_a_blocking_call(
        string words, Type type, string code, bool isTransient)
    {
        string error = $$"""{"event":"error","message":"{{words}}","status":500}""";
        string[] asRun =
        [
            EventJson.Started().Replace(EventJson.TaskId, EventJson.RunId, StringComparison.Ordinal),
            $$$"""{"event":"workflow_finished","task_id":"{{{EventJson.RunId}}}","workflow_run_id":"{{{EventJson.RunId}}}","data":{"id":"{{{EventJson.RunId}}}","workflow_id":"w","status":"failed","outputs":null,"error":"{{{words}}}","elapsed_time":0.0,"total_tokens":0,"total_steps":0,"created_by":{},"created_at":1,"finished_at":1}}""",
        ];
        foreach (string[] events in new[] { [error], asRun })
        {
            using var server = new ScriptedRun();
            ScriptedStream stream = server.Stream(events);
            var refused = (DifyApiException)await Assert.ThrowsAsync(type, () => server.StartAsync());

            Assert.Equal((code, isTransient, words), (refused.Code.Value, refused.IsTransient, refused.ServerMessage));
            Assert.DoesNotContain(words, refused.Message, StringComparison.Ordinal);
            await stream.Closed.WaitAsync(server.Bound);
            server.Stream(events);
            await Assert.ThrowsAsync(type, async () =>
            {
                await foreach (WorkflowStreamEvent _ in server.Client.ExecuteWorkflowStreamingAsync(StreamSession.Request, server.Bound))
                {
                }
            });
            Assert.Equal(2, server.Requests.Count);
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task A_lost_start_says_how_to_find_the_run_and_it_is_found()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var session = new RunSession(run => run.Drop().Started().WaitForStop());
        DateTimeOffset since = clock.GetUtcNow();
        var lost = await Assert.ThrowsAsync<WorkflowStreamInterruptedException>(() => session.StartAsync());
        WorkflowLogItem found = Assert.Single(await session.Client.FindStartedRunsAsync("user-1", since, session.Bound));

        Assert.Contains(nameof(StartedRunsExtensions.FindStartedRunsAsync), lost.Message, StringComparison.Ordinal);
        Assert.Equal(session.Server.Runs[0].RunId, found.WorkflowRun!.Id);
        Assert.Empty(await session.Client.FindStartedRunsAsync("user-2", since, session.Bound));
        Assert.Empty(await session.Client.FindStartedRunsAsync("user-1", since.AddMinutes(1), session.Bound));
        await Assert.ThrowsAsync<ArgumentException>(() => session.Client.FindStartedRunsAsync("", since, session.Bound));
    }
}
