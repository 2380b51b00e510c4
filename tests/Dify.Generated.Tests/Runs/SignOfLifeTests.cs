using System;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Streaming;
using Xunit;

namespace Dify.Generated.Tests.Runs;

/// <summary>Gateways that cut every stream, servers that close quiet ones, proxies that hold headers back: none of them ends a run that is
/// alive.</summary>
public sealed class SignOfLifeTests
{
    [Theory(Timeout = 30_000)]
    [InlineData("running")]
    [InlineData("paused")]
    public async Task Streams_that_are_cut_while_one_node_works_are_taken_up_for_as_long_as_the_record_says_that_the_run_is_alive(
        string status)
    {
        using var server = new ScriptedRun(options => options.TimeProvider = new HurriedClock());
        server.Record.Clear();
        server.Record.Enqueue(RunEventJson.Record(status));
        ScriptedStream first = server.Stream(EventJson.Started(), EventJson.NodeStarted(1));
        first.End(new HttpRequestException("cut"));
        for (int i = 0; i < 20; i++)
        {
            // The record of the run, which the caller has had, and pings: the server pings a reader that it has lost, too.
            ScriptedStream again = server.Stream(EventJson.Started());
            again.Ping();
            again.End(i % 2 == 0 ? new HttpRequestException("cut") : null);
        }

        server.Stream(EventJson.Started(), EventJson.NodeFinished(1), EventJson.Finished());
        await using WorkflowRun run = await server.StartAsync(new WorkflowRunOptions { MaxResumes = 2 });

        Assert.True((await run.WaitAsync(server.Bound)).IsSuccess);
        Assert.Equal(21, server.Count($"GET {ScriptedRun.EventsPath}"));
        Assert.InRange(server.Count($"GET {ScriptedRun.RecordPath}"), 8, 14);
    }

    [Fact(Timeout = 30_000)]
    public async Task Pings_alone_are_no_sign_of_life()
    {
        using var server = new ScriptedRun(options => options.TimeProvider = new HurriedClock());
        server.Stream(EventJson.Started()).End();
        for (int i = 0; i < 20; i++)
        {
            ScriptedStream again = server.Stream();
            again.Ping();
            again.End();
        }

        await using WorkflowRun run = await server.StartAsync(new WorkflowRunOptions { MaxResumes = 3 });
        await Assert.ThrowsAsync<WorkflowStreamInterruptedException>(() => run.WaitAsync(server.Bound));

        Assert.Equal(3, server.Count($"GET {ScriptedRun.EventsPath}"));
    }

    [Fact(Timeout = 30_000)]
    public async Task The_time_of_the_run_bounds_what_the_record_calls_running()
    {
        // Time goes on by what the client waits, and by nothing else: how often it asks in two minutes is no matter of the machine.
        using var server = new ScriptedRun(options => options.TimeProvider = new HurriedClock());
        server.Record.Clear();
        server.Record.Enqueue(RunEventJson.Record("running"));
        server.Stream(EventJson.Started()).End();
        for (int i = 0; i < 200; i++)
        {
            server.Stream().End();
        }

        await using WorkflowRun run = await server.StartAsync(new WorkflowRunOptions { MaxResumes = 1, Timeout = TimeSpan.FromMinutes(2) });

        await Assert.ThrowsAsync<WorkflowRunTimeoutException>(() => run.WaitAsync(server.Bound));
        Assert.InRange(server.Count($"GET {ScriptedRun.EventsPath}"), 5, 40);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_record_that_is_written_a_little_later_is_asked_for_again()
    {
        int asked = 0;
        var handler = new StubHandler((request, _) => Task.FromResult(request.RequestUri!.AbsolutePath switch
        {
            ScriptedRun.RunPath => StubHandler.Answer(200, "text/event-stream", EventJson.Stream([EventJson.Started()])),
            ScriptedRun.EventsPath => StubHandler.Problem(404, "not_found"),
            _ => ++asked < 4 ? StubHandler.Problem(404, "not_found")
                : StubHandler.Answer(
                    200, "application/json", System.Text.Encoding.UTF8.GetBytes(RunEventJson.Record("succeeded").ToString())),
        }));
        using DifyWorkflowClient client = handler.CreateClient(options => options.TimeProvider = new HurriedClock());
        await using WorkflowRun run = await client.StartWorkflowAsync(StreamSession.Request, new WorkflowRunOptions { MaxResumes = 1 });

        Assert.True((await run.WaitAsync()).IsSuccess);
        Assert.Equal(4, asked);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_start_that_brings_nothing_but_pings_ends_when_its_time_is_up()
    {
        using var server = new ScriptedRun();
        ScriptedStream stream = server.Stream();
        stream.Ping();
        Task<WorkflowRun> start = server.StartAsync(new WorkflowRunOptions { StartTimeout = TimeSpan.FromMinutes(2) });
        await server.Clock.AdvanceUntilAsync(start, TimeSpan.FromSeconds(1), server.Bound);
        var failure = await Assert.ThrowsAsync<WorkflowStreamInterruptedException>(() => start);

        Assert.Equal(
            (StreamEnd.NotBegun, null, true, true), (failure.End, failure.WorkflowRunId, failure.RunMayBeGoing, failure.IsTransient));
        Assert.Contains("FindStartedRunsAsync", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("follow it by its id", failure.Message, StringComparison.Ordinal);
        await stream.Closed.WaitAsync(server.Bound);
        Assert.Equal(["POST " + ScriptedRun.RunPath], server.Requests);
    }

    [Fact]
    public async Task A_time_to_start_that_is_none_is_refused()
    {
        using var server = new ScriptedRun();
        Assert.Contains("StartTimeout", (await Assert.ThrowsAsync<ArgumentException>(() =>
            server.StartAsync(new WorkflowRunOptions { StartTimeout = TimeSpan.Zero }))).Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_form_is_sent_in_although_a_proxy_holds_the_headers_of_the_next_stream_back()
    {
        var submitted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int streams = 0;
        var handler = new StubHandler(async (request, cancellationToken) =>
        {
            string path = request.RequestUri!.AbsolutePath;
            if (path == ScriptedRun.RunPath)
            {
                return Stream(EventJson.Started(), RunEventJson.Form("a"), RunEventJson.Paused(1, "a"));
            }

            if (path == ScriptedRun.EventsPath)
            {
                Interlocked.Increment(ref streams);
                await submitted.Task.WaitAsync(cancellationToken);
                return Stream([
                    .. RunEventJson.Snapshot("a"),
                    RunEventJson.Resumed(),
                    RunEventJson.NodeFinished("a"),
                    RunEventJson.Finished("succeeded"),
                ]);
            }

            if (request.Method == HttpMethod.Post)
            {
                submitted.TrySetResult();
            }

            return StubHandler.Answer(200, "application/json", "{}"u8.ToArray());
        });
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var clock = new HurriedClock();
        using DifyWorkflowClient client = handler.CreateClient(
            options => (options.TimeProvider, options.Timeout) = (clock, TimeSpan.FromSeconds(100)));
        await using WorkflowRun run = await client.StartWorkflowAsync(StreamSession.Request, cancellationToken: bound.Token);
        WorkflowOutcome paused = await run.WaitAsync(bound.Token);
        await run.SubmitAsync(paused.Forms.Single(), "ok", cancellationToken: bound.Token);

        Assert.True((await run.WaitAsync(bound.Token)).IsSuccess);
        Assert.Equal(1, streams);
    }

    private static HttpResponseMessage Stream(params string[] events) =>
        StubHandler.Answer(200, "text/event-stream", EventJson.Stream(events));
}
