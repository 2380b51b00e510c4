using System;
using Microsoft.Extensions.Logging;

namespace Dify.Generated;

/// <summary>What the client logs. Only ids, codes and times: never what was sent or answered.</summary>
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
}
