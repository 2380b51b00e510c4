using Dify.Generated;

using var client = new DifyWorkflowClient(DifyClientOptions.FromEnvironment());
var request = new WorkflowExecutionRequest { Inputs = new WorkflowInputs { ["topic"] = "tea" }, User = "user-1" };
try
{
    await using WorkflowRun run = await client.StartWorkflowAsync(request);
    await run.WaitAsync();
}
catch (DifyRateLimitException limit) when (limit.Kind == RateLimitKind.Concurrency)
{
    Console.WriteLine($"Busy; try again in {limit.RetryAfter ?? TimeSpan.FromSeconds(30)}.");
}
catch (WorkflowStreamInterruptedException interruption) when (interruption.RunMayBeGoing)
{
    Console.WriteLine($"Follow it later: {interruption.WorkflowRunId}");
}
catch (DifyApiException problem) when (problem.Code == DifyErrorCode.NotWorkflowApp)
{
    Console.WriteLine(problem.Explain());                       // in the language of the user interface: English or Japanese
}
