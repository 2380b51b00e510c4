using System.Collections.Generic;
using System.Threading;

namespace Dify.Generated;

public partial class DifyChatClient
{
    // CUSTOM: chosen over the general stream: an answer says itself when it is over; a stream that ends before is never taken for whole.
    private IAsyncEnumerable<DifyStreamEvent> StreamAsync(
        ApiCall call, EventCatalog<DifyStreamEvent> catalog, CancellationToken cancellationToken)
    {
        // A chatflow goes on behind its answer, to the end of its run or to a pause.
        var isOfRun = call.Method == System.Net.Http.HttpMethod.Get.Method;
        return MessageStream.StreamAsync(connection, call, catalog, next => (isOfRun |= next is WorkflowStartedEvent, next) switch
        {
            (_, WorkflowFinishedEvent or WorkflowPausedEvent) => StreamProgress.Over,
            (true, MessageEndEvent) => StreamProgress.Open,
            _ => MessageStream.Judge(call.Operation, next),
        }, cancellationToken);
    }
}
