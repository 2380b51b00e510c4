using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Testing;
using Xunit;

namespace Dify.Generated.Tests.Walk;

/// <summary>Every operation against the stand-in server, as a caller would use the client: through its public members alone.</summary>
public sealed class StandInWalkTests : IAsyncDisposable
{
    private readonly CancellationTokenSource bound = new(TimeSpan.FromSeconds(25));
    private readonly DifyTestServer server = DifyTestServer.Start(new DifyTestServerOptions
    {
        Inputs = [new("topic"), new("report", "file") { IsRequired = false }],
        HasSpeech = true,
        StopLatency = TimeSpan.Zero,
    });

    private readonly DifyWorkflowClient client;

    public StandInWalkTests()
        => client = new DifyWorkflowClient(new DifyClientOptions { ApiKey = server.ApiKey, BaseAddress = server.BaseAddress });

    private CancellationToken Bound => bound.Token;

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
        bound.Dispose();
    }

    [Fact(Timeout = 30_000)]
    public async Task A_blocking_run_its_detail_its_log_and_its_user()
    {
        server.OnRun(run => run.Started().Text("Hello").Finish(new { answer = "Hello" }, totalTokens: 12));
        WorkflowBlockingResponse run = await client.ExecuteWorkflowAsync(
            new WorkflowExecutionRequest { Inputs = new WorkflowInputs { ["topic"] = "sun" }, User = "anna" }, Bound);

        Assert.Equal(WorkflowRunStatus.Succeeded, run.Data.Status);
        Assert.Equal("Hello", (string?)run.Data.Outputs!["answer"]);

        WorkflowRunDetailResponse detail = await client.GetWorkflowRunDetailAsync(run.WorkflowRunId, Bound);
        Assert.Equal((run.WorkflowRunId, WorkflowRunStatus.Succeeded, 12), (detail.Id, detail.Status, detail.TotalTokens));
        Assert.Equal("sun", (string?)detail.Inputs!["topic"]);
        Assert.True(detail.FinishedAt >= detail.CreatedAt);

        WorkflowLogItem log = Assert.Single((await client.GetWorkflowLogsAsync(
            new WorkflowLogQuery { Status = WorkflowLogStatusFilter.Succeeded, CreatedByEndUserSessionId = "anna" }, Bound)).Data);
        Assert.Equal(run.WorkflowRunId, log.WorkflowRun!.Id);
        EndUserDetail user = await client.GetEndUserWorkflowAsync(log.CreatedByEndUser!.Id!, Bound);
        Assert.Equal("anna", user.SessionId);
        Assert.Equal(TimeSpan.Zero, user.CreatedAt!.Value.Offset);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_run_of_one_version_and_one_that_does_not_exist()
    {
        WorkflowBlockingResponse run = await client.RunWorkflowByIdAsync(
            server.WorkflowId, new WorkflowExecutionRequest { Inputs = new WorkflowInputs { ["topic"] = "sun" }, User = "anna" }, Bound);
        Assert.Equal(server.WorkflowId, run.Data.WorkflowId);

        var unknown = await Assert.ThrowsAsync<DifyNotFoundException>(() => client.RunWorkflowByIdAsync(
            Guid.NewGuid().ToString(),
            new WorkflowExecutionRequest { Inputs = new WorkflowInputs { ["topic"] = "sun" }, User = "anna" },
            Bound));
        Assert.Equal(DifyErrorCode.NotFound, unknown.Code);
    }

    [Fact(Timeout = 30_000)]
    public async Task What_the_apps_form_refuses_the_server_refuses_too()
    {
        WorkflowAppParametersResponse parameters = await client.GetWorkflowAppParametersAsync(Bound);
        var inputs = new WorkflowInputs { ["Topic"] = "sun" };

        Assert.Equal(
            [("topic", InputProblemKind.Missing), ("Topic", InputProblemKind.UnknownVariable)],
            inputs.Check(parameters).Select(problem => (problem.Variable, problem.Kind)));
        var refused = await Assert.ThrowsAsync<DifyInvalidRequestException>(
            () => client.ExecuteWorkflowAsync(new WorkflowExecutionRequest { Inputs = inputs, User = "anna" }, Bound));
        Assert.Equal(DifyErrorCode.InvalidParam, refused.Code);
    }

    [Fact(Timeout = 30_000)]
    public async Task All_pages_of_the_log()
    {
        var started = new List<string>();
        for (int index = 0; index < 5; index++)
        {
            started.Add((await client.ExecuteWorkflowAsync(
                new WorkflowExecutionRequest { Inputs = new WorkflowInputs { ["topic"] = "sun" }, User = "anna" }, Bound)).WorkflowRunId);
        }

        var logged = new List<string>();
        await foreach (WorkflowLogItem item in client.GetAllWorkflowLogsAsync(new WorkflowLogQuery { PageSize = 2 }, Bound))
        {
            logged.Add(item.WorkflowRun!.Id);
        }

        Assert.Equal(started.Order(), logged.Order());
        Assert.Equal(3, server.Requests.Count(request => request.Path == "/workflows/logs"));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_file_goes_up_and_into_a_run()
    {
        FileUploadResponse upload = await client.UploadWorkflowFileAsync(
            FileUpload.FromStream(new MemoryStream(new byte[100_000]), "報告.pdf"), "anna", Bound);
        Assert.Equal(("報告.pdf", 100_000, "pdf", "application/pdf"), (upload.Name, upload.Size, upload.Extension, upload.MimeType));

        await client.ExecuteWorkflowAsync(
            new WorkflowExecutionRequest
            {
                Inputs = new WorkflowInputs { ["topic"] = "sun" }.SetFile("report", InputFileObject.FromUpload(upload)),
                User = "anna",
            }, Bound);
        RecordedRequest run = server.Requests.Last(request => request.Path == "/workflows/run");
        Assert.Contains($$"""{"type":"document","transfer_method":"local_file","upload_file_id":"{{upload.Id}}"}""", run.BodyText);

        string shown = server.AddMessageFile("報告.png", "image/png", [1, 2, 3]);
        await using (FileDownload file = await client.PreviewWorkflowFileAsync(shown, asAttachment: true, cancellationToken: Bound))
        {
            using var content = new MemoryStream();
            await file.Content.CopyToAsync(content, Bound);
            Assert.Equal("報告.png", file.FileName);
            Assert.Equal([1, 2, 3], content.ToArray());
        }

        // A file that only a workflow knows has no message, and so no preview.
        var hidden = await Assert.ThrowsAsync<DifyNotFoundException>(
            () => client.PreviewWorkflowFileAsync(upload.Id, cancellationToken: Bound));
        Assert.Equal(DifyErrorCode.FileNotFound, hidden.Code);
    }

    [Fact(Timeout = 30_000)]
    public async Task Speech_becomes_text_and_text_becomes_speech()
    {
        server.Transcript = "Guten Tag.";
        await using FileDownload speech = await client.WorkflowTextToAudioAsync(new TextToAudioRequest { Text = "Good day." }, Bound);
        using var audio = new MemoryStream();
        await speech.Content.CopyToAsync(audio, Bound);

        Assert.Equal("audio/mpeg", speech.MediaType);
        Assert.NotEmpty(audio.ToArray());
        Assert.Equal(
            "Guten Tag.", (await client.WorkflowAudioToTextAsync(FileUpload.FromBytes(audio.ToArray(), "speech.mp3"), "anna", Bound)).Text);
    }

    [Fact(Timeout = 30_000)]
    public async Task The_app_says_what_it_is()
    {
        Assert.Equal("workflow", (await client.GetWorkflowAppInfoAsync(Bound)).Mode);
        Assert.Equal("topic", (await client.GetWorkflowAppParametersAsync(Bound)).UserInputForm!.First().TextInput!.Variable);
        Assert.Empty((await client.GetWorkflowAppMetaAsync(Bound)).ToolIcons!);
        Assert.Equal(WebAppIconType.Emoji, (await client.GetWorkflowWebAppSettingsAsync(Bound)).IconType);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_form_is_read_answered_once_and_the_run_goes_on()
    {
        var comment = new PauseFormInput("comment", Default: "Fine.") { DefaultSelector = ["start", "topic"] };
        server.OnRun(run => run.Started().Pause(new PauseForm { Inputs = [comment] }).Finish(new { done = true }));
        WorkflowBlockingResponse paused = await client.ExecuteWorkflowAsync(
            new WorkflowExecutionRequest { Inputs = new WorkflowInputs { ["topic"] = "sun" }, User = "anna" }, Bound);
        Assert.Equal(WorkflowRunStatus.Paused, paused.Data.Status);
        string token = Assert.Single(paused.Data.Reasons).FormToken!;

        HumanInputFormResponse form = await client.GetWorkflowHumanInputFormAsync(token, Bound);
        Assert.Equal(("comment", "Fine."), (Assert.Single(form.Inputs).OutputVariableName, form.ResolvedDefaultValues!["comment"]));
        var answer = new SubmitWorkflowHumanInputFormRequest
        {
            Inputs = new HumanInputAnswers { ["comment"] = "Good." },
            Action = form.UserActions[0].Id!,
            User = "anna",
        };
        await client.SubmitWorkflowHumanInputFormAsync(token, answer, Bound);
        var twice = await Assert.ThrowsAsync<DifyInvalidRequestException>(
            () => client.SubmitWorkflowHumanInputFormAsync(token, answer, Bound));
        Assert.Equal((412, DifyErrorCode.HumanInputFormSubmitted), (twice.StatusCode, twice.Code));

        WorkflowStreamEvent? last = null;
        await foreach (WorkflowStreamEvent item in client.StreamWorkflowEventsAsync(
            paused.WorkflowRunId, "anna", includeStateSnapshot: true, continueOnPause: true, cancellationToken: Bound))
        {
            last = item;
        }

        Assert.Equal(true, (bool?)Assert.IsType<WorkflowFinishedEvent>(last).Data.Outputs!["done"]);
    }

    [Fact(Timeout = 30_000)]
    public async Task The_documents_allow_everything_that_the_client_sends()
    {
        await A_blocking_run_its_detail_its_log_and_its_user();
        await A_form_is_read_answered_once_and_the_run_goes_on();
        await Speech_becomes_text_and_text_becomes_speech();

        Assert.All(server.Requests, request => Assert.Empty(request.Problems));
    }
}
