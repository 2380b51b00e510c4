using System;
using System.Threading;
using Dify.Generated;

using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stopping.Cancel();
};

var options = new DifyClientOptions { ApiKey = Environment.GetEnvironmentVariable("DIFY_API_KEY") };
if (Environment.GetEnvironmentVariable("DIFY_BASE_URL") is { } address)
{
    options.BaseAddress = new Uri(address);
}

using var client = new DifyWorkflowClient(options);
var request = new WorkflowExecutionRequest
{
    Inputs = new WorkflowInputs { ["topic"] = args.Length > 0 ? args[0] : "tea" },
    User = "console-sample",
};

try
{
    await using WorkflowRun run = await client.StartWorkflowAsync(request, cancellationToken: stopping.Token);
    await foreach (WorkflowStreamEvent next in run.Events)
    {
        if (next is TextChunkEvent chunk)
        {
            Console.Write(chunk.Data.Text);
        }
    }

    Console.WriteLine();
    Console.WriteLine($"{run.Outcome!.Status}: {run.Outcome.Outputs}");
    return run.Outcome.IsSuccess ? 0 : 1;
}
catch (WorkflowRunCanceledException cancelled)
{
    Console.WriteLine(cancelled.StopRequested ? "The run was stopped." : "The run goes on.");
    return 130;
}
catch (DifyApiException problem)
{
    Console.Error.WriteLine(problem.Message);
    Console.Error.WriteLine(problem.Explain());
    return 1;
}
