using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated.Testing;

/// <summary>The requests that came in, oldest first, up to a limit.</summary>
internal sealed class RequestLog(int limit)
{
    private readonly Queue<RecordedRequest> requests = new();
    private readonly ChangeNotice changes = new();

    public void Add(RecordedRequest request)
    {
        lock (requests)
        {
            requests.Enqueue(request);
            if (requests.Count > limit)
            {
                requests.Dequeue();
            }
        }

        changes.Announce();
    }

    public void Clear()
    {
        lock (requests)
        {
            requests.Clear();
        }

        changes.Announce();
    }

    public IReadOnlyList<RecordedRequest> Snapshot()
    {
        lock (requests)
        {
            return [.. requests];
        }
    }

    public async Task<RecordedRequest> WaitForAsync(Func<RecordedRequest, bool> condition, CancellationToken cancellationToken)
    {
        RecordedRequest? found = null;
        await changes.WaitUntilAsync(
            () => (found = Snapshot().FirstOrDefault(condition)) is not null, cancellationToken).ConfigureAwait(false);
        return found!;
    }
}
