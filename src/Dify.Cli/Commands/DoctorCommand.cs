using System;
using System.CommandLine;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Doctor;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Cli.Settings;
using Dify.Generated;
using Newtonsoft.Json.Linq;

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
        var inputs = Inputs(parsed);

        // What fails once is what is looked for: no repetition may hide or delay it.
        options.Retry.MaxRetries = 0;
        options.Timeout = TimeSpan.FromSeconds(30);
        using var observer = new ExchangeObserver(DifyHttpHandler.Create(), TimeProvider.System);
        using var http = new HttpClient(observer, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        var trial = inputs is null ? null : new Trial(options, http, inputs, parsed.GetValue(user) ?? DefaultUser);
        var findings = await new Examination(options, http, observer).ExamineAsync(trial, cancellationToken);

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

    // What a run on trial is given; null if none is wanted.
    private JObject? Inputs(ParseResult parsed)
    {
        var inputs = new InputsDraft(parsed.GetValue(valuesFile), Terminal.OpenInput, parsed.GetValue(values) ?? [], [], []).Tree;
        return parsed.GetValue(run) ? inputs
            : !inputs.HasValues ? null
            : throw new UsageException(CliText.Format("DoctorInputWithoutRun", values.Name, run.Name));
    }
}
