using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.StandIn;

public sealed class EventsEndpointTests
{
    [Fact(Timeout = 30_000)]
    public async Task A_finished_run_gives_its_end_alone_with_the_run_id_as_task_id()
    {
        await using var session = new StandInSession();
        session.Server.OnRun(run => run.Started().Finish(new { a = "é" }));
        using (EventReader first = await session.StreamAsync())
        {
            await first.NamesToEndAsync();
        }

        TestRun run = session.Server.Runs[0];
        using EventReader events = await session.EventsAsync(run.RunId);
        string block = (await events.NextBlockAsync())!;
        Assert.StartsWith(
            $"data: {{\"event\": \"workflow_finished\", \"task_id\": \"{run.RunId}\", \"workflow_run_id\": \"{run.RunId}\"", block);
        Assert.Contains("\\u00e9", block);
        Assert.Null(await events.NextBlockAsync());
        Assert.Equal("no-cache", events.Response.Headers.CacheControl!.ToString());
    }

    [Fact(Timeout = 30_000)]
    public async Task A_run_that_ended_with_an_error_event_gives_a_failed_end()
    {
        await using var session = new StandInSession();
        session.Server.OnRun(run => run.Started().Error("provider_quota_exceeded", 400, "No quota."));
        using EventReader first = await session.StreamAsync();
        await first.UntilAsync("error");
        using EventReader events = await session.EventsAsync(session.Server.Runs[0].RunId, more: "&include_state_snapshot=true");

        JObject finished = (await events.NextEventAsync())!;
        Assert.Equal("failed", (string?)finished["data"]!["status"]);
        Assert.Equal("No quota.", (string?)finished["data"]!["error"]);
        Assert.Null(await events.NextBlockAsync());
    }

    [Fact(Timeout = 30_000)]
    public async Task A_running_run_gives_only_what_comes_next()
    {
        await using var session = new StandInSession();
        var hold = new RunSignal();
        session.Server.OnRun(run => run.Started().Text("missed").Hold(hold).Text("seen").Finish());
        using EventReader first = await session.StreamAsync();
        await first.UntilAsync("text_chunk");
        using EventReader events = await session.EventsAsync(session.Server.Runs[0].RunId);
        Assert.Equal("event: ping", await events.NextBlockAsync());
        hold.Set();

        JObject next = (await events.NextEventAsync())!;
        Assert.Equal("seen", (string?)next["data"]!["text"]);
        Assert.Equal(["workflow_finished"], await events.NamesToEndAsync());
    }

    [Fact(Timeout = 30_000)]
    public async Task A_snapshot_repeats_the_nodes_in_reduced_form()
    {
        await using var session = new StandInSession();
        var hold = new RunSignal();
        session.Server.OnRun(run => run
            .Started()
            .NodeStarted("a", more: new { inputs = new { x = 1 }, extras = new { icon = "i" } })
            .NodeFinished("a", new { y = 2 })
            .NodeStarted("b")
            .Text("not repeated")
            .Hold(hold)
            .NodeFinished("b")
            .Finish());
        using EventReader first = await session.StreamAsync();
        await first.UntilAsync("text_chunk");
        using EventReader events = await session.EventsAsync(session.Server.Runs[0].RunId, more: "&include_state_snapshot=TRUE");

        JObject started = (await events.NextEventAsync())!;
        JObject nodeStarted = (await events.NextEventAsync())!;
        JObject nodeFinished = (await events.NextEventAsync())!;
        JObject running = (await events.NextEventAsync())!;
        Assert.Equal("initial", (string?)started["data"]!["reason"]);
        Assert.Equal(JTokenType.Null, nodeStarted["data"]!["inputs"]!.Type);
        Assert.Empty(nodeStarted["data"]!["extras"]!);
        Assert.Null(nodeStarted["data"]!["inputs_truncated"]);
        Assert.Equal(JTokenType.Null, nodeFinished["data"]!["outputs"]!.Type);
        Assert.Equal((string?)nodeStarted["data"]!["id"], (string?)nodeFinished["data"]!["id"]);
        Assert.Equal("b", (string?)running["data"]!["node_id"]);
        hold.Set();
        Assert.Equal(["node_finished", "workflow_finished"], await events.NamesToEndAsync());
    }

    [Theory(Timeout = 30_000)]
    [InlineData("someone-else", 404, "not_found")]
    [InlineData("", 400, "invalid_param")]
    public async Task Only_the_user_who_started_a_run_sees_its_events(string user, int status, string code)
    {
        await using var session = new StandInSession();
        using EventReader first = await session.StreamAsync();
        await first.NamesToEndAsync();
        using EventReader events = await session.EventsAsync(session.Server.Runs[0].RunId, user);

        Assert.Equal(status, (int)events.Response.StatusCode);
        Assert.Equal(code, (string?)JObject.Parse(await events.RestAsync())["code"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task Going_on_over_pauses_without_a_snapshot_has_no_end_of_its_own()
    {
        await using var session = new StandInSession();
        var hold = new RunSignal();
        session.Server.OnRun(run => run.Started().Hold(hold).Finish());
        using EventReader first = await session.StreamAsync();
        await hold.WaitUntilReachedAsync(session.Bound);
        TestRun run = session.Server.Runs[0];
        using EventReader events = await session.EventsAsync(run.RunId, more: "&continue_on_pause=true");
        await run.WaitForOpenStreamsAsync(2, session.Bound);
        hold.Set();

        await first.NamesToEndAsync();
        await events.UntilAsync("workflow_finished");
        await run.WaitForOpenStreamsAsync(1, session.Bound);
        events.Dispose();
        await run.WaitForOpenStreamsAsync(0, session.Bound);
    }

    [Fact(Timeout = 30_000)]
    public async Task With_a_snapshot_and_going_on_over_pauses_the_whole_rest_comes_on_one_stream()
    {
        await using var session = new StandInSession();
        session.Server.OnRun(run => run.Started().Pause(new PauseForm { Token = "tok" }).WaitForReader().Text("after").Finish());
        using EventReader first = await session.StreamAsync();
        Assert.Equal(["workflow_started", "node_started", "human_input_required", "workflow_paused"], await first.NamesToEndAsync());
        using EventReader events = await session.EventsAsync(
            session.Server.Runs[0].RunId, more: "&include_state_snapshot=true&continue_on_pause=true");
        await events.UntilAsync("workflow_paused");
        using HttpResponseMessage submitted = await session.PostAsync(
            "form/human_input/tok", new { inputs = new { }, action = "approve", user = "user-1" });

        JObject resumed = (await events.NextEventAsync())!;
        Assert.Equal("resumption", (string?)resumed["data"]!["reason"]);
        Assert.Equal(
            ["node_started", "human_input_form_filled", "node_finished", "text_chunk", "workflow_finished"],
            await events.NamesToEndAsync());
    }

    [Fact(Timeout = 30_000)]
    public async Task A_silent_stream_is_pinged_and_ends_without_a_terminal_event()
    {
        var time = new WatchedTimeProvider();
        await using var session = new StandInSession(new DifyTestServerOptions { TimeProvider = time });
        session.Server.OnRun(run => run.Started().WaitForStop());
        using EventReader events = await session.StreamAsync();
        await events.UntilAsync("workflow_started");

        TestRun run = session.Server.Runs[0];
        Task closed = run.WaitForOpenStreamsAsync(0, session.Bound);
        while (!closed.IsCompleted)
        {
            // The server sets a timer for each interval of silence; the clock goes on only when it has.
            Task timer = time.WaitForTimerAsync(session.Bound);
            if (await Task.WhenAny(timer, closed) == timer)
            {
                time.Advance(TimeSpan.FromSeconds(10));
            }
        }

        var blocks = new List<string>();
        while (await events.NextBlockAsync() is { } block)
        {
            blocks.Add(block);
        }

        // 300 seconds of silence have 29 pings; the first intervals may be shared with the start of the run.
        Assert.All(blocks, block => Assert.Equal("event: ping", block));
        Assert.InRange(blocks.Count, 26, 29);
        Assert.Equal("running", run.Status);
    }
}
