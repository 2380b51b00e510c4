using Dify.Generated;

using var client = new DifyWorkflowClient(DifyClientOptions.FromEnvironment());
using var cancellation = new CancellationTokenSource(TimeSpan.FromMinutes(10));
var request = new WorkflowExecutionRequest { Inputs = new WorkflowInputs { ["topic"] = "tea" }, User = "user-1" };
var options = new WorkflowRunOptions { OnCancel = OnCancel.StopRun, IdleTimeout = TimeSpan.FromSeconds(45), Resume = true };

await using WorkflowRun run = await client.StartWorkflowAsync(request, options, cancellation.Token);
await foreach (WorkflowStreamEvent next in run.Events)
{
    switch (next)
    {
        case TextChunkEvent chunk:
            Console.Write(chunk.Data.Text);
            break;
        case NodeFinishedEvent node:
            Console.WriteLine($"{node.Data.Title}: {node.Data.Status}");
            break;
        case HumanInputRequiredEvent form:
            await run.SubmitAsync(form, action: "approve", new HumanInputAnswers { ["comment"] = "fine" });
            break;
        case UnknownEvent other:
            Console.WriteLine(other.Raw);
            break;
    }
}
