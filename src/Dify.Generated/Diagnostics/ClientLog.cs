using System;
using Microsoft.Extensions.Logging;

namespace Dify.Generated;

/// <summary>What the client logs. Only ids, codes, counts and times: never what was sent or answered. The ids and names of the entries are
/// listed at <see cref="DifyDiagnostics.LogCategory"/>.</summary>
internal static partial class ClientLog
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "{Operation} failed: {Failure}, status {StatusCode}, code {Code}")]
    public static partial void CallFailed(ILogger logger, string operation, string failure, int statusCode, string code);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "{Operation} is repeated, try {Retry}, after {Delay}")]
    public static partial void CallRepeated(ILogger logger, string operation, int retry, TimeSpan delay);

    [LoggerMessage(EventId = 3, Level = LogLevel.Information, Message = "The stream of run {WorkflowRunId} is taken up again: {End}")]
    public static partial void StreamResumed(ILogger logger, string? workflowRunId, StreamEnd end);

    [LoggerMessage(EventId = 4, Level = LogLevel.Warning, Message = "Run {WorkflowRunId} was left but could not be stopped: {Failure}")]
    public static partial void StopFailed(ILogger logger, string? workflowRunId, string failure);

    [LoggerMessage(EventId = 5, Level = LogLevel.Debug, Message = "{Operation} succeeded after {Elapsed}, status {StatusCode}")]
    public static partial void CallSucceeded(ILogger logger, string operation, TimeSpan elapsed, int statusCode);

    [LoggerMessage(EventId = 6, Level = LogLevel.Debug, Message = "{Operation} was cancelled by the caller")]
    public static partial void CallCancelled(ILogger logger, string operation);

    [LoggerMessage(EventId = 7, Level = LogLevel.Debug, Message = "Run {WorkflowRunId} is followed, by {Operation}: task {TaskId}")]
    public static partial void RunStarted(ILogger logger, string? workflowRunId, string operation, string? taskId);

    [LoggerMessage(
        EventId = 8, Level = LogLevel.Information, Message = "Run {WorkflowRunId} ended as {Status} after {Elapsed} and {Events} events")]
    public static partial void RunEnded(ILogger logger, string? workflowRunId, string? status, TimeSpan elapsed, long events);

    [LoggerMessage(
        EventId = 9, Level = LogLevel.Warning, Message = "Run {WorkflowRunId} broke off after {Elapsed} and {Events} events: {Failure}")]
    public static partial void RunFailed(ILogger logger, string? workflowRunId, TimeSpan elapsed, long events, string failure);

    [LoggerMessage(
        EventId = 10,
        Level = LogLevel.Information,
        Message = "Run {WorkflowRunId} was left by the caller after {Elapsed} and {Events} events")]
    public static partial void RunLeft(ILogger logger, string? workflowRunId, TimeSpan elapsed, long events);

    [LoggerMessage(EventId = 11, Level = LogLevel.Warning, Message = "The run that {Operation} asked for has not begun after {Quiet}")]
    public static partial void RunNotBegun(ILogger logger, string operation, TimeSpan quiet);

    [LoggerMessage(
        EventId = 12,
        Level = LogLevel.Information,
        Message = "Run {WorkflowRunId} brought nothing but pings for {Quiet}; its record says {Status}")]
    public static partial void RunQuiet(ILogger logger, string? workflowRunId, TimeSpan quiet, string? status);

    [LoggerMessage(
        EventId = 13,
        Level = LogLevel.Information,
        Message = "The run that {Operation} asked for was left before it had a name; it is stopped as soon as it has one")]
    public static partial void StopPending(ILogger logger, string operation);
}
