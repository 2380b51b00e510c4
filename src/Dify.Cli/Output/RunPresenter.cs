using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Commands;
using Dify.Cli.Localization;
using Dify.Generated;

namespace Dify.Cli.Output;

/// <summary>Follows a run to its end, or to a pause, and shows it in the way that was asked for.</summary>
/// <param name="terminal">Where it is shown.</param>
/// <param name="hints">The command lines that go on.</param>
/// <param name="showsEvents">Whether each event is shown.</param>
/// <param name="asJson">Whether programs read it.</param>
/// <param name="dialog">Asks for the answers to forms; null if nobody is there.</param>
internal sealed class RunPresenter(Terminal terminal, CommandLineHints hints, bool showsEvents, bool asJson, FormDialog? dialog = null)
{
    public async Task<ExitCode> FollowAsync(WorkflowRun run, CancellationToken cancellationToken = default)
    {
        do
        {
            await ReadAsync(run);
        }
        while (dialog is not null && await dialog.SubmitAsync(
            run.Outcome!.Forms, (form, action, answers) => run.SubmitAsync(form, action, answers, cancellationToken), cancellationToken));

        var outcome = run.Outcome!;
        Show(outcome);
        return outcome.IsSuccess || outcome.Status == WorkflowRunStatus.Paused ? ExitCode.Success : ExitCode.Failure;
    }

    private async Task ReadAsync(WorkflowRun run)
    {
        var printer = new EventPrinter(terminal);
        try
        {
            await foreach (var next in run.Events)
            {
                if (showsEvents && asJson)
                {
                    terminal.OutputWriter.WriteLine(EventJson.Of(next));
                }
                else if (showsEvents)
                {
                    printer.Print(next);
                }
            }
        }
        finally
        {
            printer.EndText();
        }
    }

    private void Show(WorkflowOutcome outcome)
    {
        if (asJson && !showsEvents)
        {
            terminal.WriteJson(OutcomeView.Json(outcome));
        }
        else if (!asJson)
        {
            if (showsEvents)
            {
                terminal.WriteLine();
            }

            terminal.Write(OutcomeView.Table(outcome, withText: !showsEvents));
        }

        foreach (var form in outcome.Forms)
        {
            var isAnsweredHere = form.Data.FormToken is { Length: > 0 };
            terminal.Note(CliText.Format(isAnsweredHere ? "AnswerForm" : "AnswerElsewhere", form.Data.NodeTitle ?? form.Data.NodeId));
            if (isAnsweredHere)
            {
                terminal.Note(hints.Submit(form.Data));
            }
        }

        if (outcome.Forms.Count > 0)
        {
            terminal.Note(CliText.Get("GoOn"));
            terminal.Note(hints.Follow(outcome.WorkflowRunId));
        }
    }
}
