using System;
using System.IO;
using Dify.Cli.Localization;
using Dify.Cli.Settings;
using Dify.Generated;

namespace Dify.Cli.Output;

/// <summary>One readable line and an exit code for everything that can go wrong. Stack traces are for programmers; this is for whoever types.</summary>
internal sealed record FailureReport(string Line, ExitCode ExitCode)
{
    /// <param name="exception">What went wrong.</param>
    /// <param name="hints">Makes the command lines that go on; null for ones that leave user and server out.</param>
    public static FailureReport Of(Exception exception, CommandLineHints? hints = null)
    {
        hints ??= new CommandLineHints(user: null, baseUrl: null, isInsecure: false);
        var (text, exitCode) = exception switch
        {
            WorkflowRunCanceledException cancelled => (Cancelled(cancelled, hints), ExitCode.Cancelled),
            OperationCanceledException => (CliText.Get("Cancelled"), ExitCode.Cancelled),
            WorkflowStreamInterruptedException interrupted => (Interrupted(interrupted, hints), ExitCode.Connection),
            DifyConnectionException => (exception.Message, ExitCode.Connection),
            DifyApiException problem => (Problem(problem), ExitCode.Failure),
            UsageException => (exception.Message, ExitCode.Usage),
            ArgumentException argument => (Argument(argument), ExitCode.Usage),
            FileNotFoundException { FileName: { } file } => ($"{file}: {exception.Message}", ExitCode.Usage),
            IOException or UnauthorizedAccessException => (CliText.Format("FileUnusable", exception.Message), ExitCode.Usage),
            _ => (CliText.Format("Unexpected", exception.GetType().Name, exception.Message), ExitCode.Failure),
        };
        return new FailureReport(CliText.Format("Error", PlainText.OneLine(text)), exitCode);
    }

    private static string Problem(DifyApiException problem)
    {
        var line = problem.Message;
        if (problem.Explain() is var explanation && !line.Contains(explanation, StringComparison.Ordinal))
        {
            line = CliText.Format("WithExplanation", line, problem.Code, explanation);
        }

        return string.IsNullOrWhiteSpace(problem.ServerMessage) ? line : CliText.Format("WithServerMessage", line, PlainText.OneLine(problem.ServerMessage));
    }

    private static string Interrupted(WorkflowStreamInterruptedException interrupted, CommandLineHints hints)
        => interrupted is { RunMayBeGoing: true, WorkflowRunId: { } id }
            ? CliText.Format("InterruptedRun", interrupted.Message, hints.Follow(id))
            : interrupted.Message;

    private static string Cancelled(WorkflowRunCanceledException cancelled, CommandLineHints hints) => cancelled switch
    {
        { StopRequested: true, StopFailure: { } failure, TaskId: { } task }
            => CliText.Format("CancelledStopFailed", failure.Message, hints.Stop(task)),
        { StopRequested: true } => CliText.Format("CancelledAndStopped", cancelled.WorkflowRunId),
        { WorkflowRunId: { } id } => CliText.Format("CancelledLeftRunning", id, hints.Follow(id)),
        _ => CliText.Get("Cancelled"),
    };

    // The platform appends the parameter's name, which stands in front here.
    private static string Argument(ArgumentException argument)
    {
        var appended = $" (Parameter '{argument.ParamName}')";
        return argument.Message.EndsWith(appended, StringComparison.Ordinal)
            ? $"{argument.ParamName}: {argument.Message[..^appended.Length]}"
            : argument.Message;
    }
}
