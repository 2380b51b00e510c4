using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Generated;
using Spectre.Console.Rendering;

namespace Dify.Cli.Commands;

/// <summary><c>dify form show</c>: what a form asks.</summary>
internal sealed class FormShowCommand : AnswerCommand<HumanInputFormResponse>
{
    private readonly Argument<string> token = new("TOKEN") { Description = CliText.Get("FormTokenArgument") };

    public FormShowCommand(CommandHost host)
        : base(host, "show", CliText.Get("FormShowDescription"))
        => Declare(token);

    protected override Task<HumanInputFormResponse> AskAsync(
        DifyWorkflowClient client, ParseResult parsed, CancellationToken cancellationToken)
        => client.GetWorkflowHumanInputFormAsync(formToken: parsed.GetRequiredValue(token), cancellationToken: cancellationToken);

    protected override IRenderable Show(HumanInputFormResponse answer) => FormView.Table(answer);
}
