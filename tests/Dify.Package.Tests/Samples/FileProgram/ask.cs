#:package Dify.Generated@0.2.0
#:property PublishAot=false

using Dify.Generated;

var options = new DifyClientOptions { ApiKey = Environment.GetEnvironmentVariable("DIFY_API_KEY") };
if (Environment.GetEnvironmentVariable("DIFY_BASE_URL") is { } address)
{
    options.BaseAddress = new Uri(address);
}

using var client = new DifyWorkflowClient(options);
var inputs = new WorkflowInputs { ["topic"] = args.Length > 0 ? args[0] : "tea" };
await using var run = await client.StartWorkflowAsync(new WorkflowExecutionRequest { Inputs = inputs, User = "file-sample" });
var outcome = await run.WaitAsync();
Console.WriteLine($"{outcome.Status}: {outcome.Outputs}");
