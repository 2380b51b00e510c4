using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Generated;
using Dify.Generated.Testing;
using Newtonsoft.Json.Linq;

namespace Dify.Cli.Demo;

/// <summary>A run that streams, pauses for a person, gets its answer and goes on in the same loop.</summary>
internal sealed class HumanInputAct : DemonstrationAct
{
    private const string Action = "approve";

    public override string Title => CliText.Get("HumanInputActTitle");

    public override string Explanation => CliText.Get("HumanInputActExplanation");

    public override async Task PlayAsync(DemonstrationStage stage, CancellationToken cancellationToken)
    {
        stage.Server.OnRun(Script);
        var request = new WorkflowExecutionRequest { Inputs = new WorkflowInputs { ["topic"] = CliText.Get("DemoTopic") }, User = User };
        await using var run = await stage.Client.StartWorkflowAsync(request, cancellationToken: cancellationToken);
        var printer = new EventPrinter(stage.Terminal);
        await foreach (var next in run.Events)
        {
            printer.Print(next);
            if (next is HumanInputRequiredEvent form)
            {
                await run.SubmitAsync(form, Action, new HumanInputAnswers { ["comment"] = CliText.Get("DemoComment") }, cancellationToken);
                stage.Fact(CliText.Get("DemoAnswered"), Action);
            }
        }

        stage.ShowRequests();
        stage.ShowOutcome(run.Outcome, WorkflowRunStatus.Succeeded);
    }

    private static void Script(RunScriptBuilder run) => run
        .Started()
        .NodeStarted("draft", CliText.Get("DemoDraft"), "llm")
        .Text(CliText.Get("DemoFirstText"))
        .Text(CliText.Get("DemoSecondText"))
        .NodeFinished("draft")
        .Pause(new PauseForm
        {
            NodeId = "review",
            NodeTitle = CliText.Get("DemoReview"),
            Content = CliText.Get("DemoQuestion"),
            Inputs = [new PauseFormInput("comment")],
            Actions = [new PauseFormAction(Action, CliText.Get("DemoApprove"), "primary"), new PauseFormAction(
                "reject", CliText.Get("DemoReject"))],
        })
        .WaitForReader()
        .NodeStarted("publish", CliText.Get("DemoPublish"), "code")
        .Text(CliText.Get("DemoThirdText"))
        .NodeFinished("publish")
        .Finish(new JObject { ["published"] = true });
}
