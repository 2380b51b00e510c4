using System.CommandLine;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Generated;

namespace Dify.Cli.Commands;

/// <summary><c>dify knowledge list</c>: all knowledge bases.</summary>
internal sealed class KnowledgeListCommand : KnowledgeServerCommand
{
    private readonly Option<string?> keyword = new("--keyword") { HelpName = "TEXT", Description = CliText.Get("BaseKeywordOption") };

    public KnowledgeListCommand(CommandHost host)
        : base(host, "list", CliText.Get("KnowledgeListDescription"))
        => Declare(keyword);

    protected override async Task<ExitCode> RunAsync(IDifyKnowledgeClient client, ParseResult parsed, CancellationToken cancellationToken)
    {
        var list = new ListTable("Id", "Name", "Documents");
        var options = new ListDatasetsOptions { Keyword = parsed.GetValue(keyword) };
        await ListAsync(
            parsed,
            client.GetAllDatasetsAsync(options, cancellationToken),
            known => list.Add(known.Id, known.Name, known.DocumentCount?.ToString(CultureInfo.InvariantCulture)),
            () => list.Content);
        return ExitCode.Success;
    }
}
