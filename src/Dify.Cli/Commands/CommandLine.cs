using System;
using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Cli.Settings;

namespace Dify.Cli.Commands;

/// <summary>The whole program: from the words of a command line to an exit code.</summary>
internal static class CommandLine
{
    // Longer than the bound of the stop call that a cancelled run sends.
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(15);

    public static async Task<int> RunAsync(string[] arguments, Terminal terminal, EnvironmentSettings environment, CancellationToken cancellationToken)
    {
        var parsed = Create(new CommandHost(terminal, environment)).Parse(arguments.Length == 0 ? ["--help"] : arguments);
        if (parsed.Action is ParseErrorAction)
        {
            terminal.Note(UsageProblem.Describe(parsed));
            return (int)ExitCode.Usage;
        }

        var configuration = new InvocationConfiguration
        {
            Output = terminal.OutputWriter,
            Error = terminal.ErrorWriter,
            ProcessTerminationTimeout = TimeToEnd,
            EnableDefaultExceptionHandler = false,
        };
        return await parsed.InvokeAsync(configuration, cancellationToken);
    }

    private static Command Create(CommandHost host) => new("dify", CliText.Format("RootDescription", EnvironmentSettings.KeyName, EnvironmentSettings.AddressName))
    {
        Help(),
        new VersionOption { Description = CliText.Get("VersionOption") },
        new RunCommand(host),
        new RunsCommand(host),
        new StopCommand(host),
        new LogsCommand(host),
        new FormCommand(host),
        new UploadCommand(host),
        new PreviewCommand(host),
        new SpeakCommand(host),
        new TranscribeCommand(host),
        new InfoCommand(host),
        new ParametersCommand(host),
        new MetaCommand(host),
        new SiteCommand(host),
        new EndUserCommand(host),
        new DoctorCommand(host),
        new MockCommand(host),
        new RecordCommand(host),
        new DemoCommand(host),
    };

    private static HelpOption Help()
    {
        var help = new HelpOption { Description = CliText.Get("HelpOption") };
        help.Action = new LocalizedHelp((HelpAction)help.Action!);
        return help;
    }
}
