using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Cli.Settings;
using Dify.Generated;
using Spectre.Console;

namespace Dify.Cli.Commands;

/// <summary><c>dify knowledge delete</c>: deletes a knowledge base, or one document of it, once somebody has said yes.</summary>
internal sealed class KnowledgeDeleteCommand : KnowledgeServerCommand
{
    private readonly Argument<string> home = BaseArgument();
    private readonly Option<string?> document = new("--document") { HelpName = "ID", Description = CliText.Get("DeleteDocumentOption") };
    private readonly Option<bool> yes = new("--yes") { Description = CliText.Get("YesOption") };

    public KnowledgeDeleteCommand(CommandHost host)
        : base(host, "delete", CliText.Get("KnowledgeDeleteDescription"))
        => Declare(home, document, yes);

    protected override async Task<ExitCode> RunAsync(IDifyKnowledgeClient client, ParseResult parsed, CancellationToken cancellationToken)
    {
        var named = parsed.GetRequiredValue(home);
        var id = await FindAsync(client, named, cancellationToken);
        if (!parsed.GetValue(yes) && !await IsWantedAsync(parsed.GetValue(document) ?? named, cancellationToken))
        {
            return ExitCode.Cancelled;
        }

        if (parsed.GetValue(document) is { } documentId)
        {
            await client.DeleteDocumentAsync(datasetId: id, documentId: documentId, cancellationToken: cancellationToken);
        }
        else
        {
            await client.DeleteDatasetAsync(datasetId: id, cancellationToken: cancellationToken);
        }

        return ExitCode.Success;
    }

    private async Task<bool> IsWantedAsync(string what, CancellationToken cancellationToken)
    {
        if (Terminal.Keyboard is not { } keyboard)
        {
            throw new UsageException(CliText.Format("YesNeeded", yes.Name));
        }

        Terminal.Error.Write(new Text(PlainText.OneLine(CliText.Format("AskDelete", what)) + " "));
        return await keyboard.ReadLineAsync(cancellationToken) is { } answer && answer.Trim() is "y" or "Y" or "yes";
    }
}
