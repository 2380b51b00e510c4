using System;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

public static partial class DifyKnowledgeClientExtensions
{
    /// <summary>
    /// Adds a file to a knowledge base and waits until it is indexed. The file is read while it is sent, never held in memory as a whole.
    /// </summary>
    /// <param name="client">The client.</param>
    /// <param name="datasetId">The id of the knowledge base.</param>
    /// <param name="file">The file, 15 MB at most unless the server is set otherwise.</param>
    /// <param name="settings">
    /// How to index it; null for the settings of the knowledge base. Its first document has to say how documents are indexed.
    /// </param>
    /// <param name="options">How long to wait, and who is told of progress; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the upload, or the wait; the server goes on indexing.</param>
    /// <returns>The document, indexed.</returns>
    /// <exception cref="ArgumentException">An argument is missing, or an option is wrong.</exception>
    /// <exception cref="DocumentIndexingException">The document could not be indexed.</exception>
    /// <exception cref="DifyTimeoutException">The document was not indexed in time; the server goes on.</exception>
    /// <exception cref="DifyApiException">The server refused the file, or a call failed.</exception>
    public static Task<DocumentDetail> AddFileAsync(
        this IDifyKnowledgeClient client,
        string datasetId,
        FileUpload file,
        CreateDocumentSettings? settings = null,
        IndexingWaitOptions? options = null,
        CancellationToken cancellationToken = default)
        => IndexedAsync(
            client,
            datasetId,
            () => client.CreateDocumentFromFileAsync(
                datasetId: datasetId, file: file, data: settings, cancellationToken: cancellationToken),
            options,
            cancellationToken);

    /// <summary>Adds a text to a knowledge base and waits until it is indexed.</summary>
    /// <param name="client">The client.</param>
    /// <param name="datasetId">The id of the knowledge base.</param>
    /// <param name="request">The text, its name, and how to index it.</param>
    /// <param name="options">How long to wait, and who is told of progress; null for the defaults.</param>
    /// <param name="cancellationToken">Stops waiting; the server goes on indexing.</param>
    /// <returns>The document, indexed.</returns>
    /// <exception cref="ArgumentException">An argument is missing, or an option is wrong.</exception>
    /// <exception cref="DocumentIndexingException">The document could not be indexed.</exception>
    /// <exception cref="DifyTimeoutException">The document was not indexed in time; the server goes on.</exception>
    /// <exception cref="DifyApiException">The server refused the text, or a call failed.</exception>
    public static Task<DocumentDetail> AddTextAsync(
        this IDifyKnowledgeClient client,
        string datasetId,
        CreateDocumentFromTextRequest request,
        IndexingWaitOptions? options = null,
        CancellationToken cancellationToken = default)
        => IndexedAsync(
            client,
            datasetId,
            () => client.CreateDocumentFromTextAsync(datasetId: datasetId, request: request, cancellationToken: cancellationToken),
            options,
            cancellationToken);

    private static async Task<DocumentDetail> IndexedAsync(
        IDifyKnowledgeClient client,
        string datasetId,
        Func<Task<DocumentAndBatchResponse>> addAsync,
        IndexingWaitOptions? options,
        CancellationToken cancellationToken)
    {
        _ = client ?? throw new ArgumentNullException(nameof(client));
        options?.ThrowIfInvalid(nameof(options));
        var added = await addAsync().ConfigureAwait(false);
        await client.WaitUntilIndexedAsync(datasetId, added.Batch, options, cancellationToken).ConfigureAwait(false);
        var id = added.Document.Id;
        return await client.GetDocumentDetailAsync(datasetId: datasetId, documentId: id, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
    }
}
