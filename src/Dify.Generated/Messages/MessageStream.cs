using System;
using System.Collections.Generic;
using System.Threading;

namespace Dify.Generated;

/// <summary>
/// What holds for the stream of an answer. Chat, agent and text generation apps end it with <c>message_end</c>; a chatflow goes on behind that, to the end of its run or to a pause. An error
/// is thrown as the call that waits for the whole answer throws it, and an end without any of these is a failure.
/// </summary>
internal static class MessageStream
{
    // Apps without a workflow send no pings: a model may think for as long as this before its first word.
    private static readonly TimeSpan LongestThought = TimeSpan.FromMinutes(5);

    public static IAsyncEnumerable<DifyStreamEvent> StreamAsync(ApiConnection connection, ApiCall call, EventCatalog<DifyStreamEvent> catalog, CancellationToken cancellationToken)
    {
        var progress = new RunProgress();
        return connection.StreamToEndAsync(call, catalog, IdleTimeout(connection.Options), next => Judge(call.Operation, next, progress), cancellationToken);
    }

    public static TimeSpan IdleTimeout(DifyClientOptions options)
        => options.IdleTimeout == Timeout.InfiniteTimeSpan || options.IdleTimeout > LongestThought ? options.IdleTimeout : LongestThought;

    private static StreamProgress Judge(string operation, DifyStreamEvent next, RunProgress progress)
    {
        switch (next)
        {
            case ErrorEvent error:
                throw RunFailure.Error(operation, error, progress);
            case WorkflowFinishedEvent finished when RunFailure.IsRefusal(finished):
                throw RunFailure.Refused(operation, finished.Data.Error, finished);
            case WorkflowFinishedEvent or WorkflowPausedEvent or DatasourceCompletedEvent or DatasourceErrorEvent:
                return StreamProgress.Over;
            case MessageEndEvent when progress.EventsReceived == 0:
                return StreamProgress.Complete;
            case PingEvent:
                return StreamProgress.Open;
            case WorkflowStreamEvent ofRun:
                progress.Follow(ofRun);
                return StreamProgress.Open;
            default:
                return StreamProgress.Open;
        }
    }
}
