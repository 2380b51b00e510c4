using Dify.Generated;
using Newtonsoft.Json.Linq;

// What a mock of IDifyWorkflowClient returns from StartWorkflowAsync.
await using WorkflowRun run = await DifyModelFactory.WorkflowRunAsync("Hello, Ada", new JObject { ["answer"] = 42 });
WorkflowOutcome outcome = await run.WaitAsync();
Console.WriteLine(outcome.Text);
