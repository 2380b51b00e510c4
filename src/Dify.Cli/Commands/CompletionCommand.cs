using System.CommandLine;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;

namespace Dify.Cli.Commands;

/// <summary><c>dify completion</c>: prints what a shell has to read so that the Tab key completes command lines of this program.</summary>
internal sealed class CompletionCommand : Command
{
    private readonly Argument<string> shell = new("SHELL") { Description = CliText.Get("ShellArgument") };

    public CompletionCommand(CommandHost host)
        : base("completion", CliText.Get("CompletionDescription"))
    {
        shell.AcceptOnlyFromAmong([.. CompletionScripts.All.Keys]);
        Add(shell);
        host.SetAction(this, (parsed, _) =>
        {
            host.Terminal.OutputWriter.Write(CompletionScripts.All[parsed.GetRequiredValue(shell)]);
            return Task.FromResult(ExitCode.Success);
        });
    }
}
