using System.CommandLine;
using Dify.Cli.Localization;

namespace Dify.Cli.Commands;

/// <summary><c>dify runs</c>: runs that were started before.</summary>
internal sealed class RunsCommand : Command
{
    public RunsCommand(CommandHost host)
        : base("runs", CliText.Get("RunsDescription"))
    {
        Add(new RunsShowCommand(host));
        Add(new RunsFollowCommand(host));
    }
}
