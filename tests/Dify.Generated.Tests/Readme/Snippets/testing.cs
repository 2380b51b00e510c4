using Dify.Generated;
using Dify.Generated.Testing;

await using DifyTestServer server = DifyTestServer.Start();
server.OnRun(run => run.Started().Text("Hello").Finish(new { answer = "Hello" }));

using var client = new DifyWorkflowClient(new DifyClientOptions { ApiKey = server.ApiKey, BaseAddress = server.BaseAddress });
WorkflowOutcome outcome = await client.RunAsync(new WorkflowExecutionRequest { Inputs = new WorkflowInputs(), User = "user-1" });
Console.WriteLine($"{outcome.Status}: {outcome.Text}, {server.Requests.Count} request");
