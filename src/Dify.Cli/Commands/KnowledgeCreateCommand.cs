using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Generated;

namespace Dify.Cli.Commands;

/// <summary><c>dify knowledge create</c>: a new, empty knowledge base.</summary>
internal sealed class KnowledgeCreateCommand : KnowledgeServerCommand
{
    private readonly Argument<string> name = new("NAME") { Description = CliText.Get("NewBaseArgument") };
    private readonly Option<string?> description =
        new("--description") { HelpName = "TEXT", Description = CliText.Get("BaseDescriptionOption") };
    private readonly Option<bool> highQuality = new("--high-quality") { Description = CliText.Get("HighQualityOption") };

    public KnowledgeCreateCommand(CommandHost host)
        : base(host, "create", CliText.Get("KnowledgeCreateDescription"))
        => Declare(name, description, highQuality);

    protected override async Task<ExitCode> RunAsync(IDifyKnowledgeClient client, ParseResult parsed, CancellationToken cancellationToken)
    {
        var request = new CreateDatasetRequest
        {
            Name = parsed.GetRequiredValue(name),
            Description = parsed.GetValue(description),
            IndexingTechnique = parsed.GetValue(highQuality) ? DatasetIndexingTechnique.HighQuality : DatasetIndexingTechnique.Economy,
        };
        var made = await client.CreateDatasetAsync(request: request, cancellationToken: cancellationToken);
        if (AsJson(parsed))
        {
            Terminal.WriteWire(made);
        }
        else
        {
            Terminal.Write(new FactTable().Add("Id", made.Id).Add("Name", made.Name).Content);
        }

        return ExitCode.Success;
    }
}
