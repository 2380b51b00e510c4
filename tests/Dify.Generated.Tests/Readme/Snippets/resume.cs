using Dify.Generated;

using var client = new DifyWorkflowClient(DifyClientOptions.FromEnvironment());
await using WorkflowRun run = await client.ResumeWorkflowAsync(workflowRunId: args[0], user: "user-1");
WorkflowOutcome outcome = await run.WaitAsync();
Console.WriteLine(outcome.Status);
