using Dify.Generated;

// DIFY_API_KEY, and DIFY_BASE_URL for a server of your own; or new DifyClientOptions { ApiKey = …, BaseAddress = … }.
using var client = new DifyWorkflowClient(DifyClientOptions.FromEnvironment());

await using WorkflowRun run = await client.StartWorkflowAsync(new WorkflowExecutionRequest
{
    Inputs = new WorkflowInputs { ["topic"] = "tea" },
    User = "user-1",
});

await foreach (string text in run.TextAsync())
{
    Console.Write(text);
}

Console.WriteLine($"{run.Outcome!.Status}: {run.Outcome.Outputs}");
