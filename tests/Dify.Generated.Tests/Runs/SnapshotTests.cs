using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Dify.Generated.Tests.Streaming;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Runs;

/// <summary>Streams that begin with the record of the run, which tells again, in its own way, what was told before.</summary>
public sealed class SnapshotTests
{
    [Theory(Timeout = 30_000)]
    [InlineData("paused")]
    [InlineData("retry")]
    [InlineData("pending")]
    public async Task A_row_of_a_node_that_is_not_done_is_not_told_as_finished_and_does_not_hide_the_real_one(string status)
    {
        using var server = new ScriptedRun();
        ScriptedStream first = server.Stream(EventJson.Started(), RunEventJson.NodeStarted("x", "code"));
        ScriptedStream second = server.Stream(
            EventJson.Started(), RunEventJson.StartedRow("x", "code"), RunEventJson.FinishedRow("x", status, "code"));
        second.Send(RunEventJson.NodeFinished("x", new { a = 1 }, type: "code"), RunEventJson.Finished("succeeded"));
        await using WorkflowRun run = await server.StartAsync();
        first.End(new IOException("broken"));
        IReadOnlyList<WorkflowStreamEvent> told = await server.ReadAsync(run);

        NodeFinishedEvent finished = Assert.Single(told.OfType<NodeFinishedEvent>());
        Assert.Equal(("succeeded", 1, false), (finished.Data.Status.Value, (int)finished.Data.Outputs!["a"]!, finished.IsReplayed));
        Assert.Single(told.OfType<NodeStartedEvent>());
    }

    [Theory(Timeout = 30_000)]
    [InlineData("iteration")]
    [InlineData("loop")]
    public async Task A_container_is_told_once_by_its_own_events(string kind)
    {
        using var server = new ScriptedRun();
        string began = EventJson.Of(
            $"{kind}_started", new { id = "it", node_id = "it", node_type = kind, title = "It", created_at = 1, inputs_truncated = false });
        string ended = EventJson.Of($"{kind}_completed", new
        {
            id = "it",
            node_id = "it",
            node_type = kind,
            title = "It",
            status = "succeeded",
            steps = 2,
            created_at = 1,
            inputs_truncated = false,
        });
        ScriptedStream first = server.Stream(EventJson.Started(), began);
        server.Stream(
            EventJson.Started(),
            RunEventJson.StartedRow("it", kind),
            ended,
            RunEventJson.Finished("succeeded"));
        await using WorkflowRun run = await server.StartAsync();
        first.End(new IOException("broken"));
        IReadOnlyList<WorkflowStreamEvent> told = await server.ReadAsync(run);

        Assert.Equal(["workflow_started", $"{kind}_started", $"{kind}_completed", "workflow_finished"], told.Select(next => next.Event));

        // To somebody who comes later the record tells it by the same events.
        server.Stream(
            EventJson.Started(),
            RunEventJson.StartedRow("it", kind),
            RunEventJson.FinishedRow("it", "succeeded", kind),
            EventJson.Text("x"),
            RunEventJson.Finished("succeeded"));
        await using WorkflowRun again = await server.Client.ResumeWorkflowAsync(EventJson.RunId, "user-1", cancellationToken: server.Bound);
        told = await server.ReadAsync(again);
        Assert.Equal(
            ["workflow_started", $"{kind}_started", $"{kind}_completed", "text_chunk", "workflow_finished"],
            told.Select(next => next.Event));
        Assert.Equal([true, true, true, false, false], told.Select(next => next.IsReplayed));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("iteration")]
    [InlineData("loop")]
    public async Task A_container_that_starts_or_ends_while_the_record_is_written_is_told_once(string kind)
    {
        using var server = new ScriptedRun();
        string began = RunEventJson.Container($"{kind}_started", kind);
        string ended = RunEventJson.Container($"{kind}_completed", kind);
        string startedRow = RunEventJson.StartedRow("it", kind);
        string finishedRow = RunEventJson.FinishedRow("it", "succeeded", kind);
        ScriptedStream first = server.Stream(EventJson.Started());
        ScriptedStream second = server.Stream(EventJson.Started(), startedRow, began);
        ScriptedStream third = server.Stream(EventJson.Started(), startedRow, finishedRow, ended);
        string finished = RunEventJson.Finished("succeeded");
        server.Stream(EventJson.Started(), startedRow, finishedRow, began, ended, EventJson.Text("x"), began, ended, finished);
        await using WorkflowRun run = await server.StartAsync();
        first.End(new IOException("broken"));
        second.End(new IOException("broken"));
        third.End(new IOException("broken"));
        IReadOnlyList<WorkflowStreamEvent> told = await server.ReadAsync(run);

        // Behind the record the container may run once more, as one within another does.
        Assert.Equal(
            $"workflow_started {kind}_started {kind}_completed text_chunk {kind}_started {kind}_completed workflow_finished",
            string.Join(' ', told.Select(next => next.Event)));
    }

    [Fact(Timeout = 30_000)]
    public async Task Forms_and_pauses_of_the_record_are_replayed_and_shown_with_the_values_of_their_variables()
    {
        using var server = new ScriptedRun();
        server.Forms["GET token-a"] = (200, """{"form_content":"Review x: {{#$output.c#}}","inputs":[],"user_actions":[]}""");
        server.Stream(
            EventJson.Started(),
            RunEventJson.StartedRow("a"),
            RunEventJson.FinishedRow("a", "paused"),
            RunEventJson.Form("a", "Review {{#start.q#}}: {{#$output.c#}}"),
            RunEventJson.Form("b", "Mine: {{#$output.c#}}"),
            RunEventJson.Paused(0, "a", "b"));
        await using WorkflowRun run = await server.Client.ResumeWorkflowAsync(EventJson.RunId, "user-1", cancellationToken: server.Bound);
        IReadOnlyList<WorkflowStreamEvent> told = await server.ReadAsync(run);

        HumanInputRequiredEvent form = told.OfType<HumanInputRequiredEvent>().First();
        Assert.Equal((true, "Review x: {{#$output.c#}}"), (form.IsReplayed, form.Data.FormContent));
        var pause = Assert.IsType<WorkflowPausedEvent>(told[^1]);
        Assert.Equal((true, form.Data.FormContent), (pause.IsReplayed, pause.Data.Reasons[0].FormContent));
        Assert.Equal(0, server.Count("GET /v1/form/human_input/token-b"));
        Assert.Null(run.Outcome!.Elapsed);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("Hello", " world", """{"a":"Hello world"}""", "Hello world", true)]
    [InlineData("one", "", """{"a":"one","n":null,"b":12}""", "one\n\n12", true)]
    [InlineData("", "- y", """{"a":["x","y"]}""", "- x\n- y", true)]
    [InlineData("Hello", "", """{"a":"Other"}""", "Hello", false)]
    [InlineData("", "", """{"a":"Hello"}""", "", false)]
    [InlineData("x", "", """{"a":"x","f":{"url":"u"}}""", "x", false)]
    public async Task A_text_with_a_gap_is_completed_from_plain_outputs_or_marked(
        string before, string after, string outputs, string text, bool isComplete)
    {
        using var server = new ScriptedRun();
        ScriptedStream first = server.Stream(EventJson.Started());
        ScriptedStream second = server.Stream(EventJson.Started());
        first.Send([.. before.Length > 0 ? [EventJson.Text(before)] : Array.Empty<string>()]);
        second.Send([
            .. after.Length > 0 ? [EventJson.Text(after)] : Array.Empty<string>(),
            RunEventJson.Finished("succeeded", outputs: JObject.Parse(outputs)),
        ]);
        await using WorkflowRun run = await server.StartAsync();
        first.End(new IOException("broken"));
        WorkflowOutcome outcome = await run.WaitAsync(server.Bound);

        Assert.Equal((text, isComplete), (outcome.Text, outcome.TextIsComplete));
    }

    [Fact(Timeout = 30_000)]
    public async Task The_time_of_a_run_is_not_told_where_a_part_of_it_is_unknown()
    {
        using var server = new ScriptedRun();
        server.Stream(RunEventJson.Finished("succeeded", elapsed: 2));
        await using WorkflowRun run = await server.Client.ResumeWorkflowAsync(EventJson.RunId, "user-1", cancellationToken: server.Bound);

        // The run began nine seconds before its end, and was at work for two of them since it last went on.
        Assert.Null((await run.WaitAsync(server.Bound)).Elapsed);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("Aborted: User requested stop", "stopped", false, "stopped")]
    [InlineData("Aborted: User requested stop", null, false, "stopped")]
    [InlineData("Aborted: User requested stop", "failed", false, "failed")]
    [InlineData("Run failed: no", "stopped", true, "stopped")]
    [InlineData("Run failed: no", "failed", true, "failed")]
    [InlineData("Run failed: no", "stopped", false, "failed")]
    public async Task How_a_stopped_run_ended_is_for_its_record_to_say(string error, string? recorded, bool stops, string told)
    {
        using var server = new ScriptedRun();
        ScriptedStream stream = server.Stream(EventJson.Started());
        server.Record.Clear();
        if (recorded is not null)
        {
            // The record of a run that has just ended may lag behind.
            server.Record.Enqueue(RunEventJson.Record("running"));
        }

        server.Record.Enqueue(recorded is null ? null : RunEventJson.Record(recorded, error));
        await using WorkflowRun run = await server.StartAsync();
        if (stops)
        {
            await run.StopAsync(cancellationToken: server.Bound);
        }

        stream.Send(RunEventJson.Finished("failed", error));
        Task<WorkflowOutcome> wait = run.WaitAsync(server.Bound);
        await server.Clock.AdvanceUntilAsync(wait, TimeSpan.FromMilliseconds(100), server.Bound);

        Assert.Equal(told, (await wait).Status.Value);
    }
}
