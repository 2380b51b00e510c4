using System;

namespace Dify.Generated.Testing;

/// <summary>Finds what the path of a request names, step by step, and answers as the server where a step leads nowhere.</summary>
internal sealed class KnowledgeLookup(DifyApp app)
{
    /// <summary>The refusal of most operations: there is no such knowledge base.</summary>
    public static ContentReply NoBase => Problem.NotFound("Dataset not found.");

    /// <summary>The refusal of operations that write documents.</summary>
    public static ContentReply NoBaseToWrite => Problem.InvalidParameter("Dataset does not exist.");

    public Reply Base(RouteRequest request, Func<KnowledgeBase, Reply> answer, Func<Reply>? refuse = null)
    {
        lock (app.Knowledge.Gate)
        {
            return app.Knowledge.Find(request.PathValue("dataset_id")) is { } found ? answer(found) : refuse?.Invoke() ?? NoBase;
        }
    }

    public Reply Document(
        RouteRequest request, Func<KnowledgeDocument, Reply> answer, Func<Reply>? refuse = null, string missing = "Document not found.") =>
        Base(
            request,
            home => home.Documents.Find(document => document.Id == request.PathValue("document_id")) is { } found
                ? answer(found)
                : Problem.NotFound(missing),
            refuse);

    public Reply Segment(RouteRequest request, Func<KnowledgeSegment, Reply> answer) => Document(
        request,
        document => document.SegmentsAt(app.Time.GetUtcNow()).Find(segment => segment.Id == request.PathValue("segment_id")) is { } found
            ? answer(found)
            : Problem.NotFound("Segment not found."));
}
