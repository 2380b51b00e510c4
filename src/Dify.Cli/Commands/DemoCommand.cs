using System.CommandLine;
using Dify.Cli.Demo;
using Dify.Cli.Localization;

namespace Dify.Cli.Commands;

/// <summary><c>dify demo</c>: the client at work against a stand-in server, without account or network.</summary>
internal sealed class DemoCommand : Command
{
    public DemoCommand(CommandHost host)
        : base("demo", CliText.Get("DemoDescription"))
        => host.SetAction(this, (_, cancellationToken) => Demonstration.RunAsync(host.Terminal, cancellationToken));
}
