using System;

namespace Dify.Generated.Tests.Faults;

/// <summary>
/// What a fault comes to: how the call ended, with which facts, and what the server saw of it. The matrix says what it has to be; equal
/// records are the right outcome.
/// </summary>
internal sealed record FaultOutcome
{
    /// <summary>The type of the exception; null for success.</summary>
    public string? Failure { get; init; }

    public int Status { get; init; }

    public string Code { get; init; } = string.Empty;

    public bool IsTransient { get; init; }

    /// <summary>Null where the server has answered, so that there is no doubt.</summary>
    public bool? MayHaveReachedServer { get; init; }

    public StreamEnd? End { get; init; }

    public bool? RunMayBeGoing { get; init; }

    public string? TaskId { get; init; }

    public string? WorkflowRunId { get; init; }

    /// <summary>The events that were delivered, which is also how many an exception says were received.</summary>
    public long Events { get; init; }

    public bool? StopRequested { get; init; }

    /// <summary>The type of the exception that the stop call ended with.</summary>
    public string? StopFailure { get; init; }

    /// <summary>How often the server saw the call itself.</summary>
    public int Calls { get; init; } = 1;

    /// <summary>How often the stream of the run was asked for again.</summary>
    public int Resumptions { get; init; }

    /// <summary>How often the run was stopped.</summary>
    public int Stops { get; init; }

    public static FaultOutcome Of<T>(int status = 0, string code = "", bool isTransient = false, int calls = 1)
        where T : Exception
        => new() { Failure = typeof(T).Name, Status = status, Code = code, IsTransient = isTransient, Calls = calls };

    /// <summary>No complete answer came.</summary>
    public static FaultOutcome Connection(bool mayHaveReachedServer, bool isTransient, int calls)
        => Of<DifyConnectionException>(isTransient: isTransient, calls: calls) with { MayHaveReachedServer = mayHaveReachedServer };

    /// <summary>The stream broke behind some events.</summary>
    public static FaultOutcome Interrupted(StreamEnd end, int events) => new()
    {
        Failure = nameof(WorkflowStreamInterruptedException),
        End = end,
        IsTransient = end is not (StreamEnd.InvalidEvent or StreamEnd.EventTooLarge),
        RunMayBeGoing = true,
        Events = events,
        TaskId = FaultRun.TaskIdAfter(events),
        WorkflowRunId = FaultRun.RunIdAfter(events),
    };

    /// <summary>All events came.</summary>
    public static FaultOutcome Success(int events = 0) => new() { Events = events };

    /// <summary>The outcome of a call that has ended.</summary>
    public static FaultOutcome Of(FaultSession session, Exception? failure)
    {
        var seen = new FaultOutcome
        {
            Failure = failure switch
            {
                null => null,
                OperationCanceledException and not WorkflowRunCanceledException => nameof(OperationCanceledException),
                _ => failure.GetType().Name,
            },
            Events = session.Events.Count,
            Calls = session.Calls,
            Resumptions = session.Resumptions,
            Stops = session.Stops,
        };
        if (failure is DifyApiException problem)
        {
            seen = seen with { Status = problem.StatusCode, Code = problem.Code.Value, IsTransient = problem.IsTransient };
        }

        return failure switch
        {
            WorkflowStreamInterruptedException interruption => seen with
            {
                End = interruption.End,
                RunMayBeGoing = interruption.RunMayBeGoing,
                TaskId = interruption.TaskId,
                WorkflowRunId = interruption.WorkflowRunId,
                Events = Same(session, interruption.EventsReceived),
            },
            WorkflowRunException ended =>
                seen with { TaskId = ended.TaskId, WorkflowRunId = ended.WorkflowRunId, Events = Same(session, ended.EventsReceived) },
            WorkflowRunTimeoutException late => seen with
            {
                TaskId = late.TaskId,
                WorkflowRunId = late.WorkflowRunId,
                Events = Same(session, late.EventsReceived),
                StopRequested = late.StopRequested,
                StopFailure = late.StopFailure?.GetType().Name,
            },
            DifyConnectionException connection => seen with { MayHaveReachedServer = connection.MayHaveReachedServer },
            WorkflowRunCanceledException cancelled => seen with
            {
                TaskId = cancelled.TaskId,
                WorkflowRunId = cancelled.WorkflowRunId,
                Events = Same(session, cancelled.EventsReceived),
                StopRequested = cancelled.StopRequested,
                StopFailure = cancelled.StopFailure?.GetType().Name,
            },
            _ => seen,
        };
    }

    /// <summary>The number that an exception tells, if it is the number of events that the caller had; else one that no row of the matrix
    /// expects.</summary>
    private static long Same(FaultSession session, long told) => told == session.Events.Count ? told : -1;
}
