using System;
using System.Collections.Generic;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>Makes the exceptions of a run, with all that is known of it.</summary>
internal static class RunFailure
{
    /// <summary>The server ended the run with an error event, in any of its three forms: code and ids may be missing.</summary>
    public static WorkflowRunException Error(string operation, ErrorEvent error, RunProgress progress)
    {
        var status = (int)(((long?)error.Status) ?? 0);
        var members = new Dictionary<string, JToken>(StringComparer.Ordinal);
        foreach (var member in error.AdditionalProperties ?? new Dictionary<string, JToken>())
        {
            members[member.Key] = member.Value;
        }

        var problem = new DifyProblem(status, string.IsNullOrEmpty(error.Code) ? default : new DifyErrorCode(error.Code!), error.Message, members);
        return new WorkflowRunException(
            ClientText.Format("RunError", operation, Described(problem), ProblemAdvice.For(problem)),
            new DifyFailure(operation) { StatusCode = status, Problem = problem, IsTransient = ProblemMapper.IsTransient(problem) })
        {
            TaskId = progress.TaskId ?? error.TaskId,
            WorkflowRunId = progress.WorkflowRunId ?? error.WorkflowRunId,
            EventsReceived = progress.EventsReceived,
        };
    }

    // Only a code that the documents name: any other one is the server's text.
    private static string Described(DifyProblem problem)
        => ProblemText.KnownCode(problem.Code) is { Length: > 0 } code ? $"{problem.Status} {code}" : $"{problem.Status}";

    /// <summary>The stream ended before the run did.</summary>
    /// <param name="operation">The operation whose stream it was.</param>
    /// <param name="end">How it ended.</param>
    /// <param name="cause">What the platform, or the attempt to take it up again, threw.</param>
    /// <param name="progress">How far the run was followed.</param>
    /// <param name="runMayBeGoing">Whether the server may still be at it.</param>
    public static WorkflowStreamInterruptedException Interrupted(string operation, StreamEnd end, Exception? cause, RunProgress progress, bool runMayBeGoing = true)
        => new(
            ClientText.Format("RunInterrupted", operation, ClientText.Get("StreamEnd" + end), ClientText.Get(runMayBeGoing ? "RunMayBeGoing" : "RunIsNotGoing")),
            new DifyFailure(operation) { IsTransient = end is not (StreamEnd.InvalidEvent or StreamEnd.EventTooLarge) },
            cause)
        {
            End = end,
            TaskId = progress.TaskId,
            WorkflowRunId = progress.WorkflowRunId,
            EventsReceived = progress.EventsReceived,
            RunMayBeGoing = runMayBeGoing,
        };
}
