using System;
using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Cli.Settings;

namespace Dify.Cli.Commands;

/// <summary>What every command stands on: the terminal, the environment, and the way from an exception to a line and an exit
/// code.</summary>
internal sealed class CommandHost(Terminal terminal, EnvironmentSettings environment)
{
    public Terminal Terminal => terminal;

    public EnvironmentSettings Environment => environment;

    /// <summary>Whether programs read what is written; the same option before a command and behind it.</summary>
    public Option<bool> Json { get; } = new("--json") { Description = CliText.Get("JsonOption"), Recursive = true };

    /// <summary>Lets a command run an action whose failures become one readable line.</summary>
    public void SetAction(Command command, Func<ParseResult, CancellationToken, Task<ExitCode>> action)
        => command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                return (int)await action(parsed, cancellationToken);
            }
            catch (Exception exception)
            {
                var failure = FailureReport.Of(exception, HintsFor(parsed));
                failure.Write(terminal, parsed.GetValue(Json));
                return (int)failure.ExitCode;
            }
        });

    private static CommandLineHints HintsFor(ParseResult parsed)
        => (parsed.CommandResult.Command as ConnectedCommand)?.HintsFor(parsed)
            ?? new CommandLineHints(user: null, baseUrl: null, isInsecure: false);
}
