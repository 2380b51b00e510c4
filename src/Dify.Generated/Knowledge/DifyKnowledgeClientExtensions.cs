using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Dify.Generated;

/// <summary>What most programs want of knowledge bases, in one call.</summary>
public static class DifyKnowledgeClientExtensions
{
    /// <summary>Adds a file to a knowledge base and waits until it is indexed. The file is read while it is sent, and never held in memory as a whole.</summary>
    /// <param name="client">The client.</param>
    /// <param name="datasetId">The id of the knowledge base.</param>
    /// <param name="file">The file, 15 MB at most unless the server is set otherwise.</param>
    /// <param name="settings">How to index it; null for the settings of the knowledge base. Its first document has to say how documents are indexed.</param>
    /// <param name="options">How long to wait, and who is told of progress; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the upload, or the wait; the server goes on indexing.</param>
    /// <returns>The document, indexed.</returns>
    /// <exception cref="ArgumentException">An argument is missing, or an option is wrong.</exception>
    /// <exception cref="DocumentIndexingException">The document could not be indexed.</exception>
    /// <exception cref="DifyTimeoutException">The document was not indexed in time; the server goes on.</exception>
    /// <exception cref="DifyApiException">The server refused the file, or a call failed.</exception>
    public static async Task<DocumentDetail> AddFileAsync(
        this IDifyKnowledgeClient client,
        string datasetId,
        FileUpload file,
        CreateDocumentSettings? settings = null,
        IndexingWaitOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        options?.ThrowIfInvalid(nameof(options));
        var added = await NotNull(client).CreateDocumentFromFileAsync(datasetId: datasetId, file: file, data: settings, cancellationToken: cancellationToken).ConfigureAwait(false);
        return await IndexedAsync(client, datasetId, added, options, cancellationToken).ConfigureAwait(false);
    }

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
    public static async Task<DocumentDetail> AddTextAsync(
        this IDifyKnowledgeClient client,
        string datasetId,
        CreateDocumentFromTextRequest request,
        IndexingWaitOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        options?.ThrowIfInvalid(nameof(options));
        var added = await NotNull(client).CreateDocumentFromTextAsync(datasetId: datasetId, request: request, cancellationToken: cancellationToken).ConfigureAwait(false);
        return await IndexedAsync(client, datasetId, added, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The knowledge bases of the workspace over all pages. A page is asked for when it is needed.</summary>
    /// <param name="client">The client.</param>
    /// <param name="options">Which ones, and how many in a page; null for all of them.</param>
    /// <param name="cancellationToken">Stops the enumeration.</param>
    /// <returns>The knowledge bases. Each enumeration asks the server anew.</returns>
    /// <exception cref="DifyApiException">While enumerating: a call failed.</exception>
    public static IAsyncEnumerable<Dataset> GetAllDatasetsAsync(
        this IDifyKnowledgeClient client, ListDatasetsOptions? options = null, CancellationToken cancellationToken = default)
    {
        NotNull(client);
        var page = options?.Clone() ?? new ListDatasetsOptions();
        return Pages.ByNumberAsync(
            page.Page,
            async (number, token) =>
            {
                page.Page = number;
                var answer = await client.ListDatasetsAsync(options: page, cancellationToken: token).ConfigureAwait(false);
                return (answer.Data, answer.HasMore);
            },
            static dataset => dataset.Id,
            cancellationToken);
    }

    /// <summary>The documents of a knowledge base over all pages. A page is asked for when it is needed.</summary>
    /// <param name="client">The client.</param>
    /// <param name="datasetId">The id of the knowledge base.</param>
    /// <param name="options">Which ones, and how many in a page; null for all of them.</param>
    /// <param name="cancellationToken">Stops the enumeration.</param>
    /// <returns>The documents. Each enumeration asks the server anew.</returns>
    /// <exception cref="DifyApiException">While enumerating: a call failed.</exception>
    public static IAsyncEnumerable<Document> GetAllDocumentsAsync(
        this IDifyKnowledgeClient client, string datasetId, ListDocumentsOptions? options = null, CancellationToken cancellationToken = default)
    {
        NotNull(client);
        var page = options?.Clone() ?? new ListDocumentsOptions();
        return Pages.ByNumberAsync(
            page.Page,
            async (number, token) =>
            {
                page.Page = number;
                var answer = await client.ListDocumentsAsync(datasetId: datasetId, options: page, cancellationToken: token).ConfigureAwait(false);
                return (answer.Data, answer.HasMore);
            },
            static document => document.Id,
            cancellationToken);
    }

    /// <summary>The chunks of a document over all pages. A page is asked for when it is needed.</summary>
    /// <param name="client">The client.</param>
    /// <param name="datasetId">The id of the knowledge base.</param>
    /// <param name="documentId">The id of the document.</param>
    /// <param name="options">Which ones, and how many in a page; null for all of them.</param>
    /// <param name="cancellationToken">Stops the enumeration.</param>
    /// <returns>The chunks. Each enumeration asks the server anew.</returns>
    /// <exception cref="DifyApiException">While enumerating: a call failed.</exception>
    public static IAsyncEnumerable<Segment> GetAllSegmentsAsync(
        this IDifyKnowledgeClient client, string datasetId, string documentId, ListSegmentsOptions? options = null, CancellationToken cancellationToken = default)
    {
        NotNull(client);
        var page = options?.Clone() ?? new ListSegmentsOptions();
        return Pages.ByNumberAsync(
            page.Page,
            async (number, token) =>
            {
                page.Page = number;
                var answer = await client.ListSegmentsAsync(datasetId: datasetId, documentId: documentId, options: page, cancellationToken: token).ConfigureAwait(false);
                return (answer.Data, answer.HasMore);
            },
            static segment => segment.Id,
            cancellationToken);
    }

    /// <summary>The child chunks of a chunk over all pages. A page is asked for when it is needed.</summary>
    /// <param name="client">The client.</param>
    /// <param name="datasetId">The id of the knowledge base.</param>
    /// <param name="documentId">The id of the document.</param>
    /// <param name="segmentId">The id of the chunk.</param>
    /// <param name="options">Which ones, and how many in a page; null for all of them.</param>
    /// <param name="cancellationToken">Stops the enumeration.</param>
    /// <returns>The child chunks. Each enumeration asks the server anew.</returns>
    /// <exception cref="DifyApiException">While enumerating: a call failed.</exception>
    public static IAsyncEnumerable<ChildChunk> GetAllChildChunksAsync(
        this IDifyKnowledgeClient client,
        string datasetId,
        string documentId,
        string segmentId,
        GetChildChunksOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        NotNull(client);
        var page = options?.Clone() ?? new GetChildChunksOptions();
        return Pages.ByNumberAsync(
            page.Page,
            async (number, token) =>
            {
                page.Page = number;
                var answer = await client.GetChildChunksAsync(
                    datasetId: datasetId, documentId: documentId, segmentId: segmentId, options: page, cancellationToken: token).ConfigureAwait(false);
                return (answer.Data, number < answer.TotalPages);
            },
            static chunk => chunk.Id,
            cancellationToken);
    }

    private static async Task<DocumentDetail> IndexedAsync(
        IDifyKnowledgeClient client, string datasetId, DocumentAndBatchResponse added, IndexingWaitOptions? options, CancellationToken cancellationToken)
    {
        await client.WaitUntilIndexedAsync(datasetId, added.Batch, options, cancellationToken).ConfigureAwait(false);
        return await client.GetDocumentDetailAsync(datasetId: datasetId, documentId: added.Document.Id, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    private static IDifyKnowledgeClient NotNull(IDifyKnowledgeClient client) => client ?? throw new ArgumentNullException(nameof(client));
}
