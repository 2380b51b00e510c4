using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Generated;
using Spectre.Console.Rendering;

namespace Dify.Cli.Commands;

/// <summary><c>dify end-user</c>: who a user of the app is.</summary>
internal sealed class EndUserCommand : AnswerCommand<EndUserDetail>
{
    private readonly Argument<string> endUserId = new("END_USER_ID") { Description = CliText.Get("EndUserIdArgument") };

    public EndUserCommand(CommandHost host)
        : base(host, "end-user", CliText.Get("EndUserDescription"))
        => Declare(endUserId);

    protected override Task<EndUserDetail> AskAsync(DifyWorkflowClient client, ParseResult parsed, CancellationToken cancellationToken)
        => client.GetEndUserWorkflowAsync(endUserId: parsed.GetRequiredValue(endUserId), cancellationToken: cancellationToken);

    protected override IRenderable Show(EndUserDetail answer) => new FactTable()
        .Add("Id", answer.Id)
        .Add("Name", answer.Name)
        .Add("Kind", answer.Type)
        .Add("User", answer.SessionId)
        .Add("ExternalUser", answer.ExternalUserId)
        .Add("Anonymous", answer.IsAnonymous)
        .Add("App", answer.AppId)
        .Add("Workspace", answer.TenantId)
        .Add("Created", answer.CreatedAt)
        .Add("Updated", answer.UpdatedAt)
        .Content;
}
