using System;
using System.Collections.Generic;
using System.Linq;
using Dify.Cli.Localization;
using Dify.Generated;
using Spectre.Console;

namespace Dify.Cli.Output;

/// <summary>Prints the events of a run as they come: the text as running text, everything else one line each.</summary>
internal sealed class EventPrinter(Terminal terminal)
{
    private const int NameWidth = 26;

    private readonly RunningText text = new(terminal);

    public void Print(WorkflowStreamEvent next)
    {
        switch (next)
        {
            case TextChunkEvent chunk:
                text.Append(chunk.Data.Text, Style.Plain);
                break;
            case ReasoningChunkEvent chunk:
                text.Append(chunk.Data.Reasoning, new Style(decoration: Decoration.Dim));
                break;
            default:
                PrintLine(next);
                break;
        }
    }

    /// <summary>Ends a line of running text, so that what follows starts on its own.</summary>
    public void EndText() => text.End();

    private void PrintLine(WorkflowStreamEvent next)
    {
        EndText();
        terminal.Output.Write(PlainText.OneLine(next.Event).PadRight(NameWidth), StyleOf(next));
        var details = Details(next)
            .OfType<string>()
            .Where(static detail => detail.Length > 0)
            .DefaultIfEmpty(string.Empty)
            .Aggregate(Joined);
        // The end of a run is the same whoever tells it.
        if (next is { IsReplayed: true } and not WorkflowFinishedEvent)
        {
            details = CliText.Format("Replayed", details);
        }

        terminal.Output.WriteLine(PlainText.OneLine(details));
    }

    private static Style StyleOf(WorkflowStreamEvent next) => next switch
    {
        WorkflowStartedEvent or WorkflowFinishedEvent => new Style(Color.Green, decoration: Decoration.Bold),
        HumanInputRequiredEvent or WorkflowPausedEvent => new Style(Color.Yellow, decoration: Decoration.Bold),
        _ => new Style(Color.Aqua),
    };

    private static IEnumerable<string?> Details(WorkflowStreamEvent next) => next switch
    {
        WorkflowStartedEvent started => [CliText.Format("RunAndTask", next.WorkflowRunId, next.TaskId), started.Data.Reason?.Value],
        WorkflowFinishedEvent finished => [finished.Data.Status.Value, Seconds(finished.Data.ElapsedTime)],
        WorkflowPausedEvent paused => [string.Join(", ", paused.Data.PausedNodes)],
        NodeStartedEvent node => [Node(node.Data.Title, node.Data.NodeType)],
        NodeFinishedEvent node =>
            [Node(node.Data.Title, node.Data.NodeType), node.Data.Status.Value, Seconds(node.Data.ElapsedTime), node.Data.Error],
        NodeRetryEvent node => [Node(node.Data.Title, node.Data.NodeType), CliText.Format("Retry", node.Data.RetryIndex), node.Data.Error],
        IterationStartedEvent node => [Node(node.Data.Title, node.Data.NodeType)],
        IterationNextEvent node => [Node(node.Data.Title, node.Data.NodeType), CliText.Format("Round", node.Data.Index + 1)],
        IterationCompletedEvent node =>
            [Node(node.Data.Title, node.Data.NodeType), node.Data.Status.Value, Seconds(node.Data.ElapsedTime), node.Data.Error],
        LoopStartedEvent node => [Node(node.Data.Title, node.Data.NodeType)],
        LoopNextEvent node => [Node(node.Data.Title, node.Data.NodeType), CliText.Format("Round", node.Data.Index + 1)],
        LoopCompletedEvent node =>
            [Node(node.Data.Title, node.Data.NodeType), node.Data.Status.Value, Seconds(node.Data.ElapsedTime), node.Data.Error],
        AgentLogEvent log => [log.Data.Label, log.Data.Status.Value, log.Data.Error],
        TextReplaceEvent replaced => [replaced.Data.Text],
        TtsMessageEvent audio => [CliText.Format("AudioPiece", (audio.Audio?.Length ?? 0) / 4 * 3)],
        HumanInputRequiredEvent form =>
        [
            form.Data.NodeTitle,
            form.Data.FormContent,
            CliText.Format("FormActions", FormView.Actions(form.Data.Actions)),
            CliText.Format("FormToken", form.Data.FormToken ?? "-"),
        ],
        HumanInputFormFilledEvent filled => [filled.Data.NodeTitle, filled.Data.ActionText ?? filled.Data.ActionId],
        HumanInputFormTimeoutEvent expired => [expired.Data.NodeTitle],
        UnknownEvent other => [other.Raw],
        _ => [],
    };

    // No mark follows another: what ends as a sentence is one.
    private static string Joined(string all, string next)
        => all[^1] is '.' or '?' or '!' or '。' ? CliText.Format("TwoSentences", all, next) : all + CliText.Get("DetailSeparator") + next;

    private static string Node(string title, string type) => type.Length == 0 ? title : $"{title} ({type})";

    private static string? Seconds(double? seconds) => FactTable.Seconds(seconds);
}
