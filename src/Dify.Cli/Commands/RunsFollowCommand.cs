using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Localization;
using Dify.Cli.Output;
using Dify.Generated;

namespace Dify.Cli.Commands;

/// <summary><c>dify runs follow</c>: takes a run up again that another process started or left.</summary>
internal sealed class RunsFollowCommand : ServerCommand
{
    private readonly Argument<string> runId = new("RUN_ID") { Description = CliText.Get("RunIdArgument") };
    private readonly Option<string?> user = UserOfRunOption();
    private readonly Option<bool> stream = new("--stream") { Description = CliText.Get("StreamOption") };

    public RunsFollowCommand(CommandHost host)
        : base(host, "follow", CliText.Get("RunsFollowDescription"))
        => Declare(runId, user, stream);

    protected override async Task<ExitCode> RunAsync(DifyWorkflowClient client, ParseResult parsed, CancellationToken cancellationToken)
    {
        // The task id, which alone can stop a run, belongs to whoever started it.
        var options = new WorkflowRunOptions { OnCancel = OnCancel.LeaveRunning, Progress = RunNotes.For(Terminal, AsJson(parsed)) };
        var name = parsed.GetValue(user) ?? DefaultUser;
        await using var run = await client.ResumeWorkflowAsync(parsed.GetRequiredValue(runId), name, options, cancellationToken);
        var dialog = DialogFor(
            parsed, (upload, token) => client.UploadWorkflowFileAsync(file: upload, user: name, cancellationToken: token));
        return await new RunPresenter(Terminal, HintsFor(parsed), parsed.GetValue(stream), AsJson(parsed), dialog).FollowAsync(
            run, cancellationToken);
    }
}
