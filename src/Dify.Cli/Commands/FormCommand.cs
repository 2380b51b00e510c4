using System.CommandLine;
using Dify.Cli.Localization;

namespace Dify.Cli.Commands;

/// <summary><c>dify form</c>: the forms that a paused run waits for.</summary>
internal sealed class FormCommand : Command
{
    public FormCommand(CommandHost host)
        : base("form", CliText.Get("FormDescription"))
    {
        Add(new FormShowCommand(host));
        Add(new FormSubmitCommand(host));
    }
}
