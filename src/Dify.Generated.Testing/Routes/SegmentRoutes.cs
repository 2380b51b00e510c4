using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>The segments of a document and the pieces that they are searched by.</summary>
internal sealed class SegmentRoutes(DifyApp app)
{
    private const string Template = "/datasets/{dataset_id}/documents/{document_id}/segments";
    private const string Segment = Template + "/{segment_id}";
    private const string Children = Segment + "/child_chunks";
    private const string Child = Children + "/{child_chunk_id}";
    private const int LargestPage = 100;

    private readonly KnowledgeLookup find = new(app);

    private DateTimeOffset Now => app.Time.GetUtcNow();

    public IEnumerable<Route> All =>
    [
        Route.Get(Template, request => find.Document(request, document => List(request, document))),
        Route.Post(Template, request => find.Document(request, document => Create(request, document))) with { RefuseInput = Misshapen },
        Route.Get(Segment, request => find.Segment(request, Answer)),
        Route.Post(Segment, request => find.Segment(request, segment => Update(request, segment))),
        Route.Delete(Segment, request => find.Segment(request, Delete)),
        Route.Get(Children, request => find.Segment(request, segment => ListChildren(request, segment))),
        Route.Post(Children, request => find.Segment(request, segment => CreateChild(request, segment))),
        Route.Patch(Child, request => find.Segment(request, segment => WithChild(request, segment, child => UpdateChild(request, child)))),
        Route.Delete(Child, request => find.Segment(request, segment => WithChild(request, segment, child => DeleteChild(segment, child)))),
    ];

    // This operation alone refuses a body in a shape of its own.
    private static ContentReply Misshapen(string reason) => ContentReply.Json(400, new JObject { ["error"] = reason });

    private Reply List(RouteRequest request, KnowledgeDocument document)
    {
        if (PageQuery.Read(request, LargestPage, out PageQuery page) is { } refusal)
        {
            return refusal;
        }

        string part = request.Query("keyword") ?? "";
        string? status = request.Query("status") is { Length: > 0 } given ? given : null;
        List<JObject> found =
        [
            .. document.SegmentsAt(Now).Where(segment => segment.Content.Contains(part, StringComparison.OrdinalIgnoreCase))
                .Select(segment => segment.ToJson(Now))
                .Where(segment => status is null || (string?)segment["status"] == status),
        ];
        JObject json = page.ToJson(found, segment => segment);
        json["has_more"] = found.Count > (long)page.Page * page.Limit;
        json["doc_form"] = document.Form;
        return ContentReply.Json(200, json);
    }

    private Reply Create(RouteRequest request, KnowledgeDocument document)
    {
        if (!document.Indexing.IsCompleteAt(Now))
        {
            return Problem.NotFound("Document is not completed.");
        }

        if (!document.IsEnabled)
        {
            return Problem.NotFound("Document is disabled.");
        }

        JObject[] given = [.. request.Body["segments"]!.OfType<JObject>()];
        if (given.Length == 0)
        {
            return Misshapen("1 validation error\nsegments\n  List should have at least 1 item after validation, not 0");
        }

        if (given.Any(segment => string.IsNullOrWhiteSpace((string?)segment["content"])))
        {
            return Problem.InvalidParameter("Content is empty");
        }

        if (document.Form == "qa_model" && given.Any(segment => string.IsNullOrEmpty((string?)segment["answer"])))
        {
            return Problem.InvalidParameter("Answer is required");
        }

        document.SegmentsAt(Now);
        JArray added = new(given.Select(segment => document.AddSegment(segment, Now).ToJson(Now)));
        return ContentReply.Json(200, new JObject { ["data"] = added, ["doc_form"] = document.Form });
    }

    private Reply Answer(KnowledgeSegment segment) =>
        ContentReply.Json(200, new JObject { ["data"] = segment.ToJson(Now), ["doc_form"] = segment.Document.Form });

    private Reply Update(RouteRequest request, KnowledgeSegment segment)
    {
        segment.Update((JObject)request.Body["segment"]!, app.Knowledge.Account, Now);
        return Answer(segment);
    }

    private Reply Delete(KnowledgeSegment segment)
    {
        segment.Document.SegmentsAt(Now).Remove(segment);
        return ContentReply.Gone;
    }

    private static Reply ListChildren(RouteRequest request, KnowledgeSegment segment)
    {
        if (PageQuery.Read(request, LargestPage, out PageQuery page) is { } refusal)
        {
            return refusal;
        }

        string part = request.Query("keyword") ?? "";
        List<JObject> found =
            [.. segment.Children.Where(child => ((string)child["content"]!).Contains(part, StringComparison.OrdinalIgnoreCase))];
        JObject json = page.ToJson(found, child => child.DeepClone());
        json.Remove("has_more");
        json["total_pages"] = (found.Count + page.Limit - 1) / page.Limit;
        return ContentReply.Json(200, json);
    }

    private Reply CreateChild(RouteRequest request, KnowledgeSegment segment) => ContentReply.Json(
        200, new JObject { ["data"] = segment.AddChild((string)request.Body["content"]!, "customized", Now).DeepClone() });

    private static Reply WithChild(RouteRequest request, KnowledgeSegment segment, Func<JObject, Reply> answer) =>
        segment.Children.Find(child => (string?)child["id"] == request.PathValue("child_chunk_id")) is { } found
            ? answer(found)
            : Problem.NotFound("Child chunk not found.");

    private ContentReply UpdateChild(RouteRequest request, JObject child)
    {
        string text = (string)request.Body["content"]!;
        child["content"] = text;
        child["word_count"] = text.Length;
        child["type"] = "customized";
        child["updated_at"] = Now.ToUnixTimeSeconds();
        return ContentReply.Json(200, new JObject { ["data"] = child.DeepClone() });
    }

    private static Reply DeleteChild(KnowledgeSegment segment, JObject child)
    {
        segment.Children.Remove(child);
        return ContentReply.Gone;
    }
}
