using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Dify.Generated.Tests.Recordings;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Runs;

/// <summary>Runs that wait for people: the pause, its forms, and how the same loop goes on.</summary>
public sealed class HumanInputTests
{
    [Fact(Timeout = 30_000)]
    public async Task A_form_that_is_sent_in_lets_the_same_loop_go_on_over_several_pauses()
    {
        await using var session = new RunSession(run => run
            .Started()
                .Text("a")
                .Pause(new PauseForm { NodeId = "first", Inputs = [new("comment")] })
                .Text("b")
                .Pause(new PauseForm { NodeId = "second" })
                .Text("c")
                .Finish(new { done = true }));
        await using WorkflowRun run = await session.StartAsync();
        IReadOnlyList<WorkflowStreamEvent> events = await session.ReadAsync(run, next => next is HumanInputRequiredEvent form
            ? run.SubmitAsync(
                form, form.Data.NodeId == "first" ? "approve" : "reject",
                form.Data.NodeId == "first" ? new HumanInputAnswers { ["comment"] = "fine" } : null, session.Bound)
            : Task.CompletedTask);

        Assert.Equal(
            [
                "workflow_started initial",
                "text_chunk a", "node_started first Human input", "human_input_required first", "workflow_paused",
                "workflow_started resumption", "node_started first Human input", "human_input_form_filled first approve",
                "node_finished first succeeded",
                "text_chunk b", "node_started second Human input", "human_input_required second", "workflow_paused",
                "workflow_started resumption", "node_started second Human input", "human_input_form_filled second reject",
                "node_finished second succeeded", "text_chunk c",
            ],
            events.Take(events.Count - 1).Select(EventKey.Of));
        Assert.IsType<WorkflowFinishedEvent>(events[^1]);
        Assert.Equal((WorkflowRunStatus.Succeeded, "abc"), (run.Outcome!.Status, run.Outcome.Text));
        Assert.Equal((1, 0), (session.Starts, session.Stops));
        RecordedRequest submission = session.Server.Requests.First(
            request => request.Method == "POST" && request.Path.StartsWith("/form/", StringComparison.Ordinal));
        Assert.Equal("{\"inputs\":{\"comment\":\"fine\"},\"action\":\"approve\",\"user\":\"user-1\"}", submission.BodyText);
        await run.DisposeAsync();
        Assert.Equal(0, session.Stops);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_pause_that_nobody_answers_is_an_outcome_with_its_forms_and_can_be_answered_later()
    {
        await using var session = new RunSession(
            run => run.Started().Pause(new PauseForm { NodeId = "n", Content = "Ok?" }).Finish(new { done = true }));
        await using WorkflowRun run = await session.StartAsync();
        WorkflowOutcome paused = await run.WaitAsync(session.Bound);

        Assert.Equal((WorkflowRunStatus.Paused, false), (paused.Status, paused.IsSuccess));
        HumanInputRequiredEvent form = Assert.Single(paused.Forms);
        Assert.Equal(("n", "Ok?"), (form.Data.NodeId, form.Data.FormContent));

        // Without an answer there is nothing more to read.
        Assert.Same(paused, await run.WaitAsync(session.Bound));
        await run.SubmitAsync(form, "approve", cancellationToken: session.Bound);
        Assert.True((await run.WaitAsync(session.Bound)).IsSuccess);
        Assert.Equal(1, session.Starts);
    }

    public static TheoryData<int, Answering, string> Loops
    {
        get
        {
            var rows = new TheoryData<int, Answering, string>();
            foreach (string version in (string[])["1.14.2", DifyTestServerOptions.NewestServerVersion])
            {
                foreach (Answering answering in Enum.GetValues<Answering>())
                {
                    foreach (int forms in (int[])[1, 2, 3])
                    {
                        rows.Add(forms, answering, version);
                    }
                }
            }

            return rows;
        }
    }

    [Theory(Timeout = 30_000)]
    [MemberData(nameof(Loops))]
    public async Task While_a_run_is_paused_its_forms_are_answered_together_apart_or_by_others(
        int forms, Answering answering, string version)
    {
        PauseForm[] asked =
        [
            new() { NodeId = "a", Inputs = [new("picture", "file"), new("comment")] },
            new() { NodeId = "b", Inputs = [new("papers", "file-list"), new("choice", "select") { Options = ["one", "two"] }] },
            new() { NodeId = "c" },
        ];
        await using var session = new RunSession(
            run => run.Started().Pause(asked[..forms]).Text("behind").Finish(new { done = true }),
            standIn: new DifyTestServerOptions { ServerVersion = version, AnsweredRunsEndStopped = false });
        await using WorkflowRun run = await session.StartAsync();
        var answered = new List<string>();
        WorkflowOutcome outcome;
        while ((outcome = await run.WaitAsync(session.Bound)).Status == WorkflowRunStatus.Paused)
        {
            foreach (HumanInputRequiredEvent form in answering == Answering.Apart ? outcome.Forms.Take(1) : outcome.Forms)
            {
                answered.Add(form.Data.NodeId);
                if (answering == Answering.ByOthers || (answering == Answering.LastOnly && form != outcome.Forms[^1]))
                {
                    var answer = new SubmitWorkflowHumanInputFormRequest
                    {
                        Action = "approve",
                        Inputs = FormAnswers.For(form).ToJson(),
                        User = "user-2",
                    };
                    await session.Client.SubmitWorkflowHumanInputFormAsync(form.Data.FormToken!, answer, session.Bound);
                    if (answering == Answering.LastOnly)
                    {
                        continue;
                    }

                    var late = await Assert.ThrowsAsync<DifyInvalidRequestException>(
                        () => run.SubmitAsync(form, "approve", FormAnswers.For(form), session.Bound));
                    Assert.Equal(DifyErrorCode.HumanInputFormSubmitted, late.Code);
                }
                else
                {
                    await run.SubmitAsync(form, "approve", FormAnswers.For(form), session.Bound);
                }
            }
        }

        Assert.Equal((WorkflowRunStatus.Succeeded, null), (outcome.Status, outcome.ServerFault));
        Assert.Equal(asked[..forms].Select(form => form.NodeId), answered.Order());
        Assert.Equal((1, 0), (session.Starts, session.Stops));
    }

    [Fact(Timeout = 30_000)]
    public async Task Several_forms_of_one_pause_are_all_delivered_and_all_answered()
    {
        await using var session = new RunSession(
            run => run.Started().Pause(new PauseForm { NodeId = "a" }, new PauseForm { NodeId = "b" }).Finish());
        await using WorkflowRun run = await session.StartAsync();
        IReadOnlyList<WorkflowStreamEvent> events = await session.ReadAsync(
            run, next => next is HumanInputRequiredEvent form
                ? run.SubmitAsync(form, "approve", cancellationToken: session.Bound)
                : Task.CompletedTask);

        Assert.Equal(2, events.OfType<HumanInputRequiredEvent>().Count());
        Assert.Equal(["a", "b"], events.OfType<HumanInputFormFilledEvent>().Select(filled => filled.Data.NodeId));
        Assert.True(run.Outcome!.IsSuccess);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_pause_tells_only_the_forms_that_are_open()
    {
        await using var session = new RunSession(
            run => run.Started().Pause(new PauseForm { NodeId = "a" }).Pause(new PauseForm { NodeId = "b" }).Finish());
        await using WorkflowRun run = await session.StartAsync();
        WorkflowOutcome first = await run.WaitAsync(session.Bound);
        await run.SubmitAsync(Assert.Single(first.Forms), "approve", cancellationToken: session.Bound);
        WorkflowOutcome second = await run.WaitAsync(session.Bound);

        Assert.Equal("b", Assert.Single(second.Forms).Data.NodeId);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_paused_run_of_another_process_is_answered_and_followed()
    {
        await using var session = new RunSession(
            run => run.Started().Text("lost").Pause(new PauseForm { NodeId = "n" }).Text("b").Finish());
        await using WorkflowRun first = await session.StartAsync();
        await first.WaitAsync(session.Bound);
        await using WorkflowRun again = await session.Client.ResumeWorkflowAsync(
            first.WorkflowRunId!, "user-1", cancellationToken: session.Bound);
        WorkflowOutcome paused = await again.WaitAsync(session.Bound);
        await again.SubmitAsync(Assert.Single(paused.Forms), "reject", cancellationToken: session.Bound);
        WorkflowOutcome outcome = await again.WaitAsync(session.Bound);

        Assert.Equal((WorkflowRunStatus.Succeeded, "b"), (outcome.Status, outcome.Text));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_drop_after_a_form_was_sent_in_is_taken_up_again()
    {
        await using var session = new RunSession(
            run => run.Started().Pause().WaitForReader().Text("b").Drop().WaitForReader().Text("c").Finish());
        await using WorkflowRun run = await session.StartAsync();
        IReadOnlyList<WorkflowStreamEvent> events = await session.ReadAsync(
            run, next => next is HumanInputRequiredEvent form
                ? run.SubmitAsync(form, "approve", cancellationToken: session.Bound)
                : Task.CompletedTask);

        Assert.Equal(["b", "c"], events.OfType<TextChunkEvent>().Select(chunk => chunk.Data.Text));
        Assert.Single(events.OfType<HumanInputRequiredEvent>());
        Assert.Single(events.OfType<WorkflowPausedEvent>());
        Assert.True(run.Outcome!.IsSuccess);
    }

    [Fact(Timeout = 30_000)]
    public async Task Leaving_after_a_form_was_sent_in_stops_the_run()
    {
        await using var session = new RunSession(run => run.Started().Pause().WaitForStop());
        WorkflowRun run = await session.StartAsync();
        WorkflowOutcome paused = await run.WaitAsync(session.Bound);
        await run.SubmitAsync(paused.Forms[0], "approve", cancellationToken: session.Bound);
        await run.DisposeAsync();

        Assert.Equal(1, session.Stops);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_form_without_a_token_is_refused_before_anything_is_sent()
    {
        await using var session = new RunSession(run => run.Started().Pause(new PauseForm { HasToken = false }).Finish());
        await using WorkflowRun run = await session.StartAsync();
        WorkflowOutcome paused = await run.WaitAsync(session.Bound);
        int before = session.Server.Requests.Count;
        var failure = await Assert.ThrowsAsync<ArgumentException>(
            () => run.SubmitAsync(Assert.Single(paused.Forms), "approve", cancellationToken: session.Bound));

        Assert.Contains("token", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, session.Server.Requests.Count);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("unknown", "approve")]
    [InlineData("", "action")]
    public async Task An_action_that_the_form_does_not_have_is_refused_with_those_it_has(string action, string named)
    {
        await using var session = new RunSession(run => run.Started().Pause().Finish());
        await using WorkflowRun run = await session.StartAsync();
        WorkflowOutcome paused = await run.WaitAsync(session.Bound);
        var failure = await Assert.ThrowsAsync<ArgumentException>(
            () => run.SubmitAsync(paused.Forms[0], action, cancellationToken: session.Bound));

        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(session.Server.Requests, request => request.Path.StartsWith("/form/", StringComparison.Ordinal));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_form_sent_in_twice_is_refused_by_its_code_and_the_run_goes_on()
    {
        await using var session = new RunSession(run => run.Started().Pause().Finish());
        await using WorkflowRun run = await session.StartAsync();
        WorkflowOutcome paused = await run.WaitAsync(session.Bound);
        await using WorkflowRun other = await session.Client.ResumeWorkflowAsync(
            run.WorkflowRunId!, "user-1", cancellationToken: session.Bound);
        await other.SubmitAsync(paused.Forms[0], "approve", cancellationToken: session.Bound);
        var failure = await Assert.ThrowsAsync<DifyInvalidRequestException>(
            () => run.SubmitAsync(paused.Forms[0], "approve", cancellationToken: session.Bound));

        Assert.Equal(DifyErrorCode.HumanInputFormSubmitted, failure.Code);
        Assert.True((await run.WaitAsync(session.Bound)).IsSuccess);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(404, "not_found")]
    [InlineData(400, "invalid_form_data")]
    public async Task A_form_that_the_server_refuses_stays_where_it_is(int status, string code)
    {
        await using var session = new RunSession(run => run.Started().Pause().Finish());
        session.Server.RespondOnce("POST", "/form/human_input/{form_token}", TestReply.Problem(status, code, "no"));
        await using WorkflowRun run = await session.StartAsync();
        WorkflowOutcome paused = await run.WaitAsync(session.Bound);
        var failure = await Assert.ThrowsAnyAsync<DifyApiException>(
            () => run.SubmitAsync(paused.Forms[0], "approve", cancellationToken: session.Bound));

        Assert.Equal(code, failure.Code.Value);
        Assert.Same(paused, await run.WaitAsync(session.Bound));
        await run.SubmitAsync(paused.Forms[0], "approve", cancellationToken: session.Bound);
        Assert.True((await run.WaitAsync(session.Bound)).IsSuccess);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_form_that_expires_lets_the_run_go_on_without_it()
    {
        await using var session = new RunSession(
            run => run.Started().Pause(new PauseForm { ExpiresAfter = TimeSpan.FromMilliseconds(1) }).WaitForReader().Finish());
        await using WorkflowRun run = await session.StartAsync();
        await run.WaitAsync(session.Bound);
        await session.Server.Runs[0].WaitForStatusAsync("running", session.Bound);
        await using WorkflowRun again = await session.Client.ResumeWorkflowAsync(
            run.WorkflowRunId!, "user-1", cancellationToken: session.Bound);
        IReadOnlyList<WorkflowStreamEvent> events = await session.ReadAsync(again);

        Assert.Equal("human_input", Assert.Single(events.OfType<HumanInputFormTimeoutEvent>()).Data.NodeId);
        Assert.True(again.Outcome!.IsSuccess);
    }

    [Fact]
    public void Answers_are_written_as_the_form_takes_them()
    {
        var answers = new HumanInputAnswers { { "comment", "fine" }, { "choice", "a" }, { "none", null } };
        answers.SetFile("one", new InputFileObject { Type = "image", TransferMethod = "local_file", UploadFileId = "f1" });
        answers.SetFiles("many", new InputFileObject
        {
            Type = "document",
            TransferMethod = "remote_url",
            Url = new Uri("https://example.com/a.pdf").ToString(),
        });

        Assert.Equal(
            "{\"comment\":\"fine\",\"choice\":\"a\",\"none\":null,\"one\":{\"type\":\"image\",\"transfer_method\":\"local_file\",\"upload_file_id\":\"f1\"},"
            + "\"many\":[{\"type\":\"document\",\"transfer_method\":\"remote_url\",\"url\":\"https://example.com/a.pdf\"}]}",
            answers.ToJson().ToString(Newtonsoft.Json.Formatting.None));
        Assert.Equal("fine", (string?)answers["comment"]);
        Assert.Null(answers["unknown"]);
        Assert.Equal(5, answers.Count());
        ((JObject)answers).RemoveAll();
        Assert.Equal(5, answers.Count());
        Assert.Throws<ArgumentException>(() => answers.Add("", "x"));
        Assert.Throws<ArgumentException>(() => answers.SetFile("f", new InputFileObject { Type = "image", TransferMethod = "local_file" }));
        Assert.Throws<ArgumentNullException>(() => answers.SetFiles("f", null!));
    }
}
