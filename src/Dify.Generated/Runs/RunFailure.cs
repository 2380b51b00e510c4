using System;
using System.Collections.Generic;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>Makes the exceptions of a run, with all that is known of it.</summary>
internal static class RunFailure
{
    /// <summary>The server ended the run with an error event, in any of its forms: code and ids may be missing, the words of another kind
    /// or wrapped.</summary>
    public static DifyApiException Error(string operation, ErrorEvent error, RunProgress progress)
        => Error(operation, ProblemReader.Read(0, DifyJson.ToObject(error)), error, progress);

    /// <summary>The problem that an event without a name is; null if it is none, as far as a code or a status tells.</summary>
    public static DifyProblem? ProblemOf(UnknownEvent nameless)
        => string.IsNullOrEmpty(nameless.Event)
            && ProblemReader.TryParse(nameless.Raw.AsMemory()) is { } members
            && ProblemReader.Read(0, members) is { HasWords: true } problem
            && (problem.Source == ProblemSource.Dify || problem.Status >= 400)
            ? problem
            : null;

    /// <summary>The server said in the stream of a run that it failed.</summary>
    /// <param name="operation">The operation whose stream it was.</param>
    /// <param name="problem">What it said.</param>
    /// <param name="answer">The event; null if it was none.</param>
    /// <param name="progress">How far the run was followed.</param>
    /// <returns>Before the run has begun, the same exception as for a blocking call; else one that tells which run it was.</returns>
    public static DifyApiException Error(string operation, DifyProblem problem, DifyStreamEvent? answer, RunProgress progress)
    {
        var hasBegun = operation == RunReconnection.Operation
            || progress.EventsReceived > 0
            || !string.IsNullOrEmpty(progress.WorkflowRunId ?? answer?.WorkflowRunId);
        if (!hasBegun && problem.Source != ProblemSource.Dify)
        {
            return ProblemMapper.Map(
                operation,
                problem,
                new DifyFailure(operation) { StatusCode = 200, Problem = problem, IsTransient = ProblemAdvice.IsTransient(problem) });
        }

        if (!hasBegun)
        {
            return problem.Code.IsEmpty ? Refused(operation, problem.Message, answer, problem.Status) : Refused(operation, problem, answer);
        }

        var failure = new DifyFailure(operation)
        {
            StatusCode = problem.Status,
            Problem = problem,
            IsTransient = ProblemAdvice.IsTransient(problem),
        };
        return new WorkflowRunException(
            ClientText.Format("RunError", operation, Described(problem), ProblemAdvice.InMessage(problem)), failure)
        {
            TaskId = progress.TaskId ?? answer?.TaskId,
            WorkflowRunId = progress.WorkflowRunId ?? answer?.WorkflowRunId,
            ConversationId = progress.ConversationId ?? answer?.ConversationId,
            MessageId = progress.MessageId ?? answer?.MessageId,
            EventsReceived = progress.EventsReceived,
        };
    }

    /// <summary>Whether a run was refused in the way of newer servers: as one that failed before its first step, by nobody, under an id
    /// that nobody knows.</summary>
    public static bool IsRefusal(WorkflowFinishedEvent finished)
        => finished.TaskId == finished.WorkflowRunId
            && RunStatuses.Said(finished.Data) == WorkflowRunStatus.Failed
            && finished.Data is { TotalSteps: 0, CreatedBy: { Id: null, User: null, Name: null, Email: null } };

    /// <summary>
    /// The server refused the run before it had begun, in words alone. They are the ones that it has for a blocking call under 400
    /// <c>invalid_param</c>, unless they speak of what the caller cannot mend.
    /// </summary>
    public static DifyApiException Refused(string operation, string? words, DifyStreamEvent? answer, int said = 0)
    {
        // Servers say 500 of what they refuse.
        const int AnyFault = 500;
        var (status, code) = words switch
        {
            // These hold names that people gave to variables and files, and are about nothing else.
            _ when Speaks(words, "in input form") || Speaks(words, "validation failed for file") => (400, "invalid_param"),
            _ when Speaks(words, "quota") => (429, "rate_limit_error"),
            _ when Speaks(words, "rate limit") || Speaks(words, "rate_limit") => (429, string.Empty),
            _ when Speaks(words, "overload") => (503, string.Empty),
            _ when said is >= 400 and not AnyFault => (said, said == 400 ? "invalid_param" : string.Empty),
            _ => (400, "invalid_param"),
        };
        var problem = new DifyProblem(
            status, code.Length == 0 ? default : new DifyErrorCode(code), words, new Dictionary<string, JToken>());
        return Refused(operation, problem, answer);
    }

    private static DifyApiException Refused(string operation, DifyProblem problem, DifyStreamEvent? answer)
        => ProblemMapper.Map(operation, problem, new DifyFailure(operation)
        {
            StatusCode = problem.Status,
            Problem = problem,
            IsTransient = ProblemAdvice.IsTransient(problem),
            ResponseBody = answer is null ? null : DifyJson.ToText(answer),
        });

    private static bool Speaks(string? words, string of) => words?.IndexOf(of, StringComparison.OrdinalIgnoreCase) >= 0;

    // Only a code that the documents name: any other one is the server's text.
    private static string Described(DifyProblem problem)
        => ProblemText.KnownCode(problem.Code) is { Length: > 0 } code ? $"{problem.Status} {code}" : $"{problem.Status}";

    /// <summary>The stream ended before the run did.</summary>
    /// <param name="operation">The operation whose stream it was.</param>
    /// <param name="end">How it ended.</param>
    /// <param name="cause">What the platform, or the attempt to take it up again, threw.</param>
    /// <param name="progress">How far the run was followed.</param>
    /// <param name="runMayBeGoing">Whether the server may still be at it.</param>
    public static WorkflowStreamInterruptedException Interrupted(
        string operation, StreamEnd end, Exception? cause, RunProgress progress, bool runMayBeGoing = true)
        => new(
            ClientText.Format(
                "RunInterrupted", operation, ClientText.Get("StreamEnd" + end), ClientText.Get(Advice(progress, runMayBeGoing))),
            new DifyFailure(operation) { IsTransient = end is not (StreamEnd.InvalidEvent or StreamEnd.EventTooLarge) },
            cause)
        {
            End = end,
            TaskId = progress.TaskId,
            WorkflowRunId = progress.WorkflowRunId,
            ConversationId = progress.ConversationId,
            MessageId = progress.MessageId,
            EventsReceived = progress.EventsReceived,
            RunMayBeGoing = runMayBeGoing,
        };

    // A run without a name may have been started all the same, and only the log of the app can tell.
    private static string Advice(RunProgress progress, bool runMayBeGoing)
        => !runMayBeGoing ? "RunIsNotGoing"
            : progress is { WorkflowRunId: null, IsOfAnswer: true } ? "AnswerMayBeKept"
            : progress.WorkflowRunId is null ? "RunMayBeInLog" : "RunMayBeGoing";
}
