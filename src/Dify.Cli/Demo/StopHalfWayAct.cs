using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Generated;
using Dify.Generated.Testing;

namespace Dify.Cli.Demo;

/// <summary>A run that is stopped by its task id while it writes.</summary>
internal sealed class StopHalfWayAct : DemonstrationAct
{
    public override string Title => CliText.Get("StopHalfWayActTitle");

    public override string Explanation => CliText.Get("StopHalfWayActExplanation");

    public override async Task PlayAsync(DemonstrationStage stage, CancellationToken cancellationToken)
    {
        stage.Server.OnRun(Script);
        var request = new WorkflowExecutionRequest { Inputs = new WorkflowInputs { ["topic"] = CliText.Get("DemoTopic") }, User = User };
        await using var run = await stage.Client.StartWorkflowAsync(request, cancellationToken: cancellationToken);
        var printer = new EventPrinter(stage.Terminal);
        await foreach (var next in run.Events)
        {
            printer.Print(next);
            if (next is TextChunkEvent)
            {
                printer.EndText();
                var stopped = await stage.Client.StopWorkflowTaskGenerationAsync(run.TaskId!, User, cancellationToken);
                stage.Fact(CliText.Format("DemoStopped", run.TaskId), stopped.Result);
            }
        }

        stage.ShowRequests();
        stage.ShowOutcome(run.Outcome, WorkflowRunStatus.Stopped);
    }

    private static void Script(RunScriptBuilder run) => run
        .Started()
        .NodeStarted("draft", CliText.Get("DemoDraft"), "llm")
        .Text(CliText.Get("DemoFirstText"))
        .WaitForStop();
}
