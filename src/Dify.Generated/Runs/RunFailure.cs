using System;
using System.Collections.Generic;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>Makes the exceptions of a run, with all that is known of it.</summary>
internal static class RunFailure
{
    /// <summary>The server ended the run with an error event, in any of its three forms: code and ids may be missing.</summary>
    public static WorkflowRunException Error(string operation, ErrorEvent error, RunJournal journal)
    {
        var status = (int)(((long?)error.Status) ?? 0);
        var members = new Dictionary<string, JToken>(StringComparer.Ordinal);
        foreach (var member in error.AdditionalProperties ?? new Dictionary<string, JToken>())
        {
            members[member.Key] = member.Value;
        }

        var problem = new DifyProblem(status, string.IsNullOrEmpty(error.Code) ? default : new DifyErrorCode(error.Code!), error.Message, members);
        return new WorkflowRunException(
            ClientText.Format("RunError", operation, problem, ProblemAdvice.For(problem)),
            new DifyFailure(operation) { StatusCode = status, Problem = problem, IsTransient = ProblemMapper.IsTransient(problem) })
        {
            TaskId = journal.TaskId ?? error.TaskId,
            WorkflowRunId = journal.WorkflowRunId ?? error.WorkflowRunId,
            EventsReceived = journal.EventsReceived,
        };
    }

    /// <summary>The stream ended before the run did.</summary>
    public static WorkflowStreamInterruptedException Interrupted(string operation, Exception cause, RunJournal journal, bool runMayBeGoing = true)
    {
        var end = (cause as StreamBrokenException)?.End ?? StreamEnd.ConnectionLost;
        return new WorkflowStreamInterruptedException(
            ClientText.Format("RunInterrupted", operation, ClientText.Get("StreamEnd" + end), ClientText.Get(runMayBeGoing ? "RunMayBeGoing" : "RunIsNotGoing")),
            new DifyFailure(operation) { IsTransient = end is not (StreamEnd.InvalidEvent or StreamEnd.EventTooLarge) },
            cause is StreamBrokenException broken ? broken.InnerException : cause)
        {
            End = end,
            TaskId = journal.TaskId,
            WorkflowRunId = journal.WorkflowRunId,
            EventsReceived = journal.EventsReceived,
            RunMayBeGoing = runMayBeGoing,
        };
    }
}
