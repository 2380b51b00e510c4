using System.CommandLine;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Generated;

namespace Dify.Cli.Commands;

/// <summary><c>dify knowledge documents</c>: the documents of a knowledge base.</summary>
internal sealed class KnowledgeDocumentsCommand : KnowledgeServerCommand
{
    private readonly Argument<string> home = BaseArgument();

    public KnowledgeDocumentsCommand(CommandHost host)
        : base(host, "documents", CliText.Get("KnowledgeDocumentsDescription"))
        => Declare(home);

    protected override async Task<ExitCode> RunAsync(IDifyKnowledgeClient client, ParseResult parsed, CancellationToken cancellationToken)
    {
        var list = new ListTable("Id", "Name", "Status", "Words");
        var id = await FindAsync(client, parsed.GetRequiredValue(home), cancellationToken);
        await ListAsync(
            parsed,
            client.GetAllDocumentsAsync(id, cancellationToken: cancellationToken),
            document => list.Add(
                document.Id, document.Name, document.IndexingStatus?.Value, document.WordCount?.ToString(CultureInfo.InvariantCulture)),
            () => list.Content);
        return ExitCode.Success;
    }
}
