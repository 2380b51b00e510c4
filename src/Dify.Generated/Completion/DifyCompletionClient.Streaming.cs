using System.Collections.Generic;
using System.Threading;

namespace Dify.Generated;

public partial class DifyCompletionClient
{
    // CUSTOM: chosen over the general stream: an answer says itself when it is over, and a stream that ends before is no whole one.
    private IAsyncEnumerable<DifyStreamEvent> StreamAsync(
        ApiCall call, EventCatalog<DifyStreamEvent> catalog, CancellationToken cancellationToken)
        => MessageStream.StreamAsync(connection, call, catalog, next => MessageStream.Judge(call.Operation, next), cancellationToken);
}
