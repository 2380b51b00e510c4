using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

public partial class DifyKnowledgeClient
{
    private const string StatusOperation = "getDocumentIndexingStatus";

    /// <inheritdoc/>
    public virtual async Task<IReadOnlyList<DocumentIndexingProgress>> WaitUntilIndexedAsync(
        string datasetId, string batch, IndexingWaitOptions? options = null, CancellationToken cancellationToken = default)
    {
        (options ??= new IndexingWaitOptions()).ThrowIfInvalid(nameof(options));
        var clock = connection.Options.TimeProvider;
        using var bound = Clock.CancelAfter(clock, options.Timeout);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, bound.Token);
        var told = new Dictionary<string, (DocumentIndexingStatus, int?, int?)>(StringComparer.Ordinal);
        var wait = IndexingWaitOptions.FirstInterval;
        try
        {
            while (true)
            {
                var documents = (await GetDocumentIndexingStatusAsync(
                    datasetId: datasetId, batch: batch, cancellationToken: either.Token).ConfigureAwait(false)).Data;
                foreach (var document in documents.Where(document => IsNews(told, document)))
                {
                    options.Progress?.Report(document);
                }

                if (documents.Any(static document => document.IndexingStatus == DocumentIndexingStatus.Error))
                {
                    var message = ClientText.Format("IndexingFailed", StatusOperation);
                    throw new DocumentIndexingException(message, new DifyFailure(StatusOperation)) { Documents = documents };
                }

                if (documents.Count > 0 && documents.All(static document => document.IndexingStatus == DocumentIndexingStatus.Completed))
                {
                    return documents;
                }

                await Clock.DelayAsync(clock, wait, either.Token).ConfigureAwait(false);
                wait = wait + wait < IndexingWaitOptions.LongestInterval ? wait + wait : IndexingWaitOptions.LongestInterval;
            }
        }
        catch (OperationCanceledException exception) when (bound.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            var message = ClientText.Format("IndexingTimedOut", StatusOperation, options.Timeout);
            throw new DifyTimeoutException(message, new DifyFailure(StatusOperation) { IsTransient = true }, exception);
        }
    }

    // CUSTOM: chosen over the general stream: the run of a pipeline says itself when it is over, and so does a data source.
    private IAsyncEnumerable<DifyStreamEvent> StreamAsync(
        ApiCall call, EventCatalog<DifyStreamEvent> catalog, CancellationToken cancellationToken)
        => connection.StreamToEndAsync(call, catalog, connection.Options.IdleTimeout, next => next switch
        {
            ErrorEvent => throw StreamFailure.OfEvent(call.Operation, next),
            DatasourceCompletedEvent or DatasourceErrorEvent or WorkflowFinishedEvent => StreamProgress.Over,
            _ => StreamProgress.Open,
        }, cancellationToken);

    private static bool IsNews(Dictionary<string, (DocumentIndexingStatus, int?, int?)> told, DocumentIndexingProgress document)
    {
        var state = (document.IndexingStatus, document.CompletedSegments, document.TotalSegments);
        var isNews = !told.TryGetValue(document.Id, out var before) || before != state;
        told[document.Id] = state;
        return isNews;
    }
}
