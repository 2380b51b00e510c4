using System.CommandLine;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Generated;

namespace Dify.Cli.Commands;

/// <summary><c>dify knowledge search</c>: what a knowledge base finds for a question.</summary>
internal sealed class KnowledgeSearchCommand : KnowledgeServerCommand
{
    private readonly Argument<string> home = BaseArgument();
    private readonly Argument<string> query = new("QUERY") { Description = CliText.Get("SearchArgument") };

    public KnowledgeSearchCommand(CommandHost host)
        : base(host, "search", CliText.Get("KnowledgeSearchDescription"))
        => Declare(home, query);

    protected override async Task<ExitCode> RunAsync(IDifyKnowledgeClient client, ParseResult parsed, CancellationToken cancellationToken)
    {
        var id = await FindAsync(client, parsed.GetRequiredValue(home), cancellationToken);
        var request = new RetrieveSegmentsRequest { Query = parsed.GetRequiredValue(query) };
        var answer = await client.RetrieveSegmentsAsync(datasetId: id, request: request, cancellationToken: cancellationToken);
        if (AsJson(parsed))
        {
            Terminal.WriteWire(answer);
            return ExitCode.Success;
        }

        var list = new ListTable("Document", "Score", "Text");
        foreach (var record in answer.Records)
        {
            list.Add(record.Segment.Document?.Name, record.Score?.ToString("0.00", CultureInfo.InvariantCulture), record.Segment.Content);
        }

        Terminal.Write(list.Content);
        return ExitCode.Success;
    }
}
