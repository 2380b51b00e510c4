using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Generated;
using Spectre.Console.Rendering;

namespace Dify.Cli.Commands;

/// <summary><c>dify runs show</c>: what the server knows of a run.</summary>
internal sealed class RunsShowCommand : AnswerCommand<WorkflowRunDetailResponse>
{
    private readonly Argument<string> runId = new("RUN_ID") { Description = CliText.Get("RunIdArgument") };

    public RunsShowCommand(CommandHost host)
        : base(host, "show", CliText.Get("RunsShowDescription"))
        => Declare(runId);

    protected override Task<WorkflowRunDetailResponse> AskAsync(
        DifyWorkflowClient client, ParseResult parsed, CancellationToken cancellationToken)
        => client.GetWorkflowRunDetailAsync(workflowRunId: parsed.GetRequiredValue(runId), cancellationToken: cancellationToken);

    protected override IRenderable Show(WorkflowRunDetailResponse answer) => new FactTable()
        .Add("Status", answer.Status?.Value)
        .Add("Run", answer.Id)
        .Add("Workflow", answer.WorkflowId)
        .Add("ErrorText", answer.Error)
        .Add("Inputs", answer.Inputs)
        .Add("Outputs", answer.Outputs)
        .AddSeconds("Elapsed", answer.ElapsedTime)
        .Add("Steps", answer.TotalSteps)
        .Add("Tokens", answer.TotalTokens)
        .Add("Created", answer.CreatedAt)
        .Add("Finished", answer.FinishedAt)
        .Content;
}
