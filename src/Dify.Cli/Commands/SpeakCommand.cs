using System.CommandLine;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Cli.Settings;
using Dify.Generated;

namespace Dify.Cli.Commands;

/// <summary><c>dify speak</c>: turns a text into speech.</summary>
internal sealed class SpeakCommand : ServerCommand
{
    private readonly Argument<string> text = new("TEXT") { Description = CliText.Get("SpeakTextArgument") };
    private readonly Option<string> path = OutputPath.Option();
    private readonly Option<string?> voice = new("--voice") { HelpName = "VOICE", Description = CliText.Get("VoiceOption") };
    private readonly Option<string?> user = UserOption();

    public SpeakCommand(CommandHost host)
        : base(host, "speak", CliText.Get("SpeakDescription"))
        => Declare(text, path, voice, user);

    protected override async Task<ExitCode> RunAsync(DifyWorkflowClient client, ParseResult parsed, CancellationToken cancellationToken)
    {
        var target = OutputPath.Check(parsed.GetRequiredValue(path));
        var spoken = parsed.GetRequiredValue(text);
        if (spoken == StandardStream.Name)
        {
            using var piped = new StreamReader(Terminal.OpenInput());
            spoken = await piped.ReadToEndAsync(cancellationToken);
        }

        var request = new TextToAudioRequest { Text = spoken, Voice = parsed.GetValue(voice), User = parsed.GetValue(user) ?? DefaultUser };
        await using var download = await client.WorkflowTextToAudioAsync(request: request, cancellationToken: cancellationToken);
        await FileTransfers.SaveAsync(Terminal, download, target, AsJson(parsed), cancellationToken);
        return ExitCode.Success;
    }
}
