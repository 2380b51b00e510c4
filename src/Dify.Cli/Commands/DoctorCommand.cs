using System;
using System.CommandLine;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Doctor;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Cli.Settings;
using Dify.Generated;

namespace Dify.Cli.Commands;

/// <summary><c>dify doctor</c>: says why a client does not work, and what to do.</summary>
internal sealed class DoctorCommand : ConnectedCommand
{
    private readonly Option<bool> run = new("--run") { Description = CliText.Get("DoctorRunOption") };
    private readonly Option<string[]> values = new("--input")
    {
        HelpName = "NAME=VALUE",
        Description = CliText.Get("InputOption"),
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> valuesFile = new("--inputs") { HelpName = "FILE.json", Description = CliText.Get("InputsOption") };
    private readonly Option<string?> user = UserOption();

    public DoctorCommand(CommandHost host)
        : base(host, "doctor", CliText.Get("DoctorDescription"))
        => Declare(run, values, valuesFile, user);

    protected override async Task<ExitCode> RunAsync(DifyClientOptions options, ParseResult parsed, CancellationToken cancellationToken)
    {
        var request = Request(parsed);

        // What fails once is what is looked for: no repetition may hide or delay it.
        options.Retry.MaxRetries = 0;
        options.Timeout = TimeSpan.FromSeconds(30);
        using var observer = new ExchangeObserver(DifyHttpHandler.Create(), TimeProvider.System);
        using var http = new HttpClient(observer, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        using var client = new DifyWorkflowClient(options, http);
        var findings = await new Examination(client, options, observer).ExamineAsync(request, cancellationToken);

        var report = new DoctorReport(findings, options.ApiKey!);
        if (AsJson(parsed))
        {
            report.WriteJson(Terminal);
        }
        else
        {
            report.Write(Terminal);
        }

        return report.ExitCode;
    }

    private WorkflowExecutionRequest? Request(ParseResult parsed)
    {
        var inputs = new InputsDraft(parsed.GetValue(valuesFile), Terminal.OpenInput, parsed.GetValue(values) ?? [], [], []).Values;
        if (parsed.GetValue(run))
        {
            return new WorkflowExecutionRequest { Inputs = inputs, User = parsed.GetValue(user) ?? DefaultUser };
        }

        return !inputs.Any() ? null : throw new UsageException(CliText.Format("DoctorInputWithoutRun", values.Name, run.Name));
    }
}
