using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

public partial interface IDifyKnowledgeClient
{
    /// <summary>
    /// Waits until the documents of a batch are indexed. The server is asked after 1 second, then at intervals that double up to 10.
    /// </summary>
    /// <param name="datasetId">The id of the knowledge base.</param>
    /// <param name="batch">The batch, as the answer to the added document names it.</param>
    /// <param name="options">How long to wait, and who is told of progress; null for the defaults.</param>
    /// <param name="cancellationToken">Stops waiting; the server goes on indexing.</param>
    /// <returns>The documents, all of them indexed.</returns>
    /// <exception cref="ArgumentException">An argument is empty or no UUID, or an option is wrong.</exception>
    /// <exception cref="DocumentIndexingException">A document could not be indexed.</exception>
    /// <exception cref="DifyTimeoutException">
    /// The documents were not indexed in time; the server goes on. A document whose indexing is paused counts as not indexed.
    /// </exception>
    /// <exception cref="DifyNotFoundException">There is no such knowledge base or batch.</exception>
    /// <exception cref="DifyApiException">A call failed.</exception>
    Task<IReadOnlyList<DocumentIndexingProgress>> WaitUntilIndexedAsync(
        string datasetId, string batch, IndexingWaitOptions? options = null, CancellationToken cancellationToken = default);
}
