using System;
using System.Collections.Generic;

namespace Dify.Generated;

/// <summary>A document was stored but could not be indexed. Indexing has ended; the document stays in the knowledge base.</summary>
public sealed class DocumentIndexingException : DifyApiException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What failed, and what to do.</param>
    /// <param name="failure">All that is known of the failure.</param>
    /// <param name="innerException">What caused it; null for nothing.</param>
    public DocumentIndexingException(string message, DifyFailure failure, Exception? innerException = null)
        : base(message, failure, innerException)
    {
    }

    /// <summary>The documents of the batch; <see cref="DocumentIndexingProgress.Error"/> has the server's words.</summary>
    public IReadOnlyList<DocumentIndexingProgress> Documents { get; init; } = [];
}
