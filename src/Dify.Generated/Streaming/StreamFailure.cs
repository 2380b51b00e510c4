using System;

namespace Dify.Generated;

/// <summary>Makes of a broken stream the exception that callers see when the stream is not that of a run.</summary>
internal static class StreamFailure
{
    public static DifyApiException Map(string operation, StreamBrokenException broken, DifyClientOptions options)
    {
        if (broken.Problem is { } problem)
        {
            return ProblemMapper.Map(
                operation,
                problem,
                new DifyFailure(operation) { StatusCode = 200, Problem = problem, IsTransient = ProblemAdvice.IsTransient(problem) });
        }

        var failure = new DifyFailure(operation)
        {
            StatusCode = 200,
            IsTransient = broken.End is not (StreamEnd.InvalidEvent or StreamEnd.EventTooLarge),
        };
        return broken.End switch
        {
            StreamEnd.IdleTimeout => new DifyTimeoutException(ClientText.Format("StreamIdle", operation), failure, broken.InnerException),
            StreamEnd.InvalidEvent =>
                new DifyProtocolException(ClientText.Format("StreamInvalidEvent", operation), failure, broken.InnerException),
            StreamEnd.EventTooLarge => new DifyProtocolException(
                ClientText.Format("TooLarge", operation, options.MaxEventBytes, nameof(options.MaxEventBytes)),
                failure,
                broken.InnerException),
            _ => new DifyConnectionException(ClientText.Format("ConnectionLost", operation), failure, broken.InnerException),
        };
    }

    /// <summary>What an event is that tells of an error: the exception of a call that waits for the whole answer.</summary>
    public static DifyApiException OfEvent(string operation, IJsonWritable error)
    {
        var text = DifyJson.ToText(error);
        var problem = ProblemReader.Read(status: 0, text.AsMemory());
        var failure = new DifyFailure(operation)
        {
            StatusCode = problem.Status,
            Problem = problem,
            IsTransient = ProblemAdvice.IsTransient(problem),
            ResponseBody = text,
        };
        return ProblemMapper.Map(operation, problem, failure);
    }
}
