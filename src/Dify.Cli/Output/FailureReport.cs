using System;
using System.IO;
using Dify.Cli.Localization;
using Dify.Cli.Settings;
using Dify.Generated;
using Newtonsoft.Json.Linq;

namespace Dify.Cli.Output;

/// <summary>One readable line, or one line of JSON, and an exit code for everything that can go wrong. Stack traces are for programmers;
/// this is for whoever types.</summary>
/// <param name="Message">What went wrong and what to do, in one sentence or two.</param>
/// <param name="ExitCode">What the program tells its caller.</param>
/// <param name="Kind">The kind of failure, for programs: usage, file, problem, connection, cancelled or unexpected.</param>
internal sealed record FailureReport(string Message, ExitCode ExitCode, string Kind)
{
    /// <summary>What the server said, and the ids of the run, with the names of the wire.</summary>
    private JObject Details { get; init; } = [];

    /// <param name="exception">What went wrong.</param>
    /// <param name="hints">Makes the command lines that go on; null for ones that leave user and server out.</param>
    public static FailureReport Of(Exception exception, CommandLineHints? hints = null)
    {
        hints ??= new CommandLineHints(user: null, baseUrl: null, isInsecure: false);
        var (text, exitCode, kind) = exception switch
        {
            WorkflowRunCanceledException cancelled => (Cancelled(cancelled, hints), ExitCode.Cancelled, "cancelled"),
            OperationCanceledException => (CliText.Get("Cancelled"), ExitCode.Cancelled, "cancelled"),
            WorkflowStreamInterruptedException interrupted => (Interrupted(interrupted, hints), ExitCode.Connection, "connection"),
            DifyConnectionException => (exception.Message, ExitCode.Connection, "connection"),
            DifyApiException problem => (Problem(problem), ExitCode.Failure, "problem"),
            UsageException => (exception.Message, ExitCode.Usage, "usage"),
            ArgumentException argument => (Argument(argument), ExitCode.Usage, "usage"),
            FileNotFoundException { FileName: { } file } => (CliText.Format("FileMissing", file), ExitCode.Usage, "file"),
            IOException or UnauthorizedAccessException => (CliText.Format("FileUnusable", exception.Message), ExitCode.Usage, "file"),
            _ => (CliText.Format("Unexpected", exception.GetType().Name, exception.Message), ExitCode.Failure, "unexpected"),
        };
        return new FailureReport(PlainText.OneLine(text), exitCode, kind) { Details = DetailsOf(exception) };
    }

    public void Write(Terminal terminal, bool asJson)
    {
        if (!asJson)
        {
            terminal.Note(CliText.Format("Error", Message));
            return;
        }

        var error = new JObject { ["kind"] = Kind, ["exit_code"] = (int)ExitCode, ["message"] = Message };
        error.Merge(Details);
        terminal.ErrorWriter.WriteLine(JsonOutput.OnOneLine(new JObject { ["error"] = error }));
    }

    private static JObject DetailsOf(Exception exception)
    {
        var details = new JObject();
        if (exception is DifyApiException problem)
        {
            details["operation"] = problem.Operation;
            details["status"] = (int?)problem.StatusCode;
            details["code"] = string.IsNullOrEmpty(problem.Code.Value) ? null : problem.Code.Value;
            details["explanation"] = problem.Explain();
            details["server_message"] = problem.ServerMessage;
            details["retry_after"] = problem.RetryAfter?.TotalSeconds;
        }

        if (exception is WorkflowRunCanceledException cancelled)
        {
            details["task_id"] = cancelled.TaskId;
            details["workflow_run_id"] = cancelled.WorkflowRunId;
            details["stop_requested"] = cancelled.StopRequested && cancelled.StopFailure is null;
        }
        else if (exception is WorkflowStreamInterruptedException interrupted)
        {
            details["task_id"] = interrupted.TaskId;
            details["workflow_run_id"] = interrupted.WorkflowRunId;
        }

        return details;
    }

    private static string Problem(DifyApiException problem)
    {
        var line = problem.Message;
        if (problem.Explain() is var explanation && !line.Contains(explanation, StringComparison.Ordinal))
        {
            line = CliText.Format("TwoSentences", line, explanation);
        }

        return string.IsNullOrWhiteSpace(problem.ServerMessage)
            ? line
            : CliText.Format("WithServerMessage", line, PlainText.OneLine(problem.ServerMessage));
    }

    private static string Interrupted(WorkflowStreamInterruptedException interrupted, CommandLineHints hints)
        => interrupted is { RunMayBeGoing: true, WorkflowRunId: { } id }
            ? CliText.Format("InterruptedRun", interrupted.Message, hints.Follow(id))
            : interrupted.Message;

    // A server says success to any stop: that the run has ended is known from its record alone.
    private static string Cancelled(WorkflowRunCanceledException cancelled, CommandLineHints hints) => cancelled switch
    {
        { StopRequested: true, StopFailure: { } failure, TaskId: { } task }
            => CliText.Format("CancelledStopFailed", failure.Message, hints.Stop(task)),
        { StopRequested: true, WorkflowRunId: { } id } => CliText.Format("CancelledAndStopped", id, hints.Show(id)),
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
