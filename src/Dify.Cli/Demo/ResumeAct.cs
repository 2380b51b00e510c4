using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Generated;
using Dify.Generated.Testing;
using Newtonsoft.Json.Linq;

namespace Dify.Cli.Demo;

/// <summary>A run whose connection breaks; the client takes it up again and starts nothing twice.</summary>
internal sealed class ResumeAct : DemonstrationAct
{
    public override string Title => CliText.Get("ResumeActTitle");

    public override string Explanation => CliText.Get("ResumeActExplanation");

    public override async Task PlayAsync(DemonstrationStage stage, CancellationToken cancellationToken)
    {
        stage.Server.OnRun(Script);
        var runsBefore = stage.Server.Runs.Count;
        var request = new WorkflowExecutionRequest { Inputs = new WorkflowInputs { ["topic"] = CliText.Get("DemoTopic") }, User = User };
        await using var run = await stage.Client.StartWorkflowAsync(request, cancellationToken: cancellationToken);
        var printer = new EventPrinter(stage.Terminal);
        await foreach (var next in run.Events)
        {
            printer.Print(next);
        }

        var requests = stage.ShowRequests();
        stage.Require(
            requests.Any(request => request.Path.EndsWith($"/workflow/{run.WorkflowRunId}/events", System.StringComparison.Ordinal)));
        stage.Fact(CliText.Get("DemoRunsStarted"), CliText.Format("Count", stage.Server.Runs.Count - runsBefore));
        stage.Require(stage.Server.Runs.Count - runsBefore == 1);
        stage.ShowOutcome(run.Outcome, WorkflowRunStatus.Succeeded);
    }

    private static void Script(RunScriptBuilder run) => run
        .Started()
        .NodeStarted("draft", CliText.Get("DemoDraft"), "llm")
        .Text(CliText.Get("DemoFirstText"))
        .Drop()
        .NodeFinished("draft")
        .NodeStarted("publish", CliText.Get("DemoPublish"), "code")
        .WaitForReader()
        .Text(CliText.Get("DemoSecondText"))
        .NodeFinished("publish")
        .Finish(new JObject { ["resumed"] = true });
}
