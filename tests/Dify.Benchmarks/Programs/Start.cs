using System;
using System.Diagnostics;
using Dify.Generated;

// A short program, whose start is what it costs: a run that is followed, its record, and a problem. Compiled twice while it is measured,
// ahead of time and for the runtime. Tells the most memory that it had.
using DifyWorkflowClient runs = Make(args[0]);
await using WorkflowRun run = await runs.StartWorkflowAsync(new WorkflowExecutionRequest { Inputs = [], User = "user-1" });
await foreach (WorkflowStreamEvent _ in run.Events)
{
}

using DifyWorkflowClient records = Make(args[1]);
WorkflowRunDetailResponse detail = await records.GetWorkflowRunDetailAsync(run.WorkflowRunId!);
using DifyWorkflowClient problems = Make(args[2]);
try
{
    await problems.GetWorkflowRunDetailAsync(run.WorkflowRunId!);
    return 1;
}
catch (DifyNotFoundException) when (detail.Id.Length > 0)
{
    using Process self = Process.GetCurrentProcess();
    Console.WriteLine(self.PeakWorkingSet64);
    return 0;
}

static DifyWorkflowClient Make(string address) => new(new DifyClientOptions { ApiKey = "app-benchmark", BaseAddress = new Uri(address) });
