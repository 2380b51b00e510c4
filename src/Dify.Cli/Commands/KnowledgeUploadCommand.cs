using System;
using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Generated;

namespace Dify.Cli.Commands;

/// <summary><c>dify knowledge upload</c>: sends a file to a knowledge base and waits until it can be found.</summary>
internal sealed class KnowledgeUploadCommand : KnowledgeServerCommand
{
    private readonly Argument<string> home = BaseArgument();
    private readonly Argument<string> path = new("PATH") { Description = CliText.Get("UploadPathArgument") };
    private readonly Option<string?> fileName = new("--name") { HelpName = "NAME", Description = CliText.Get("InputNameOption") };
    private readonly Option<bool> noWait = new("--no-wait") { Description = CliText.Get("NoWaitOption") };

    public KnowledgeUploadCommand(CommandHost host)
        : base(host, "upload", CliText.Get("KnowledgeUploadDescription"))
        => Declare(home, path, fileName, noWait);

    protected override async Task<ExitCode> RunAsync(IDifyKnowledgeClient client, ParseResult parsed, CancellationToken cancellationToken)
    {
        var file = FileTransfers.Source(Terminal, parsed.GetRequiredValue(path), parsed.GetValue(fileName));
        var id = await FindAsync(client, parsed.GetRequiredValue(home), cancellationToken);
        var settings = new CreateDocumentSettings
        {
            IndexingTechnique = DatasetIndexingTechnique.Economy,
            ProcessRule = new ProcessRule { Mode = ProcessRuleMode.Automatic },
        };
        var added = await FileTransfers.SendAsync(
            Terminal, file, upload => client.CreateDocumentFromFileAsync(
                datasetId: id, file: upload, data: settings, cancellationToken: cancellationToken));
        var status = added.Document.IndexingStatus;
        if (!parsed.GetValue(noWait))
        {
            var notes = AsJson(parsed) ? null : new IndexingNotes(Terminal, file.FileName);
            await client.WaitUntilIndexedAsync(id, added.Batch, new IndexingWaitOptions { Progress = notes }, cancellationToken);
            status = DocumentIndexingStatus.Completed;
        }

        if (AsJson(parsed))
        {
            added.Document.IndexingStatus = status;
            Terminal.WriteWire(added);
        }
        else
        {
            Terminal.Write(
                new FactTable().Add("Id", added.Document.Id).Add("Name", added.Document.Name).Add("Status", status?.Value).Content);
        }

        return ExitCode.Success;
    }

    /// <summary>A line for each stage that a document comes to.</summary>
    private sealed class IndexingNotes(Terminal terminal, string name) : IProgress<DocumentIndexingProgress>
    {
        public void Report(DocumentIndexingProgress value)
            => terminal.Note(
                CliText.Format("IndexingStage", name, value.IndexingStatus.Value, value.CompletedSegments ?? 0, value.TotalSegments ?? 0));
    }
}
