using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Cli.Settings;
using Dify.Generated;

namespace Dify.Cli.Commands;

/// <summary><c>dify run</c>: starts a run, follows it to its end, and stops it on the server when the user cancels.</summary>
internal sealed class RunCommand : ServerCommand
{
    private readonly Option<string[]> values = Pairs("--input", "NAME=VALUE", "InputOption");
    private readonly Option<string?> valuesFile = new("--inputs") { HelpName = "FILE.json", Description = CliText.Get("InputsOption") };
    private readonly Option<string[]> files = Pairs("--file", "NAME=PATH", "FileOption");
    private readonly Option<string[]> addresses = Pairs("--url", "NAME=URL", "UrlOption");
    private readonly Option<bool> noCheck = new("--no-check") { Description = CliText.Get("NoCheckOption") };

    // What is done anyway, for scripts that still ask for it.
    private readonly Option<bool> check = new("--check") { Hidden = true };
    private readonly Option<string?> user = UserOption();
    private readonly Option<string?> workflow = new("--workflow") { HelpName = "WORKFLOW_ID", Description = CliText.Get("WorkflowOption") };
    private readonly Option<bool> stream = new("--stream") { Description = CliText.Get("StreamOption") };
    private readonly Option<bool> leaveRunning = new("--leave-running") { Description = CliText.Get("LeaveRunningOption") };

    public RunCommand(CommandHost host)
        : base(host, "run", CliText.Get("RunDescription"))
        => Declare(values, valuesFile, files, addresses, noCheck, check, user, workflow, stream, leaveRunning);

    protected override async Task<ExitCode> RunAsync(DifyWorkflowClient client, ParseResult parsed, CancellationToken cancellationToken)
    {
        var name = parsed.GetValue(user) ?? DefaultUser;
        var draft = new InputsDraft(
            parsed.GetValue(valuesFile),
            Terminal.OpenInput,
            parsed.GetValue(values) ?? [],
            parsed.GetValue(files) ?? [],
            parsed.GetValue(addresses) ?? []);

        // The app tells the form of its published version alone.
        var isChecked = !parsed.GetValue(noCheck) && parsed.GetValue(workflow) is null;
        var inputs = await new InputsAssembly(Terminal, client, name).AssembleAsync(draft, isChecked, cancellationToken);

        var request = new WorkflowExecutionRequest { Inputs = inputs, User = name };
        var options = new WorkflowRunOptions
        {
            OnCancel = parsed.GetValue(leaveRunning) ? OnCancel.LeaveRunning : OnCancel.StopRun,
            Progress = RunNotes.For(Terminal, AsJson(parsed)),
        };
        await using var run = parsed.GetValue(workflow) is { } workflowId
            ? await client.StartWorkflowByIdAsync(workflowId, request, options, cancellationToken)
            : await client.StartWorkflowAsync(request, options, cancellationToken);
        var dialog = DialogFor(
            parsed, (upload, token) => client.UploadWorkflowFileAsync(file: upload, user: name, cancellationToken: token));
        return await new RunPresenter(Terminal, HintsFor(parsed), parsed.GetValue(stream), AsJson(parsed), dialog).FollowAsync(
            run, cancellationToken);
    }
}
