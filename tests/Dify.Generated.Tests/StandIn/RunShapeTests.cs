using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.StandIn;

/// <summary>How a run is told: its text, what goes round and round in it, and to several readers at once.</summary>
public sealed class RunShapeTests
{
    [Fact(Timeout = 30_000)]
    public async Task The_outputs_as_text_are_chunks_of_each_with_a_line_end_between_them()
    {
        var outputs = new
        {
            answer = "yes",
            nothing = (string?)null,
            list = new[] { "a", "b" },
            table = new { x = 1 },
            file = new { dify_model_identity = "__dify__file__", type = "image", filename = "a.png", url = "http://files/a" },
        };
        await using var session = new StandInSession();
        session.Server.OnRun(run => run.Started().TextOfOutputs(outputs).Finish(outputs));
        using EventReader events = await session.StreamAsync();
        var chunks = new List<(string Text, string From)>();
        while (await events.NextEventAsync() is { } told)
        {
            if ((string?)told["event"] == "text_chunk")
            {
                IEnumerable<string?> from = told["data"]!["from_variable_selector"]!.Select(part => (string?)part);
                chunks.Add(((string)told["data"]!["text"]!, string.Join('.', from)));
            }
        }

        Assert.Equal(
            [
                ("yes", "end.answer"), ("\n", "end.answer"), ("\n", "end.answer"), ("- a\n- b", "end.list"), ("\n", "end.answer"),
                ("{\"x\": 1}", "end.table"), ("\n", "end.answer"), ("![a.png](http://files/a)", "end.file"),
            ],
            chunks);
    }

    [Fact(Timeout = 30_000)]
    public async Task What_runs_inside_an_iteration_or_a_loop_carries_its_id_and_its_round()
    {
        await using var session = new StandInSession();
        session.Server.OnRun(run => run
            .Started()
            .IterationStarted("it")
            .IterationNext("it", 0).NodeStarted("a").NodeFinished("a")
            .IterationNext("it", 1).NodeStarted("a").NodeFinished("a")
            .IterationCompleted("it", steps: 2)
            .LoopStarted("lp")
            .NodeStarted("b").NodeFinished("b").LoopNext("lp", 1)
            .NodeStarted("b").NodeFinished("b").LoopNext("lp", 2)
            .LoopCompleted("lp", steps: 2)
            .NodeStarted("c").NodeFinished("c")
            .Finish());
        using EventReader events = await session.StreamAsync();
        var finished = new List<string>();
        JObject? end = null;
        while (await events.NextEventAsync() is { } told)
        {
            if ((string?)told["event"] == "node_finished")
            {
                JToken data = told["data"]!;
                JToken? metadata = data["execution_metadata"];
                finished.Add($"{data["node_id"]} {data["iteration_id"]}{data["loop_id"]} "
                    + (metadata is JObject ? $"{metadata["iteration_index"]}{metadata["loop_index"]}" : "outside"));
            }

            end = told;
        }

        Assert.Equal(["a it 0", "a it 1", "b lp 0", "b lp 1", "c  outside"], finished);

        // The iteration, the loop and the node behind them.
        Assert.Equal(3, (int)end!["data"]!["total_steps"]!);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_snapshot_tells_an_iteration_and_a_loop_as_nodes()
    {
        await using var session = new StandInSession();
        session.Server.OnRun(run => run
            .Started()
            .IterationStarted("it").IterationNext("it", 0).IterationCompleted("it", steps: 1)
            .LoopStarted("lp").Text("inside").WaitForStop());
        using EventReader first = await session.StreamAsync();
        await first.UntilAsync("text_chunk");
        using EventReader again = await session.EventsAsync(session.Server.Runs[0].RunId, more: "&include_state_snapshot=true");

        Assert.Equal("workflow_started", (string?)(await again.NextEventAsync())!["event"]);
        Assert.Equal(("node_started", "it"), Of(await again.NextEventAsync()));
        Assert.Equal(("node_finished", "it"), Of(await again.NextEventAsync()));
        Assert.Equal(("node_started", "lp"), Of(await again.NextEventAsync()));

        static (string?, string?) Of(JObject? told) => ((string?)told!["event"], (string?)told["data"]!["node_id"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task Servers_of_before_1_16_serve_several_readers_of_one_run()
    {
        await using var session = new StandInSession();
        (EventReader stays, RunSignal hold) = await LeaveOneOfTwoReadersAsync(session, more: "");
        using (stays)
        {
            hold.Set();
            Assert.Equal("after", (string?)(await stays.UntilAsync("text_chunk"))["data"]!["text"]);
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task On_newer_servers_a_reader_that_leaves_breaks_the_connection_of_one_without_a_snapshot()
    {
        await using var session = new StandInSession(
            new DifyTestServerOptions { ServerVersion = DifyTestServerOptions.NewestServerVersion });
        (EventReader stays, RunSignal hold) = await LeaveOneOfTwoReadersAsync(session, more: "");
        using (stays)
        {
            hold.Set();
            await Assert.ThrowsAnyAsync<IOException>(() => stays.UntilAsync("text_chunk"));
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task On_newer_servers_a_reader_that_leaves_lets_one_with_a_snapshot_go_on_with_pings_alone()
    {
        var time = new FakeTimeProvider();
        await using var session = new StandInSession(
            new DifyTestServerOptions { ServerVersion = DifyTestServerOptions.NewestServerVersion, TimeProvider = time });
        (EventReader stays, RunSignal hold) = await LeaveOneOfTwoReadersAsync(session, more: "&include_state_snapshot=true");
        using (stays)
        {
            await stays.UntilAsync("workflow_started");
            hold.Set();
            await session.Server.Runs[0].WaitForStatusAsync("succeeded", session.Bound);
            for (int pings = 0; pings < 2; pings++)
            {
                Task<string?> next = stays.NextBlockAsync();
                while (!next.IsCompleted)
                {
                    session.Bound.ThrowIfCancellationRequested();
                    time.Advance(TimeSpan.FromSeconds(1));
                    await Task.Yield();
                }

                Assert.Equal("event: ping", await next);
            }
        }
    }

    // Two readers, of which the first one leaves while the run is held.
    private static async Task<(EventReader Stays, RunSignal Hold)> LeaveOneOfTwoReadersAsync(StandInSession session, string more)
    {
        var hold = new RunSignal();
        session.Server.OnRun(run => run.Started().Hold(hold).Text("after").Finish());
        EventReader leaves = await session.StreamAsync();
        await leaves.UntilAsync("workflow_started");
        TestRun run = session.Server.Runs[0];
        EventReader stays = await session.EventsAsync(run.RunId, more: more);
        Assert.Equal("event: ping", await stays.NextBlockAsync());
        await run.WaitForOpenStreamsAsync(2, session.Bound);
        leaves.Dispose();
        await run.WaitForOpenStreamsAsync(1, session.Bound);
        return (stays, hold);
    }
}
