using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>The log of an app beyond a single page.</summary>
public static class WorkflowLogExtensions
{
    private const string Operation = "getWorkflowLogs";

    /// <summary>
    /// The entries of the log, newest first, over all pages from the first or from <see cref="WorkflowLogQuery.Page"/>. A page is requested
    /// when the entries before it have been taken, never ahead of that; leaving the loop requests no more. An entry that moves to the next
    /// page while newer ones come in is given once. Servers leave the order within a second to chance, so an entry may get lost between two
    /// pages: if there are fewer than the server counts, the seconds between pages are read again, and what is found comes last.
    /// </summary>
    /// <param name="client">The client.</param>
    /// <param name="query">Which entries; null for all of them. Later changes to it have no effect.</param>
    /// <param name="cancellationToken">Stops the enumeration.</param>
    /// <returns>The entries. Each enumeration asks the server anew.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> is null.</exception>
    /// <exception cref="ArgumentException">The page size is not 1 to 100, or the time range is empty.</exception>
    /// <exception cref="DifyApiException">While enumerating: a call failed.</exception>
    /// <exception cref="DifyProtocolException">
    /// At the end: entries that the server counts could not be had. All others have been given.
    /// </exception>
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
            throw new ArgumentException(
                ClientText.Format("PageSizeOutOfRange", nameof(WorkflowLogQuery.PageSize), WorkflowLogQuery.LargestPage), nameof(query));
        }

        if (copy.CreatedAtAfter > copy.CreatedAtBefore)
        {
            throw new ArgumentException(
                ClientText.Format("TimeRangeEmpty", nameof(WorkflowLogQuery.CreatedAtAfter), nameof(WorkflowLogQuery.CreatedAtBefore)),
                nameof(query));
        }

        return EnumerateAsync(client, copy, cancellationToken);
    }

    private static async IAsyncEnumerable<WorkflowLogItem> EnumerateAsync(
        IDifyWorkflowClient client, WorkflowLogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isWhole = query.Page is null or 1;
        var taken = new TakenLogs();
        var count = long.MaxValue;
        for (query.Page ??= 1; ; query.Page++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var answer = await client.GetWorkflowLogsAsync(query: query, cancellationToken: cancellationToken).ConfigureAwait(false);

            // Entries that were added or removed meanwhile are none that this enumeration lacks.
            count = Math.Min(count, answer.Total);
            taken.BeginPage(answer.Data);
            foreach (var item in answer.Data)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (taken.Take(item))
                {
                    yield return item;
                }
            }

            // A page without entries is the last one, whatever else it says.
            if (!answer.HasMore || answer.Data.Count == 0)
            {
                break;
            }
        }

        if (!isWhole || taken.Count >= count)
        {
            yield break;
        }

        await foreach (var item in ReadAgainAsync(client, query, taken, count, cancellationToken).ConfigureAwait(false))
        {
            yield return item;
        }

        if (taken.Count < count)
        {
            throw new DifyProtocolException(
                ClientText.Format(
                    "LogIncomplete",
                    Operation,
                    count,
                    taken.Count,
                    nameof(WorkflowLogQuery.CreatedAtAfter),
                    nameof(WorkflowLogQuery.CreatedAtBefore)),
                new DifyFailure(Operation) { IsTransient = true });
        }
    }

    // A second has more than one page only where more runs than that were started in it. Pages of another size end elsewhere.
    private static async IAsyncEnumerable<WorkflowLogItem> ReadAgainAsync(
        IDifyWorkflowClient client,
        WorkflowLogQuery query,
        TakenLogs taken,
        long count,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const int MostPages = 10;
        int[] sizes = [WorkflowLogQuery.LargestPage, WorkflowLogQuery.LargestPage - 17];
        foreach (var second in taken.SecondsBetweenPages)
        {
            (query.CreatedAtAfter, query.CreatedAtBefore) = (second, second);
            foreach (var size in sizes)
            {
                query.PageSize = size;
                for (query.Page = 1; query.Page <= MostPages && taken.Count < count; query.Page++)
                {
                    var answer = await client.GetWorkflowLogsAsync(
                        query: query, cancellationToken: cancellationToken).ConfigureAwait(false);
                    foreach (var item in answer.Data)
                    {
                        if (taken.Take(item))
                        {
                            yield return item;
                        }
                    }

                    if (!answer.HasMore || answer.Data.Count == 0)
                    {
                        break;
                    }
                }
            }
        }
    }
}
