using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Generated;
using Spectre.Console.Rendering;

namespace Dify.Cli.Commands;

/// <summary><c>dify upload</c>: sends a file that a run can use.</summary>
internal sealed class UploadCommand : AnswerCommand<FileUploadResponse>
{
    private readonly Argument<string> path = new("PATH") { Description = CliText.Get("UploadPathArgument") };
    private readonly Option<string?> fileName = new("--name") { HelpName = "NAME", Description = CliText.Get("InputNameOption") };
    private readonly Option<string?> user = UserOption();

    public UploadCommand(CommandHost host)
        : base(host, "upload", CliText.Get("UploadDescription"))
        => Declare(path, fileName, user);

    protected override Task<FileUploadResponse> AskAsync(DifyWorkflowClient client, ParseResult parsed, CancellationToken cancellationToken)
        => FileTransfers.UploadAsync(
            Terminal,
            client,
            FileTransfers.Source(Terminal, parsed.GetRequiredValue(path), parsed.GetValue(fileName)),
            parsed.GetValue(user) ?? DefaultUser,
            cancellationToken);

    protected override IRenderable Show(FileUploadResponse answer) => new FactTable()
        .Add("Id", answer.Id)
        .Add("Name", answer.Name)
        .Add("Bytes", answer.Size)
        .Add("MediaType", answer.MimeType)
        .Add("Created", answer.CreatedAt)
        .Add("Preview", answer.PreviewUrl)
        .Content;
}
