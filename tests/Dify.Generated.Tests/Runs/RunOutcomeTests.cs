using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Dify.Generated.Tests.Clients;
using Dify.Generated.Tests.Streaming;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Runs;

/// <summary>A run from its start to its outcome.</summary>
public sealed class RunOutcomeTests
{
    [Fact(Timeout = 30_000)]
    public async Task The_ids_are_known_before_the_first_event_is_read()
    {
        await using var session = new RunSession(run => run.Text("early").Started().Text("late").Finish());
        await using WorkflowRun run = await session.StartAsync();

        Assert.Equal((session.Server.Runs[0].TaskId, session.Server.Runs[0].RunId), (run.TaskId, run.WorkflowRunId));
        Assert.Null(run.Outcome);
        Assert.Equal(
            ["text_chunk early", "workflow_started initial", "text_chunk late", "workflow_finished succeeded {}"],
            (await session.ReadAsync(run)).Select(EventKey.Of));
    }

    [Fact(Timeout = 30_000)]
    public async Task Waiting_gives_all_that_the_events_told()
    {
        await using var session = new RunSession(run => run
            .Started()
                .Text("Hel")
                .NodeStarted("n1")
                .Text("lo")
                .NodeFinished("n1")
                .Reasoning("no text")
                .Finish(new { answer = 42, at = "2024-01-01T00:00:00Z" }, totalTokens: 12));
        await using WorkflowRun run = await session.StartAsync();
        WorkflowOutcome outcome = await run.WaitAsync(session.Bound);

        Assert.Same(outcome, run.Outcome);
        Assert.Equal(WorkflowRunStatus.Succeeded, outcome.Status);
        Assert.True(outcome.IsSuccess);
        Assert.Equal("Hello", outcome.Text);
        Assert.Equal("{\"answer\":42,\"at\":\"2024-01-01T00:00:00Z\"}", outcome.Outputs!.ToString(Newtonsoft.Json.Formatting.None));
        Assert.Equal((12L, 1L), (outcome.TotalTokens, outcome.TotalSteps));
        Assert.Equal((run.TaskId, run.WorkflowRunId), (outcome.TaskId, outcome.WorkflowRunId));
        Assert.NotNull(outcome.Elapsed);
        Assert.NotNull(outcome.CreatedAt);
        Assert.NotNull(outcome.FinishedAt);
        Assert.Null(outcome.Error);
        Assert.Empty(outcome.Forms);
        Assert.Equal($"{run.WorkflowRunId} succeeded", outcome.ToString());
    }

    [Fact(Timeout = 30_000)]
    public async Task A_failed_run_is_an_outcome_and_no_exception()
    {
        await using var session = new RunSession(run => run.Started().Fail("The model is away."));
        await using WorkflowRun run = await session.StartAsync();
        WorkflowOutcome outcome = await run.WaitAsync(session.Bound);

        Assert.Equal((WorkflowRunStatus.Failed, "The model is away.", false), (outcome.Status, outcome.Error, outcome.IsSuccess));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_partly_successful_run_says_how_many_nodes_failed()
    {
        await using var session = new RunSession(run => run.Started().PartialSuccess(new { a = 1 }, exceptionsCount: 3));
        await using WorkflowRun run = await session.StartAsync();
        WorkflowOutcome outcome = await run.WaitAsync(session.Bound);

        Assert.Equal((WorkflowRunStatus.PartialSucceeded, 3L, true), (outcome.Status, outcome.ExceptionsCount, outcome.IsSuccess));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_replaced_text_takes_the_place_of_what_came_before()
    {
        await using var session = new RunSession(
            run => run.Started().Text("bad").Event("text_replace", new { data = new { text = "good" } }).Text("!").Finish());
        await using WorkflowRun run = await session.StartAsync();

        Assert.Equal("good!", (await run.WaitAsync(session.Bound)).Text);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_run_by_workflow_id_is_followed_like_any_other()
    {
        await using var session = new RunSession(run => run.Started().Finish());
        await using WorkflowRun run = await session.Client.StartWorkflowByIdAsync(
            session.Server.WorkflowId,
            new WorkflowExecutionRequest { Inputs = new JObject { ["a"] = 1 }, User = "user-1" },
            cancellationToken: session.Bound);

        Assert.True((await run.WaitAsync(session.Bound)).IsSuccess);
        Assert.Equal($"/workflows/{session.Server.WorkflowId}/run", session.Server.Requests[0].Path);
        Assert.Equal("streaming", (string?)JObject.Parse(session.Server.Requests[0].BodyText)["response_mode"]);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(ErrorShape.Pipeline, "invalid_param", 400)]
    [InlineData(ErrorShape.WorkerSetup, "", 500)]
    [InlineData(ErrorShape.Documented, "invalid_param", 400)]
    public async Task An_error_event_is_an_exception_in_each_of_its_forms_and_closes_the_stream(ErrorShape shape, string code, int status)
    {
        await using var session = new RunSession(run => run.Started()
            .Text("a")
            .Error("invalid_param", shape == ErrorShape.WorkerSetup ? 500 : 400, "secret text", shape)
            .PingsAfterError(3));
        await using WorkflowRun run = await session.StartAsync();
        var seen = new List<WorkflowStreamEvent>();
        var failure = await Assert.ThrowsAsync<WorkflowRunException>(() => session.ReadAsync(run, next =>
        {
            seen.Add(next);
            return Task.CompletedTask;
        }));

        Assert.Equal((code, status, 2L), (failure.Code.Value, failure.StatusCode, failure.EventsReceived));
        Assert.Equal((run.TaskId, run.WorkflowRunId), (failure.TaskId, failure.WorkflowRunId));
        Assert.Equal("secret text", failure.ServerMessage);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
        Assert.Equal(2, seen.Count);
        await session.Server.Runs[0].WaitForOpenStreamsAsync(0, session.Bound);

        // A run that the server has ended is neither stopped nor taken up again.
        await run.DisposeAsync();
        Assert.Equal((1, 0, 0), (session.Starts, session.Stops, session.Resumes));
    }

    [Fact(Timeout = 30_000)]
    public async Task An_error_before_the_start_comes_from_the_start()
    {
        await using var session = new RunSession(run => run.Error("", 500, "Input is required.", ErrorShape.WorkerSetup));
        var failure = await Assert.ThrowsAsync<DifyInvalidRequestException>(() => session.StartAsync());

        Assert.Equal((400, "invalid_param", false), (failure.StatusCode, failure.Code.Value, failure.IsTransient));
        await session.Server.Runs[0].WaitForOpenStreamsAsync(0, session.Bound);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("invalid_param", 400)]
    [InlineData("not_workflow_app", 400)]
    [InlineData("completion_request_error", 400)]
    [InlineData("provider_quota_exceeded", 400)]
    [InlineData("unauthorized", 401)]
    [InlineData("forbidden", 403)]
    [InlineData("not_found", 404)]
    [InlineData("too_many_requests", 429)]
    [InlineData("rate_limit_error", 429)]
    [InlineData("internal_server_error", 500)]
    [InlineData("plugin_runtime_error", 502)]
    [InlineData("canary_code", 400)]
    public async Task An_error_with_a_code_before_the_start_is_the_exception_of_a_blocking_call(string code, int status)
    {
        foreach (bool isNamed in (bool[])[false, true])
        {
            string id = isNamed ? $"\"{SampleId.Run}\"" : "null";
            var handler = new StubHandler(async (request, _) =>
                (await request.Content!.ReadAsStringAsync()).Contains("streaming", StringComparison.Ordinal)
                    ? StubHandler.Answer(200, "text/event-stream", Encoding.UTF8.GetBytes(EventJson.Frame(
                        $$"""{"event":"error","workflow_run_id":{{id}},"code":"{{code}}","message":"m","status":{{status}}}""")))
                    : StubHandler.Problem(status, code));
            using DifyWorkflowClient client = handler.CreateClient(options => options.Retry.MaxRetries = 0);
            Exception streaming = (await Record.ExceptionAsync(() => client.StartWorkflowAsync(Samples.Run())))!;
            Exception blocking = (await Record.ExceptionAsync(() => client.ExecuteWorkflowAsync(Samples.Run())))!;

            // An error event that names its run is told with it.
            Assert.Equal(isNamed ? typeof(WorkflowRunException) : blocking.GetType(), streaming.GetType());
            Assert.Equal(Facts(blocking), Facts(streaming));
            Assert.Equal(isNamed ? null : (blocking as DifyRateLimitException)?.Kind, (streaming as DifyRateLimitException)?.Kind);
        }

        static (string, int, bool, string?) Facts(Exception exception)
        {
            var failure = Assert.IsAssignableFrom<DifyApiException>(exception);
            return (failure.Code.Value, failure.StatusCode, failure.IsTransient, failure.ServerMessage);
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task A_code_that_no_document_names_is_server_text_and_stays_out_of_the_message()
    {
        await using var session = new RunSession(run => run.Started().Error("canary_code", 400, "no"));
        await using WorkflowRun run = await session.StartAsync();
        var failure = await Assert.ThrowsAsync<WorkflowRunException>(() => run.WaitAsync(session.Bound));

        Assert.Equal("canary_code", failure.Code.Value);
        Assert.DoesNotContain("canary", failure.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_failure_is_told_again_to_who_asks_again()
    {
        await using var session = new RunSession(run => run.Started().Error("invalid_param", 400, "no"));
        await using WorkflowRun run = await session.StartAsync();
        var first = await Assert.ThrowsAsync<WorkflowRunException>(() => run.WaitAsync(session.Bound));
        var second = await Assert.ThrowsAsync<WorkflowRunException>(() => run.WaitAsync(session.Bound));

        Assert.Equal(first.Code, second.Code);
    }

    [Fact(Timeout = 30_000)]
    public async Task An_outcome_can_be_asked_for_again_even_after_disposal()
    {
        await using var session = new RunSession(run => run.Started().Finish());
        WorkflowRun run = await session.StartAsync();
        WorkflowOutcome outcome = await run.WaitAsync(session.Bound);
        await run.DisposeAsync();
        await run.DisposeAsync();

        Assert.Same(outcome, await run.WaitAsync(session.Bound));
        await Assert.ThrowsAsync<InvalidOperationException>(() => session.ReadAsync(run));
        Assert.Equal(0, session.Stops);
    }

    [Fact(Timeout = 30_000)]
    public async Task Only_one_loop_at_a_time_reads()
    {
        await using var session = new RunSession(run => run.Started().WaitForStop());
        await using WorkflowRun run = await session.StartAsync();
        await using IAsyncEnumerator<WorkflowStreamEvent> first = run.Events.GetAsyncEnumerator(session.Bound);
        Assert.True(await first.MoveNextAsync());
        Task<bool> pending = first.MoveNextAsync().AsTask();
        await Assert.ThrowsAsync<InvalidOperationException>(() => run.WaitAsync(session.Bound));

        // The refused loop has left the first one as it was.
        Assert.False(pending.IsCompleted);
        Assert.Equal(0, session.Stops);
        await run.StopAsync(cancellationToken: session.Bound);
        Assert.True(await pending);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(nameof(WorkflowRunOptions.IdleTimeout))]
    [InlineData(nameof(WorkflowRunOptions.Timeout))]
    [InlineData(nameof(WorkflowRunOptions.StopTimeout))]
    [InlineData(nameof(WorkflowRunOptions.StopConfirmationTimeout))]
    [InlineData(nameof(WorkflowRunOptions.MaxResumes))]
    public async Task A_wrong_option_is_refused_by_name_before_anything_is_sent(string name)
    {
        await using var session = new RunSession();
        var options = new WorkflowRunOptions();
        System.Reflection.PropertyInfo property = typeof(WorkflowRunOptions).GetProperty(name)!;
        property.SetValue(options, property.PropertyType == typeof(int) ? -1 : TimeSpan.Zero);
        var failure = await Assert.ThrowsAsync<ArgumentException>(() => session.StartAsync(options));

        Assert.Contains(name, failure.Message, StringComparison.Ordinal);
        Assert.Empty(session.Server.Requests);
    }

    [Fact(Timeout = 30_000)]
    public async Task Options_that_are_changed_later_change_nothing()
    {
        await using var session = new RunSession(run => run.Started().WaitForStop());
        var options = new WorkflowRunOptions { OnCancel = OnCancel.LeaveRunning };
        WorkflowRun run = await session.StartAsync(options);
        options.OnCancel = OnCancel.StopRun;
        await run.DisposeAsync();

        Assert.Equal(0, session.Stops);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_refused_start_is_the_server_s_own_error()
    {
        await using var session = new RunSession();
        session.Server.Respond("POST", "/workflows/run", TestReply.Problem(400, "invalid_param", "no"));
        var failure = await Assert.ThrowsAsync<DifyInvalidRequestException>(() => session.StartAsync());

        Assert.Equal("executeWorkflowStreaming", failure.Operation);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("", "user-1")]
    [InlineData("..", "user-1")]
    [InlineData("run-1", "user-1")]
    [InlineData(SampleId.Run, "")]
    public async Task A_resumption_without_id_or_user_is_refused_before_anything_is_sent(string runId, string user)
    {
        await using var session = new RunSession();
        await Assert.ThrowsAnyAsync<ArgumentException>(
            () => session.Client.ResumeWorkflowAsync(runId, user, cancellationToken: session.Bound));

        Assert.Empty(session.Server.Requests);
    }
}
