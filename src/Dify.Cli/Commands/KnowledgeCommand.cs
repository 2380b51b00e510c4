using System.CommandLine;
using Dify.Cli.Localization;

namespace Dify.Cli.Commands;

/// <summary><c>dify knowledge</c>: knowledge bases and their documents.</summary>
internal sealed class KnowledgeCommand : Command
{
    public KnowledgeCommand(CommandHost host)
        : base("knowledge", CliText.Get("KnowledgeDescription"))
    {
        Add(new KnowledgeListCommand(host));
        Add(new KnowledgeCreateCommand(host));
        Add(new KnowledgeUploadCommand(host));
        Add(new KnowledgeDocumentsCommand(host));
        Add(new KnowledgeSearchCommand(host));
        Add(new KnowledgeDeleteCommand(host));
    }
}
