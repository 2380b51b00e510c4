using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Generated;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Dify.Cli.Commands;

/// <summary><c>dify transcribe</c>: turns recorded speech into text.</summary>
internal sealed class TranscribeCommand : AnswerCommand<AudioToTextResponse>
{
    private readonly Argument<string> path = new("PATH") { Description = CliText.Get("TranscribePathArgument") };
    private readonly Option<string?> fileName = new("--name") { HelpName = "NAME", Description = CliText.Get("InputNameOption") };
    private readonly Option<string?> user = UserOption();

    public TranscribeCommand(CommandHost host)
        : base(host, "transcribe", CliText.Get("TranscribeDescription"))
        => Declare(path, fileName, user);

    protected override Task<AudioToTextResponse> AskAsync(
        DifyWorkflowClient client, ParseResult parsed, CancellationToken cancellationToken)
        => FileTransfers.TranscribeAsync(
            Terminal,
            client,
            FileTransfers.Source(Terminal, parsed.GetRequiredValue(path), parsed.GetValue(fileName)),
            parsed.GetValue(user) ?? DefaultUser,
            cancellationToken);

    protected override IRenderable Show(AudioToTextResponse answer) => new Text(PlainText.Clean(answer.Text) + "\n");
}
