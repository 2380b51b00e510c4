using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Generated;
using Spectre.Console.Rendering;

namespace Dify.Cli.Commands;

/// <summary><c>dify info</c>: what the app is.</summary>
internal sealed class InfoCommand : AnswerCommand<AppInfoResponse>
{
    public InfoCommand(CommandHost host)
        : base(host, "info", CliText.Get("InfoDescription"))
        => Declare();

    protected override Task<AppInfoResponse> AskAsync(DifyWorkflowClient client, ParseResult parsed, CancellationToken cancellationToken)
        => client.GetWorkflowAppInfoAsync(cancellationToken: cancellationToken);

    protected override IRenderable Show(AppInfoResponse answer) => new FactTable()
        .Add("Name", answer.Name)
        .Add("Description", answer.Description)
        .Add("Kind", answer.Mode)
        .Add("Tags", answer.Tags)
        .Add("Author", answer.AuthorName)
        .Content;
}
