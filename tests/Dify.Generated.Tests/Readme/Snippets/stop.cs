using Dify.Generated;

using var client = new DifyWorkflowClient(DifyClientOptions.FromEnvironment());
var request = new WorkflowExecutionRequest { Inputs = new WorkflowInputs { ["topic"] = "tea" }, User = "user-1" };
await using WorkflowRun run = await client.StartWorkflowAsync(request);

await run.StopAsync(confirm: true);                                         // waits until the run has ended
Console.WriteLine(run.Outcome!.Status);

await client.StopWorkflowTaskGenerationAsync(run.TaskId!, "user-1");        // from anywhere, by the task id alone
