using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Generated;
using Spectre.Console.Rendering;

namespace Dify.Cli.Commands;

/// <summary><c>dify stop</c>: stops a run by its task id.</summary>
internal sealed class StopCommand : AnswerCommand<SuccessResult>
{
    private readonly Argument<string> taskId = new("TASK_ID") { Description = CliText.Get("TaskIdArgument") };
    private readonly Option<string?> user = UserOfRunOption();

    public StopCommand(CommandHost host)
        : base(host, "stop", CliText.Get("StopDescription"))
        => Declare(taskId, user);

    protected override Task<SuccessResult> AskAsync(DifyWorkflowClient client, ParseResult parsed, CancellationToken cancellationToken)
        => client.StopWorkflowTaskGenerationAsync(parsed.GetRequiredValue(taskId), parsed.GetValue(user) ?? DefaultUser, cancellationToken);

    protected override IRenderable Show(SuccessResult answer) => new FactTable().Add("Result", answer.Result).Content;
}
