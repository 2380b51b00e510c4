using Dify.Generated;

using var client = new DifyWorkflowClient(DifyClientOptions.FromEnvironment());
var values = new Dictionary<string, object?> { ["question"] = "Why is tea green?" };
var request = new WorkflowExecutionRequest { Inputs = WorkflowInputs.From(values), User = "user-1" };

WorkflowOutcome outcome = await client.RunAsync(request);
Answer answer = outcome.GetOutputs<Answer>();
Console.WriteLine(answer.Text);

record Answer(string Text, double Score);
