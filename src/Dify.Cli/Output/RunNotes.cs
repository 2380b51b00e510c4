using System;
using Dify.Cli.Localization;
using Dify.Generated;

namespace Dify.Cli.Output;

/// <summary>Says on the side of the errors why nothing is seen of a run: one line each time.</summary>
internal sealed class RunNotes : IProgress<WorkflowRunProgress>
{
    private readonly Terminal terminal;

    private RunNotes(Terminal terminal) => this.terminal = terminal;

    /// <summary>Notes for people; null where a program reads.</summary>
    public static RunNotes? For(Terminal terminal, bool asJson) => asJson ? null : new RunNotes(terminal);

    public void Report(WorkflowRunProgress value)
        => terminal.Note(value.Kind switch
        {
            WorkflowRunProgressKind.NotBegun => CliText.Format("RunNotBegun", (long)value.Quiet.TotalSeconds),
            WorkflowRunProgressKind.Resumed => CliText.Get("RunResumed"),
            _ when value.RecordStatus is { } status => CliText.Format("RunQuiet", (long)value.Quiet.TotalSeconds, status.Value),
            _ => CliText.Format("RunQuietUnread", (long)value.Quiet.TotalSeconds),
        });
}
