using System;
using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Linq;
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

    // A word that begins with @ is a word, not a file of more words: inputs begin so.
    private static readonly ParserConfiguration Words = new() { ResponseFileTokenReplacer = null };

    public static async Task<int> RunAsync(
        string[] arguments, Terminal terminal, EnvironmentSettings environment, CancellationToken cancellationToken)
    {
        var host = new CommandHost(terminal, environment);
        var parsed = Create(host).Parse(arguments.Length == 0 ? ["--help"] : arguments, Words);
        if (parsed.Action is ParseErrorAction)
        {
            var problem = new FailureReport(UsageProblem.Describe(parsed), ExitCode.Usage, "usage");
            problem.Write(terminal, arguments.Contains(host.Json.Name, StringComparer.Ordinal));
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

    internal static Command Create(CommandHost host) =>
        new("dify", CliText.Format("RootDescription", EnvironmentSettings.KeyName, EnvironmentSettings.AddressName))
    {
        Help(),
        host.Json,
        new VersionOption { Description = CliText.Get("VersionOption") },
        new RunCommand(host),
        new RunsCommand(host),
        new ChatCommand(host),
        new CompleteCommand(host),
        new KnowledgeCommand(host),
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
        new ProfileCommand(host),
        new CompletionCommand(host),
        new SuggestCommand(host),
    };

    private static HelpOption Help()
    {
        var help = new HelpOption { Description = CliText.Get("HelpOption") };
        help.Action = new LocalizedHelp((HelpAction)help.Action!);
        return help;
    }
}
