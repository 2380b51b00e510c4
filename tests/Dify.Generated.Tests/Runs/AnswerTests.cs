using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Dify.Generated.Tests.Streaming;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Runs;

/// <summary>Answers to forms, as a server takes them: one at a time, at a pause, and the run goes on after each.</summary>
public sealed class AnswerTests
{
    private static readonly string[] TwoForms =
    [
        EventJson.Started(),
        RunEventJson.NodeStarted("a"),
        RunEventJson.NodeStarted("b"),
        RunEventJson.Form("a"),
        RunEventJson.Form("b"),
        RunEventJson.Paused(0.5, "a", "b"),
    ];

    [Theory(Timeout = 30_000)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public async Task Two_forms_are_answered_to_the_end_of_the_run_in_the_loop_and_behind_it(bool isInLoop, bool hasFilledEvents)
    {
        using var server = new ScriptedRun();
        server.Stream(TwoForms);
        ScriptedStream second = server.Stream(RunEventJson.Snapshot("b", "a"));
        server.OnSubmit = token => second.Send(token == "token-a"
            ? [RunEventJson.Resumed(), RunEventJson.NodeStarted(
                "b"), RunEventJson.NodeStarted("a"), .. Filled("a"), RunEventJson.Form("b"), RunEventJson.Paused(0.25, "b")]
            : [RunEventJson.Resumed(), RunEventJson.NodeStarted("b"), .. Filled("b"), EventJson.Text("done"), RunEventJson.Finished(
                "succeeded", outputs: new { text = "done" })]);
        await using WorkflowRun run = await server.StartAsync();
        var told = new List<WorkflowStreamEvent>();
        if (isInLoop)
        {
            told.AddRange(await server.ReadAsync(run, next => next is HumanInputRequiredEvent form
                ? run.SubmitAsync(form, "ok", cancellationToken: server.Bound)
                : Task.CompletedTask));
        }
        else
        {
            do
            {
                told.AddRange(await server.ReadAsync(run));
                foreach (HumanInputRequiredEvent form in run.Outcome!.Forms)
                {
                    await run.SubmitAsync(form, "ok", cancellationToken: server.Bound);
                }
            }
            while (run.Outcome is not { IsSuccess: true });
        }

        Assert.Equal((WorkflowRunStatus.Succeeded, "done", true), (run.Outcome!.Status, run.Outcome.Text, run.Outcome.TextIsComplete));
        Assert.Equal(TimeSpan.FromSeconds(1.75), run.Outcome.Elapsed);
        Assert.Equal(["a", "b"], told.OfType<HumanInputRequiredEvent>().Select(form => form.Data.NodeId));
        Assert.Equal(["a", "b", "b", "a", "b"], told.OfType<NodeStartedEvent>().Select(node => node.Data.NodeId));
        Assert.Equal(["a", "b"], told.OfType<NodeFinishedEvent>().Select(node => node.Data.NodeId));
        Assert.Equal(2, told.OfType<WorkflowPausedEvent>().Count());
        Assert.All(
            told.OfType<NodeFinishedEvent>(),
            node => Assert.Equal(("ok", "yes"), (node.Data.HumanInput!.ActionId, (string?)node.Data.HumanInput.Answers["comment"])));
        Assert.Equal(1, server.MostOpen);
        Assert.Equal(1, server.Count($"GET {ScriptedRun.EventsPath}"));

        string[] Filled(string node)
            => [.. hasFilledEvents ? [RunEventJson.Filled(node)] : Array.Empty<string>(), RunEventJson.NodeFinished(
                node, new { comment = "yes", __action_id = "ok", __action_value = "Ok" })];
    }

    [Fact(Timeout = 30_000)]
    public async Task An_accepted_form_is_not_offered_again_and_one_that_others_answered_goes_with_the_next_pause()
    {
        using var server = new ScriptedRun();
        server.Stream(
            EventJson.Started(),
            RunEventJson.Form("a"),
            RunEventJson.Form("b"),
            RunEventJson.Form("c"),
            RunEventJson.Paused(1, "a", "b", "c"));
        ScriptedStream second = server.Stream(RunEventJson.Snapshot("c", "a", "b"));
        server.OnSubmit = _ => second.Send(RunEventJson.Resumed(), RunEventJson.Paused(1, "c"));
        await using WorkflowRun run = await server.StartAsync();
        WorkflowOutcome first = await run.WaitAsync(server.Bound);
        await run.SubmitAsync(first.Forms[0], "ok", cancellationToken: server.Bound);

        Assert.Equal(["b", "c"], run.Outcome!.Forms.Select(form => form.Data.NodeId));
        Assert.Equal(["c"], (await run.WaitAsync(server.Bound)).Forms.Select(form => form.Data.NodeId));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_second_answer_waits_until_the_run_has_paused_again_and_no_longer_than_something_is_heard_of_it()
    {
        using var server = new ScriptedRun();
        server.Stream(TwoForms);
        ScriptedStream second = server.Stream(RunEventJson.Snapshot("a", "b"));
        server.Record.Clear();
        server.Record.Enqueue(RunEventJson.Record("running"));
        await using WorkflowRun run = await server.StartAsync();
        IReadOnlyList<HumanInputRequiredEvent> forms = (await run.WaitAsync(server.Bound)).Forms;
        await run.SubmitAsync(forms[0], "ok", cancellationToken: server.Bound);
        Task held = run.SubmitAsync(forms[1], "ok", cancellationToken: server.Bound);
        second.Send(RunEventJson.Resumed(), RunEventJson.NodeStarted("x", "code"));
        await server.Clock.AdvanceUntilAsync(
            server.WaitForAsync($"GET {ScriptedRun.RecordPath}"), TimeSpan.FromMilliseconds(1), server.Bound);

        Assert.Equal((false, 0), (held.IsCompleted, server.Count("POST /v1/form/human_input/token-b")));
        await server.Clock.AdvanceUntilAsync(held, TimeSpan.FromSeconds(1), server.Bound);
        Assert.Equal(1, server.Count("POST /v1/form/human_input/token-b"));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_form_that_expired_is_named_by_the_outcome_and_the_run_goes_on_without_it()
    {
        using var server = new ScriptedRun();
        server.Stream(EventJson.Started(), RunEventJson.Form("a"), RunEventJson.Paused(1, "a"));
        ScriptedStream second = server.Stream(RunEventJson.Snapshot("a"));
        server.Forms["POST token-a"] = (412, """{"code":"human_input_form_expired","message":"m","status":412}""");
        server.OnSubmit = _ => second.Send(
            RunEventJson.Resumed(),
            RunEventJson.NodeStarted("a"),
            RunEventJson.NodeFinished("a", new { __action_id = "", __rendered_content = "Ok?" }),
            RunEventJson.Finished("succeeded", outputs: new { }));
        await using WorkflowRun run = await server.StartAsync();
        WorkflowOutcome paused = await run.WaitAsync(server.Bound);
        var refused = await Assert.ThrowsAsync<DifyInvalidRequestException>(
            () => run.SubmitAsync(paused.Forms[0], "ok", cancellationToken: server.Bound));
        WorkflowOutcome outcome = await run.WaitAsync(server.Bound);

        Assert.Equal(DifyErrorCode.HumanInputFormExpired, refused.Code);
        Assert.True(outcome.IsSuccess);
        Assert.Equal("token-a", Assert.Single(outcome.ExpiredForms).Data.FormToken);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("", "token-a")]
    [InlineData("ok")]
    public async Task The_end_of_its_node_closes_a_form_where_no_event_of_its_own_tells_how(string action, params string[] expired)
    {
        using var server = new ScriptedRun();
        server.Stream(
            EventJson.Started(),
            RunEventJson.Form("a"),
            RunEventJson.Form("b"),
            RunEventJson.NodeFinished("a", new { __action_id = action }),
            RunEventJson.Paused(1));
        await using WorkflowRun run = await server.StartAsync();
        WorkflowOutcome paused = await run.WaitAsync(server.Bound);

        Assert.Equal("token-b", Assert.Single(paused.Forms).Data.FormToken);
        Assert.Equal(expired, paused.ExpiredForms.Select(form => form.Data.FormToken));
    }

    [Theory(Timeout = 30_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_form_that_was_closed_unheard_is_known_by_its_own_answer(bool hasExpired)
    {
        using var server = new ScriptedRun();
        ScriptedStream first = server.Stream(EventJson.Started(), RunEventJson.NodeStarted("a"), RunEventJson.Form("a"));
        string finished = RunEventJson.Finished("succeeded", outputs: new { });
        server.Stream(EventJson.Started(), RunEventJson.StartedRow("a"), RunEventJson.FinishedRow("a", "succeeded"), finished);
        server.Forms["GET token-a"] =
            (412, $$"""{"code":"human_input_form_{{(hasExpired ? "expired" : "submitted")}}","message":"m","status":412}""");
        await using WorkflowRun run = await server.StartAsync();
        first.End();
        WorkflowOutcome outcome = await run.WaitAsync(server.Bound);

        Assert.True(outcome.IsSuccess);
        Assert.Equal(hasExpired ? ["token-a"] : [], outcome.ExpiredForms.Select(form => form.Data.FormToken));
    }

    [Theory(Timeout = 30_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_run_that_was_answered_and_that_nobody_stopped_names_the_fault_of_the_server(bool isToldToGoOn)
    {
        using var server = new ScriptedRun();
        server.Stream(EventJson.Started(), RunEventJson.Form("a"), RunEventJson.Paused(1, "a"));
        ScriptedStream second = server.Stream(RunEventJson.Snapshot("a"));
        string end = RunEventJson.Finished("stopped", "Stopped by user.");
        server.OnSubmit = _ => second.Send(isToldToGoOn ? [RunEventJson.Resumed(), end] : [end]);
        await using WorkflowRun run = await server.StartAsync();
        await run.SubmitAsync((await run.WaitAsync(server.Bound)).Forms[0], "ok", cancellationToken: server.Bound);
        WorkflowOutcome outcome = await run.WaitAsync(server.Bound);

        Assert.Equal(WorkflowRunStatus.Stopped, outcome.Status);
        Assert.Contains("1.16.0 and 1.16.1", outcome.ServerFault, StringComparison.Ordinal);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stopped_run_that_others_answered_names_the_fault_of_the_server_and_one_without_a_pause_does_not(bool wasAnswered)
    {
        using var server = new ScriptedRun();
        string end = RunEventJson.Finished("stopped", "Stopped by user.");
        server.Stream(wasAnswered ? [EventJson.Started(), RunEventJson.Resumed(), end] : [EventJson.Started(), end]);
        await using WorkflowRun run = await server.Client.ResumeWorkflowAsync(EventJson.RunId, "user-1", cancellationToken: server.Bound);
        WorkflowOutcome outcome = await run.WaitAsync(server.Bound);

        Assert.Equal((WorkflowRunStatus.Stopped, wasAnswered), (outcome.Status, outcome.ServerFault is not null));
    }

    [Fact(Timeout = 30_000)]
    public async Task An_error_before_the_end_of_a_resumed_run_is_no_mistake_of_the_caller_and_the_record_decides()
    {
        using var server = new ScriptedRun();
        server.Stream(EventJson.Started(), RunEventJson.Form("a"), RunEventJson.Paused(1, "a"));
        ScriptedStream second = server.Stream(RunEventJson.Snapshot("a"));
        server.Record.Clear();
        server.Record.Enqueue(RunEventJson.Record("succeeded", outputs: new { answer = 42 }));
        server.OnSubmit = _ => second.Send(
            """{"event":"error","workflow_run_id":null,"code":"invalid_param","message":"Workflow task already active","status":400}""",
            RunEventJson.Finished("failed", "Workflow stream ended without a terminal event"));
        await using WorkflowRun run = await server.StartAsync();
        await run.SubmitAsync((await run.WaitAsync(server.Bound)).Forms[0], "ok", cancellationToken: server.Bound);
        WorkflowOutcome outcome = await run.WaitAsync(server.Bound);

        Assert.Equal((WorkflowRunStatus.Succeeded, 42), (outcome.Status, (int)outcome.Outputs!["answer"]!));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_stop_of_a_paused_run_is_told_at_once_to_have_no_effect()
    {
        using var server = new ScriptedRun();
        server.Stream(EventJson.Started(), RunEventJson.Form("a"), RunEventJson.Paused(1, "a"));
        server.Record.Clear();
        server.Record.Enqueue(RunEventJson.Record("paused"));
        server.Record.Enqueue(null);
        server.Record.Enqueue(RunEventJson.Record("running"));
        await using WorkflowRun run = await server.StartAsync();
        await run.WaitAsync(server.Bound);
        var paused = await Assert.ThrowsAsync<InvalidOperationException>(() => run.StopAsync(confirm: true, server.Bound));
        var unread = await Assert.ThrowsAsync<InvalidOperationException>(() => run.StopAsync(confirm: true, server.Bound));

        Assert.NotEqual(paused.Message, unread.Message);
        Assert.IsType<DifyServerException>(unread.InnerException);
        Assert.Equal(0, server.Count("POST /v1/workflows/tasks/task-1/stop"));

        // Somebody else has answered meanwhile, so that there is something to stop.
        await run.StopAsync(cancellationToken: server.Bound);
        Assert.Equal(1, server.Count("POST /v1/workflows/tasks/task-1/stop"));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_stop_that_the_run_escapes_by_a_pause_is_not_waited_for()
    {
        using var server = new ScriptedRun();
        server.Stream(EventJson.Started());
        server.Record.Clear();
        server.Record.Enqueue(RunEventJson.Record("paused"));
        await using WorkflowRun run = await server.StartAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => run.StopAsync(confirm: true, server.Bound));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("running", "running")]
    [InlineData(null, "could not be read")]
    public async Task An_unconfirmed_stop_says_what_the_record_says(string? status, string words)
    {
        using var server = new ScriptedRun();
        server.Stream(EventJson.Started());
        server.Record.Clear();
        server.Record.Enqueue(status is null ? null : RunEventJson.Record(status));
        await using WorkflowRun run = await server.StartAsync();
        Task stop = run.StopAsync(confirm: true, server.Bound);
        await server.Clock.AdvanceUntilAsync(stop, TimeSpan.FromMilliseconds(500), server.Bound);

        Assert.Contains(words, (await Assert.ThrowsAsync<DifyTimeoutException>(() => stop)).Message, StringComparison.Ordinal);
    }
}
