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

    private bool isInText;

    /// <summary>Follows the answer, with the forms on its way.</summary>
    /// <returns>What became of it.</returns>
    public async Task<ChatOutcome> FollowAsync(ChatRun run, CancellationToken cancellationToken)
    {
        do
        {
            await ReadAsync(run);
        }
        while (await AnswerAsync(run, cancellationToken));

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
            EndText();
        }
    }

    // Of everything beside the words, only what explains a silence is shown, on the side of the errors.
    private void Print(DifyStreamEvent next)
    {
        switch (next)
        {
            case MessageEvent piece:
                Append(piece.Answer);
                break;
            case AgentMessageEvent piece:
                Append(piece.Answer);
                break;
            case MessageReplaceEvent replaced:
                EndText();
                terminal.Note(CliText.Get("AnswerReplaced"));
                Append(replaced.Answer);
                break;
            case AgentThoughtEvent { Observation: { Length: > 0 } observation } thought:
                EndText();
                terminal.Error.WriteLine(PlainText.OneLine(CliText.Format("ToolCalled", thought.Tool, observation)), Dim);
                break;
            case MessageFileEvent file:
                EndText();
                terminal.WriteLine(PlainText.OneLine(file.Url ?? string.Empty));
                break;
            default:
                break;
        }
    }

    private void Append(string text)
    {
        if (text.Length > 0)
        {
            terminal.Output.Write(PlainText.Clean(text), Style.Plain);
            isInText = !text.EndsWith('\n');
        }
    }

    private void EndText()
    {
        if (isInText)
        {
            terminal.Output.WriteLine();
            isInText = false;
        }
    }

    // Whether the answer goes on because a form of it was answered here.
    private async Task<bool> AnswerAsync(ChatRun run, CancellationToken cancellationToken)
    {
        var form = run.Outcome!.Forms.FirstOrDefault(static open => open.Data.FormToken is { Length: > 0 });
        if (dialog is null || form is null || await dialog.AskAsync(form.Data, cancellationToken) is not { } answer)
        {
            return false;
        }

        await run.SubmitAsync(form, answer.Action, answer.Answers, cancellationToken);
        return true;
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
