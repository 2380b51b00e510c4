using Dify.Generated;

using var client = new DifyWorkflowClient(DifyClientOptions.FromEnvironment());
FileUploadResponse upload = await client.UploadWorkflowFileAsync(FileUpload.FromPath("notes.pdf"), "user-1");

var inputs = new WorkflowInputs { ["question"] = "What does it say?" }
    .SetFile("document", InputFileObject.FromUpload(upload.Id, InputFileType.Document));

await using WorkflowRun run = await client.StartWorkflowAsync(new WorkflowExecutionRequest { Inputs = inputs, User = "user-1" });
WorkflowOutcome outcome = await run.WaitAsync();
Console.WriteLine($"{outcome.Status} after {outcome.Elapsed}, {outcome.TotalTokens} tokens: {outcome.Outputs ?? outcome.Error}");
