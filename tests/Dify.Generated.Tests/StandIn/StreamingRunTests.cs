using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.StandIn;

public sealed class StreamingRunTests
{
    [Fact(Timeout = 30_000)]
    public async Task A_stream_begins_with_a_ping_and_ends_with_the_finished_run()
    {
        await using var session = new StandInSession();
        session.Server.OnRun(run => run.Started().Text("Hel").Text("lo").Finish(new { answer = "Hello" }, totalTokens: 12));
        using EventReader events = await session.StreamAsync();

        Assert.Equal("text/event-stream; charset=utf-8", events.Response.Content.Headers.ContentType!.ToString());
        Assert.Equal("event: ping", await events.NextBlockAsync());
        JObject started = (await events.NextEventAsync())!;
        JObject first = (await events.NextEventAsync())!;
        JObject second = (await events.NextEventAsync())!;
        JObject finished = (await events.NextEventAsync())!;
        Assert.Null(await events.NextEventAsync());

        TestRun run = Assert.Single(session.Server.Runs);
        Assert.Equal(run.RunId, (string?)started["workflow_run_id"]);
        Assert.Equal(run.TaskId, (string?)started["task_id"]);
        Assert.Equal("Hello", $"{first["data"]!["text"]}{second["data"]!["text"]}");
        Assert.Equal("succeeded", (string?)finished["data"]!["status"]);
        Assert.Equal("Hello", (string?)finished["data"]!["outputs"]!["answer"]);
        Assert.Equal(12, (long)finished["data"]!["total_tokens"]!);
        Assert.Equal("succeeded", run.Status);
    }

    [Fact(Timeout = 30_000)]
    public async Task Events_arrive_while_the_run_goes_on()
    {
        await using var session = new StandInSession();
        var hold = new RunSignal();
        session.Server.OnRun(run => run.Started().Text("first").Hold(hold).Text("second").Finish());
        using EventReader events = await session.StreamAsync();

        Assert.Equal("first", (string?)(await events.UntilAsync("text_chunk"))["data"]!["text"]);
        Assert.Equal("running", session.Server.Runs[0].Status);
        hold.Set();
        Assert.Equal("second", (string?)(await events.UntilAsync("text_chunk"))["data"]!["text"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task Events_are_compact_raw_utf8_with_null_for_what_is_no_number()
    {
        await using var session = new StandInSession();
        session.Server.OnRun(run => run.Started().Text("é\u2028日本 \"x\"\n").Finish(new { a = double.NaN, b = 1.0, c = 7 }));
        using EventReader events = await session.StreamAsync();
        var blocks = new List<string>();
        while (await events.NextBlockAsync() is { } block)
        {
            blocks.Add(block);
        }

        Assert.Contains("\"data\":{\"text\":\"é\u2028日本 \\\"x\\\"\\n\",\"from_variable_selector\":null}", blocks[2]);
        Assert.Contains("\"outputs\":{\"a\":null,\"b\":1.0,\"c\":7}", blocks[3]);
    }

    [Fact(Timeout = 30_000)]
    public async Task Before_the_start_the_run_id_is_null()
    {
        await using var session = new StandInSession();
        session.Server.OnRun(run => run.Text("early").Started().Finish());
        using EventReader events = await session.StreamAsync();

        JObject early = (await events.NextEventAsync())!;
        Assert.Equal(JTokenType.Null, early["workflow_run_id"]!.Type);
        Assert.Equal(session.Server.Runs[0].TaskId, (string?)early["task_id"]);
        Assert.Equal(session.Server.Runs[0].RunId, (string?)(await events.NextEventAsync())!["workflow_run_id"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task Node_events_belong_together()
    {
        await using var session = new StandInSession();
        session.Server.OnRun(run => run
            .Started()
            .NodeStarted("n1", "Ask the model", "llm")
            .NodeRetry("n1", 1, "too busy")
            .NodeFinished("n1", new { text = "x" }, more: new { execution_metadata = new { total_price = "0.001" } })
            .IterationStarted("it").IterationNext("it", 1).IterationCompleted("it", steps: 1)
            .LoopStarted("lp").LoopNext("lp", 1).LoopCompleted("lp", steps: 1)
            .Reasoning("hmm", isFinal: true)
            .AgentLog("n1", "log-1", "call")
            .TextToSpeech([1, 2, 3])
            .Event("brand_new", new { data = new { x = 1 } })
            .Finish());
        using EventReader events = await session.StreamAsync();

        JObject started = await events.UntilAsync("node_started");
        JObject retry = await events.UntilAsync("node_retry");
        JObject finished = await events.UntilAsync("node_finished");
        Assert.Equal((string?)started["data"]!["id"], (string?)retry["data"]!["id"]);
        Assert.Equal((string?)started["data"]!["id"], (string?)finished["data"]!["id"]);
        Assert.Equal("Ask the model", (string?)finished["data"]!["title"]);
        Assert.Equal("0.001", (string?)finished["data"]!["execution_metadata"]!["total_price"]);
        Assert.Equal("it", (string?)(await events.UntilAsync("iteration_started"))["data"]!["id"]);
        Assert.Equal("loop", (string?)(await events.UntilAsync("loop_next"))["data"]!["node_type"]);
        JObject log = await events.UntilAsync("agent_log");
        Assert.Equal((string?)started["data"]!["id"], (string?)log["data"]!["node_execution_id"]);
        JObject speech = await events.UntilAsync("tts_message");
        Assert.Equal("AQID", (string?)speech["audio"]);
        Assert.Null(speech["data"]);
        Assert.Equal(1, (int)(await events.UntilAsync("brand_new"))["data"]!["x"]!);

        // The node, its second try, the iteration and the loop.
        Assert.Equal(4, (int)(await events.UntilAsync("workflow_finished"))["data"]!["total_steps"]!);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(ErrorShape.Pipeline, "event,workflow_run_id,code,message,status")]
    [InlineData(ErrorShape.WorkerSetup, "event,message,status")]
    [InlineData(ErrorShape.Documented, "event,workflow_run_id,task_id,code,message,status")]
    public async Task An_error_has_its_shape_and_leaves_the_stream_open_with_pings(ErrorShape shape, string members)
    {
        await using var session = new StandInSession();
        session.Server.OnRun(run => run.Started().Error("invalid_param", 400, "No.", shape).PingsAfterError(2));
        using EventReader events = await session.StreamAsync();

        JObject error = await events.UntilAsync("error");
        Assert.Equal(members, string.Join(',', error.Properties().Select(member => member.Name)));
        Assert.Equal("event: ping", await events.NextBlockAsync());
        Assert.Equal("event: ping", await events.NextBlockAsync());
        Assert.Equal(1, session.Server.Runs[0].OpenStreams);
        Assert.Equal("failed", session.Server.Runs[0].Status);
    }

    [Fact(Timeout = 30_000)]
    public async Task Dropping_cuts_the_connection_after_what_was_sent_and_the_run_goes_on()
    {
        await using var session = new StandInSession();
        session.Server.OnRun(run => run.Started().Text("one").Drop().WaitForReader().Text("two").Finish());
        using EventReader events = await session.StreamAsync();

        await events.UntilAsync("text_chunk");
        await Assert.ThrowsAnyAsync<IOException>(events.NextBlockAsync);
        TestRun run = session.Server.Runs[0];
        Assert.Equal("running", run.Status);
        using EventReader again = await session.EventsAsync(run.RunId);
        Assert.Equal("two", (string?)(await again.UntilAsync("text_chunk"))["data"]!["text"]);
        Assert.Equal(["workflow_finished"], await again.NamesToEndAsync());
    }

    [Fact(Timeout = 30_000)]
    public async Task Every_event_before_a_drop_arrives()
    {
        await using var session = new StandInSession();
        string large = new('x', 100_000);
        session.Server.OnRun(run =>
        {
            run.Started();
            for (int index = 0; index < 50; index++)
            {
                run.Text(large);
            }

            run.Drop().WaitForStop();
        });

        using EventReader events = await session.StreamAsync();
        for (int index = 0; index < 50; index++)
        {
            await events.UntilAsync("text_chunk");
        }

        await Assert.ThrowsAnyAsync<IOException>(events.NextBlockAsync);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_stream_can_end_cleanly_without_a_terminal_event()
    {
        await using var session = new StandInSession();
        session.Server.OnRun(run => run.Started().Text("one").EndStream().WaitForStop());
        using EventReader events = await session.StreamAsync();

        Assert.Equal(["workflow_started", "text_chunk"], await events.NamesToEndAsync());
        Assert.Equal("running", session.Server.Runs[0].Status);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_caller_that_goes_away_is_noticed_and_does_not_stop_the_run()
    {
        await using var session = new StandInSession();
        var hold = new RunSignal();
        session.Server.OnRun(run => run.Started().Hold(hold).Finish());
        EventReader events = await session.StreamAsync();
        await events.UntilAsync("workflow_started");
        TestRun run = session.Server.Runs[0];
        Assert.Equal(1, run.OpenStreams);

        events.Dispose();
        await run.WaitForOpenStreamsAsync(0, session.Bound);
        Assert.Equal("running", run.Status);
        hold.Set();
        await run.WaitForStatusAsync("succeeded", session.Bound);
    }

    [Fact(Timeout = 30_000)]
    public async Task No_stream_of_many_that_are_cancelled_stays_open()
    {
        await using var session = new StandInSession();
        session.Server.OnRun(run => run.Started().WaitForStop());
        await Parallel.ForEachAsync(Enumerable.Range(0, 200), new ParallelOptions { MaxDegreeOfParallelism = 40 }, async (_, _) =>
        {
            using EventReader events = await session.StreamAsync();
            await events.UntilAsync("workflow_started");
        });

        Assert.Equal(200, session.Server.Runs.Count);
        foreach (TestRun run in session.Server.Runs)
        {
            await run.WaitForOpenStreamsAsync(0, session.Bound);
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task Disposing_the_server_ends_every_open_stream()
    {
        var session = new StandInSession();
        session.Server.OnRun(run => run.Started().WaitForStop());
        using EventReader events = await session.StreamAsync();
        await events.UntilAsync("workflow_started");

        await session.Server.DisposeAsync();
        await Assert.ThrowsAnyAsync<IOException>(events.NextBlockAsync);
        await session.DisposeAsync();
    }

    [Fact(Timeout = 30_000)]
    public async Task Scripts_are_used_in_turn_and_the_last_one_again()
    {
        await using var session = new StandInSession();
        session.Server.OnRun(run => run.Started().Text("first").Finish());
        session.Server.OnRun(run => run.Started().Text("last").Finish());
        var texts = new List<string?>();
        for (int index = 0; index < 3; index++)
        {
            using EventReader events = await session.StreamAsync();
            texts.Add((string?)(await events.UntilAsync("text_chunk"))["data"]!["text"]);
        }

        Assert.Equal(["first", "last", "last"], texts);
    }

    [Fact(Timeout = 30_000)]
    public async Task Raw_bytes_go_into_the_stream_as_they_are()
    {
        await using var session = new StandInSession();
        session.Server.OnRun(
            run => run.Raw("data: {\"event\":\"text_chunk\",\r\n").Raw([0xE6, 0x97]).Raw([0xA5, (byte)'\n', (byte)'\n']).Finish());
        using HttpResponseMessage response = await session.PostAsync(
            "workflows/run", new { inputs = new { }, user = "u", response_mode = "streaming" });

        Assert.StartsWith("event: ping\n\ndata: {\"event\":\"text_chunk\",\r\n日\n\ndata: ", await response.Content.ReadAsStringAsync());
    }
}
