using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dify.Cli.Commands;
using Dify.Cli.Localization;
using Dify.Generated;
using Spectre.Console;

namespace Dify.Cli.Output;

/// <summary>Follows an answer to its end: for people its words as they come, for programs a line of JSON for each event.</summary>
/// <param name="terminal">Where it is shown.</param>
/// <param name="hints">The command lines that go on.</param>
/// <param name="asJson">Whether programs read it.</param>
/// <param name="dialog">Asks for the answers to forms; null if nobody is there.</param>
internal sealed class AnswerPresenter(Terminal terminal, CommandLineHints hints, bool asJson, FormDialog? dialog)
{
    private static readonly Style Dim = new(decoration: Decoration.Dim);

    private readonly RunningText text = new(terminal);

    /// <summary>Follows the answer, with the forms on its way.</summary>
    /// <returns>What became of it.</returns>
    public async Task<ChatOutcome> FollowAsync(ChatRun run, CancellationToken cancellationToken)
    {
        do
        {
            await ReadAsync(run);
        }
        while (dialog is not null && await dialog.SubmitAsync(
            run.Outcome!.Forms, (form, action, answers) => run.SubmitAsync(form, action, answers, cancellationToken), cancellationToken));

        var outcome = run.Outcome!;
        if (!asJson)
        {
            Conclude(outcome);
        }

        return outcome;
    }

    private async Task ReadAsync(ChatRun run)
    {
        try
        {
            await foreach (var next in run.Events)
            {
                if (asJson)
                {
                    terminal.OutputWriter.WriteLine(EventJson.Of(next));
                }
                else
                {
                    Print(next);
                }
            }
        }
        finally
        {
            text.End();
        }
    }

    // Of everything beside the words, only what explains a silence is shown, on the side of the errors.
    private void Print(DifyStreamEvent next)
    {
        switch (next)
        {
            case MessageEvent piece:
                text.Append(piece.Answer, Style.Plain);
                break;
            case AgentMessageEvent piece:
                text.Append(piece.Answer, Style.Plain);
                break;
            case MessageReplaceEvent replaced:
                text.End();
                terminal.Note(CliText.Get("AnswerReplaced"));
                text.Append(replaced.Answer, Style.Plain);
                break;
            case AgentThoughtEvent { Observation: { Length: > 0 } observation } thought:
                text.End();
                terminal.Error.WriteLine(PlainText.OneLine(CliText.Format("ToolCalled", thought.Tool, observation)), Dim);
                break;
            case MessageFileEvent file:
                text.End();
                terminal.WriteLine(PlainText.OneLine(file.Url ?? string.Empty));
                break;
            default:
                break;
        }
    }

    private void Conclude(ChatOutcome outcome)
    {
        foreach (var form in outcome.Forms.Where(static open => open.Data.FormToken is { Length: > 0 }))
        {
            terminal.Note(CliText.Format("AnswerForm", form.Data.NodeTitle ?? form.Data.NodeId));
            terminal.Note(hints.Submit(form.Data));
        }

        if (!outcome.IsSuccess && outcome.Error is { } error)
        {
            terminal.Note(CliText.Format("AnswerEnded", outcome.Status.Value, PlainText.OneLine(error)));
        }

        if (outcome.StartedNewConversation)
        {
            terminal.Note(CliText.Format("NewConversation", outcome.ConversationId));
        }
    }
}
