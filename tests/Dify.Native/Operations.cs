using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using Dify.Generated;

namespace Dify.Native;

/// <summary>Every operation once, against the stand-in.</summary>
internal static class Operations
{
    public static async Task CallAsync(IDifyWorkflowClient client, string runId)
    {
        var request = new WorkflowExecutionRequest
        {
            Inputs = WorkflowInputs.FromValues(new Dictionary<string, object?> { ["topic"] = "tea", ["list"] = new[] { 1, 2 } }),
            User = "native",
        };
        const string Unknown = "00000000-0000-4000-8000-000000000000";

        Check.That((await client.GetWorkflowAppInfoAsync()).Name.Length > 0, "getWorkflowAppInfo");
        Check.That((await client.GetWorkflowAppMetaAsync()).ToolIcons is not null, "getWorkflowAppMeta");
        Check.That((await client.GetWorkflowAppParametersAsync()).UserInputForm is not null, "getWorkflowAppParameters");
        Check.That((await client.GetWorkflowWebAppSettingsAsync()).Title is not null, "getWorkflowWebAppSettings");
        Check.Same(runId, (await client.GetWorkflowRunDetailAsync(runId)).Id, "getWorkflowRunDetail");
        Check.That((await client.GetWorkflowLogsAsync(new WorkflowLogQuery { PageSize = 5 })).Data.Count > 0, "getWorkflowLogs");
        await foreach (WorkflowLogItem entry in client.GetAllWorkflowLogsAsync())
        {
            Check.That(entry.Id.Length > 0, "a row of the log");
        }

        using var file = new MemoryStream("native"u8.ToArray());
        FileUploadResponse upload = await client.UploadWorkflowFileAsync(FileUpload.FromStream(file, "note.txt", "text/plain"), "native");
        Check.Same("note.txt", upload.Name, "uploadWorkflowFile");
        await ProblemAsync(() => client.PreviewWorkflowFileAsync(upload.Id), "previewWorkflowFile");
        await ProblemAsync(() => client.GetEndUserWorkflowAsync(Unknown), "getEndUserWorkflow");
        Check.That(
            (await client.WorkflowAudioToTextAsync(FileUpload.FromBytes([1, 2, 3], "a.mp3", "audio/mp3"), "native")).Text.Length > 0,
            "workflowAudioToText");
        using FileDownload speech = await client.WorkflowTextToAudioAsync(new TextToAudioRequest { Text = "tea", User = "native" });
        Check.That(speech.Content.ReadByte() >= 0, "workflowTextToAudio");

        await ProblemAsync(() => client.SubmitWorkflowHumanInputFormAsync(
            "unknown",
            new SubmitWorkflowHumanInputFormRequest { Inputs = [], Action = "yes", User = "native" }), "submitWorkflowHumanInputForm");
        await ProblemAsync(() => client.RunWorkflowByIdAsync(Unknown, request), "runWorkflowById");
        Check.That((await client.ExecuteWorkflowAsync(request)).WorkflowRunId.Length > 0, "executeWorkflow");
        Check.That(await CountAsync(client.ExecuteWorkflowStreamingAsync(request), nameof(TextChunkEvent)) > 0, "executeWorkflowStreaming");
        await using WorkflowRun run = await client.StartWorkflowAsync(request);
        Check.That((await client.StopWorkflowTaskGenerationAsync(
            run.TaskId!, new StopWorkflowTaskGenerationRequest { User = "native" })).Result is not null, "stopWorkflowTaskGeneration");
        Check.That(await CountAsync(
            client.StreamWorkflowEventsAsync(runId, "native", includeStateSnapshot: true),
            nameof(WorkflowFinishedEvent)) > 0, "streamWorkflowEvents");
    }

    private static async Task<int> CountAsync(IAsyncEnumerable<WorkflowStreamEvent> events, string kind)
    {
        int count = 0;
        await foreach (WorkflowStreamEvent next in events)
        {
            count += next.GetType().Name == kind ? 1 : 0;
        }

        return count;
    }

    // The stand-in knows no such thing: the answer that fails is read here.
    private static async Task ProblemAsync(Func<Task> call, string operation)
    {
        try
        {
            await call();
            Check.That(false, operation + " fails");
        }
        catch (DifyApiException problem)
        {
            Check.Same(operation, problem.Operation, "the operation that failed");
        }
    }
}
