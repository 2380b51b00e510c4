using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Cli.Settings;
using Dify.Generated;

namespace Dify.Cli.Commands;

/// <summary><c>dify preview</c>: fetches a file that was uploaded.</summary>
internal sealed class PreviewCommand : ServerCommand
{
    private readonly Argument<string> fileId = new("FILE_ID") { Description = CliText.Get("FileIdArgument") };
    private readonly Option<string> path = OutputPath.Option();

    public PreviewCommand(CommandHost host)
        : base(host, "preview", CliText.Get("PreviewDescription"))
        => Declare(fileId, path);

    protected override async Task<ExitCode> RunAsync(DifyWorkflowClient client, ParseResult parsed, CancellationToken cancellationToken)
    {
        var target = OutputPath.Check(parsed.GetRequiredValue(path));
        await using var download = await client.PreviewWorkflowFileAsync(
            fileId: parsed.GetRequiredValue(fileId), cancellationToken: cancellationToken);
        await FileTransfers.SaveAsync(Terminal, download, target, AsJson(parsed), cancellationToken);
        return ExitCode.Success;
    }
}
