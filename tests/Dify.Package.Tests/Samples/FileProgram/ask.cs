#:package Dify.Generated@0.2.0
#:property PublishAot=false

using Dify.Generated;

using var client = new DifyWorkflowClient(DifyClientOptions.FromEnvironment());
var inputs = new WorkflowInputs { ["topic"] = args.Length > 0 ? args[0] : "tea" };
var outcome = await client.RunAsync(new WorkflowExecutionRequest { Inputs = inputs, User = "file-sample" });
Console.WriteLine($"{outcome.Status}: {outcome.Outputs}");
