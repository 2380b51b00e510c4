using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Clients;
using Newtonsoft.Json.Linq;
using Xunit;

namespace Dify.Generated.Tests.Doubles;

/// <summary>What the client returns can be made without it, so that code that uses the interface can be tested with a mock.</summary>
public sealed class ModelFactoryTests
{
    [Fact(Timeout = 30_000)]
    public async Task A_scripted_run_tells_its_events_and_its_outcome()
    {
        await using WorkflowRun run = await DifyModelFactory.WorkflowRunAsync(
        [
            new WorkflowStartedEvent(),
            new TextChunkEvent { Data = new TextChunkData { Text = "Hello, " } },
            new TextChunkEvent { Data = new TextChunkData { Text = "Ada" } },
            new UnknownEvent("""{"event":"of_tomorrow"}"""),
            new WorkflowFinishedEvent { Data = new WorkflowFinishedData { Status = WorkflowRunStatus.Succeeded,
                Outputs = new JObject { ["answer"] = 42 } } },
        ]);

        var events = new List<WorkflowStreamEvent>();
        await foreach (WorkflowStreamEvent next in run.Events)
        {
            events.Add(next);
        }

        Assert.Equal(["workflow_started", "text_chunk", "text_chunk", "of_tomorrow", "workflow_finished"],
            events.Select(next => next.Event));
        Assert.Equal(("0f6b1c52-5d1e-4a40-9d5e-6a1f1c9d2b37", "task-1", "Hello, Ada", 42),
            (run.WorkflowRunId, run.TaskId, run.Outcome!.Text, (int)run.Outcome.Outputs!["answer"]!));
        Assert.True(run.Outcome.IsSuccess);
    }

    [Fact(Timeout = 30_000)]
    public async Task Every_event_class_of_the_documents_can_be_scripted()
    {
        WorkflowStreamEvent[] all = [.. typeof(WorkflowStreamEvent).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(WorkflowStreamEvent)) && type != typeof(UnknownEvent) && type != typeof(ErrorEvent)
                && type != typeof(PingEvent) && type != typeof(WorkflowPausedEvent))
            .OrderBy(type => type == typeof(WorkflowFinishedEvent)).Select(type => (WorkflowStreamEvent)Activator.CreateInstance(type)!)];
        ((WorkflowFinishedEvent)all[^1]).Data.Status = WorkflowRunStatus.Succeeded;
        await using WorkflowRun run = await DifyModelFactory.WorkflowRunAsync(all);

        var told = new List<Type>();
        await foreach (WorkflowStreamEvent next in run.Events)
        {
            told.Add(next.GetType());
        }

        Assert.Equal(all.Select(next => next.GetType()), told);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_scripted_run_waits_for_its_form_and_goes_on()
    {
        var form = new HumanInputRequiredEvent { Data = new HumanInputRequiredData { FormId = "form-1", FormToken = "token-1" } };
        await using WorkflowRun run = await DifyModelFactory.WorkflowRunAsync(
        [
            new WorkflowStartedEvent(),
            form,
            new WorkflowPausedEvent(),
            new WorkflowFinishedEvent { Data = new WorkflowFinishedData { Status = WorkflowRunStatus.Succeeded } },
        ]);

        WorkflowOutcome paused = await run.WaitAsync();
        await run.SubmitAsync(paused.Forms.Single(), "approve");
        WorkflowOutcome outcome = await run.WaitAsync();

        Assert.Equal((WorkflowRunStatus.Paused, WorkflowRunStatus.Succeeded), (paused.Status, outcome.Status));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_scripted_run_can_be_stopped_cut_and_failed()
    {
        await using (WorkflowRun stopped = await DifyModelFactory.WorkflowRunAsync([new WorkflowStartedEvent()]))
        {
            await stopped.StopAsync(confirm: true);
        }

        await using WorkflowRun cut = await DifyModelFactory.WorkflowRunAsync([new WorkflowStartedEvent()],
            new WorkflowRunOptions { Resume = false });
        await Assert.ThrowsAsync<WorkflowStreamInterruptedException>(() => cut.WaitAsync());

        await using WorkflowRun failed = await DifyModelFactory.WorkflowRunAsync(
            [new WorkflowStartedEvent(), new ErrorEvent { Code = "invalid_param", Message = "no", Status = 400 }]);
        Assert.Equal(DifyErrorCode.InvalidParam, (await Assert.ThrowsAsync<WorkflowRunException>(() => failed.WaitAsync())).Code);
    }

    [Fact(Timeout = 30_000)]
    public async Task The_text_comes_piece_by_piece()
    {
        await using WorkflowRun run = await DifyModelFactory.WorkflowRunAsync("Hello");
        var pieces = new List<string>();
        await foreach (string piece in run.TextAsync())
        {
            pieces.Add(piece);
        }

        Assert.Equal(["Hello"], pieces);
        Assert.True(run.Outcome!.IsSuccess);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_run_in_one_call_gives_its_outcome()
    {
        const string Events = """
            data: {"event":"workflow_started","task_id":"t","workflow_run_id":"r","data":{}}

            data: {"event":"workflow_finished","task_id":"t","workflow_run_id":"r","data":{"status":"succeeded","outputs":{"a":1}}}


            """;
        using DifyWorkflowClient client = StubHandler.Always(200, "text/event-stream", Encoding.UTF8.GetBytes(Events)).CreateClient();

        WorkflowOutcome outcome = await client.RunAsync(new WorkflowExecutionRequest { Inputs = new WorkflowInputs(), User = "user-1" });

        Assert.Equal(1, (int)outcome.Outputs!["a"]!);
        await Assert.ThrowsAsync<ArgumentNullException>(() => DifyWorkflowClientExtensions.RunAsync(null!, new WorkflowExecutionRequest()));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_file_is_what_it_is_made_of()
    {
        await using FileDownload file = DifyModelFactory.FileDownload(new MemoryStream("bytes"u8.ToArray()), "text/plain", "../a.txt", 5);
        using var reader = new StreamReader(file.Content);

        Assert.Equal(("text/plain", "a.txt", 5L, "bytes"), (file.MediaType, file.FileName, file.Length, await reader.ReadToEndAsync()));
    }

    [Fact]
    public void Problems_answers_and_outcomes_are_what_they_are_made_of()
    {
        DifyProblem problem = DifyModelFactory.DifyProblem(400, DifyErrorCode.InvalidParam, "no");
        DifyResponse answer = DifyModelFactory.DifyResponse("getWorkflowAppInfo", headers: [new("X-Version", "1.14.2")], body: "{}");
        WorkflowOutcome outcome = DifyModelFactory.WorkflowOutcome(WorkflowRunStatus.PartialSucceeded, text: "t", totalTokens: 3,
            elapsed: TimeSpan.FromSeconds(2));
        var failure = new DifyInvalidRequestException("no",
            new DifyFailure("getWorkflowAppInfo") { StatusCode = 400, Problem = problem, Response = answer });

        Assert.Equal((400, DifyErrorCode.InvalidParam, "no"), (problem.Status, failure.Code, failure.ServerMessage));
        Assert.Equal("1.14.2", failure.Response!.ServerVersion);
        Assert.True(outcome.IsSuccess);
        Assert.Equal(("t", 3L, TimeSpan.FromSeconds(2)), (outcome.Text, outcome.TotalTokens, outcome.Elapsed));
        Assert.Equal("topic", DifyModelFactory.InputProblem("topic", InputProblemKind.Missing, "m").Variable);
    }

    [Fact]
    public void Whatever_the_client_returns_can_be_made()
    {
        Type[] returned = [.. typeof(IDifyWorkflowClient).GetMethods().Select(method => method.ReturnType)
            .Where(type => type.IsGenericType).Select(type => type.GetGenericArguments()[0])
                .Where(type => type.Assembly == typeof(IDifyWorkflowClient).Assembly)];

        Assert.Contains(typeof(WorkflowRun), returned);
        Assert.All(returned, type => Assert.True(
            type.GetConstructor(Type.EmptyTypes) is not null || typeof(DifyModelFactory).GetMethods()
                .Any(method => method.ReturnType == type || method.ReturnType == typeof(Task<>).MakeGenericType(type)),
            type.Name));
    }
}
