using Dify.Generated;

namespace Testing;

/// <summary>The code under test: greets someone with a workflow, and says so plainly when the app is of the wrong kind.</summary>
public sealed class Greeter(IDifyWorkflowClient client)
{
    public async Task<string> GreetAsync(string name, CancellationToken cancellationToken = default)
    {
        try
        {
            var request = new WorkflowExecutionRequest { Inputs = new WorkflowInputs { ["name"] = name }, User = "greeter" };
            await using var run = await client.StartWorkflowAsync(request, cancellationToken: cancellationToken);
            return (await run.WaitAsync(cancellationToken)).Text;
        }
        catch (DifyApiException problem) when (problem.Code == DifyErrorCode.NotWorkflowApp)
        {
            return "The key is not one of a workflow app.";
        }
    }
}
