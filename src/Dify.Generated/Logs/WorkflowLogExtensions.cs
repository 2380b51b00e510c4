using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Dify.Generated;

/// <summary>The log of an app beyond a single page.</summary>
public static class WorkflowLogExtensions
{
    /// <summary>
    /// The entries of the log, newest first, over all pages from the first or from <see cref="WorkflowLogQuery.Page"/>. A page is requested when the entries before it have been taken, never ahead of that; leaving the loop requests no more.
    /// An entry that moves to the next page while newer ones come in is given once.
    /// </summary>
    /// <param name="client">The client.</param>
    /// <param name="query">Which entries; null for all of them. Later changes to it have no effect.</param>
    /// <param name="cancellationToken">Stops the enumeration.</param>
    /// <returns>The entries. Each enumeration asks the server anew.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> is null.</exception>
    /// <exception cref="ArgumentException">The page size is not 1 to 100, or the time range is empty.</exception>
    /// <exception cref="DifyApiException">While enumerating: a call failed.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the token was cancelled.</exception>
    public static IAsyncEnumerable<WorkflowLogItem> GetAllWorkflowLogsAsync(
        this IDifyWorkflowClient client, WorkflowLogQuery? query = null, CancellationToken cancellationToken = default)
    {
        if (client is null)
        {
            throw new ArgumentNullException(nameof(client));
        }

        var copy = query?.Clone() ?? new WorkflowLogQuery();
        if (copy.PageSize is < 1 or > WorkflowLogQuery.LargestPage)
        {
            throw new ArgumentException(ClientText.Format("PageSizeOutOfRange", nameof(WorkflowLogQuery.PageSize), WorkflowLogQuery.LargestPage), nameof(query));
        }

        if (copy.CreatedAtAfter > copy.CreatedAtBefore)
        {
            throw new ArgumentException(
                ClientText.Format("TimeRangeEmpty", nameof(WorkflowLogQuery.CreatedAtAfter), nameof(WorkflowLogQuery.CreatedAtBefore)), nameof(query));
        }

        return EnumerateAsync(client, copy, cancellationToken);
    }

    private static async IAsyncEnumerable<WorkflowLogItem> EnumerateAsync(
        IDifyWorkflowClient client, WorkflowLogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var previous = new HashSet<string>(StringComparer.Ordinal);
        for (var page = query.Page ?? 1; ; page++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            query.Page = page;
            var answer = await client.GetWorkflowLogsAsync(query: query, cancellationToken: cancellationToken).ConfigureAwait(false);
            var current = new HashSet<string>(StringComparer.Ordinal);
            foreach (var item in answer.Data)
            {
                cancellationToken.ThrowIfCancellationRequested();
                current.Add(item.Id);

                // Pages are counted from the newest entry, so one that is added in between moves the last of a page to the next.
                if (item.Id.Length == 0 || !previous.Contains(item.Id))
                {
                    yield return item;
                }
            }

            // A page without entries is the last one, whatever else it says.
            if (!answer.HasMore || answer.Data.Count == 0)
            {
                yield break;
            }

            previous = current;
        }
    }
}
