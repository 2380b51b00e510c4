using System;
using System.Threading;
using Dify.Generated;

using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stopping.Cancel();
};

// DIFY_API_KEY and, for a server of one's own, DIFY_BASE_URL.
using var client = new DifyWorkflowClient(DifyClientOptions.FromEnvironment());
var request = new WorkflowExecutionRequest
{
    Inputs = new WorkflowInputs { ["topic"] = args.Length > 0 ? args[0] : "tea" },
    User = "console-sample",
};

try
{
    // Leaving the block before the end of the run stops the run on the server; WorkflowRunOptions.OnCancel leaves it running.
    await using WorkflowRun run = await client.StartWorkflowAsync(request, cancellationToken: stopping.Token);
    await foreach (WorkflowStreamEvent next in run.Events)
    {
        if (next is TextChunkEvent chunk)
        {
            Console.Write(chunk.Data.Text);
        }
    }

    Console.WriteLine();
    Console.WriteLine($"{run.Outcome!.Status}: {run.Outcome.GetOutputs<Tea>().Answer}");
    return run.Outcome.IsSuccess ? 0 : 1;
}
catch (WorkflowRunCanceledException cancelled)
{
    Console.WriteLine(cancelled.StopRequested ? "The run was stopped." : "The run goes on.");
    return 130;
}
catch (InvalidOutputsException odd)
{
    Console.Error.WriteLine(odd.Message);
    return 1;
}
catch (DifyApiException problem)
{
    Console.Error.WriteLine(problem.Message);
    Console.Error.WriteLine(problem.Explain());
    return 1;
}

/// <summary>The outputs of the workflow's end node.</summary>
internal sealed record Tea(string Answer);
