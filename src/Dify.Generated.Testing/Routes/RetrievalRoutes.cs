using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>Searching knowledge bases: by the words that a question and a segment have in common.</summary>
internal sealed class RetrievalRoutes(DifyApp app)
{
    private const int UsualCount = 2;
    private const int LongestQuery = 250;

    private readonly KnowledgeLookup find = new(app);

    public IEnumerable<Route> All
        => [Route.Post("/datasets/{dataset_id}/retrieve", request => find.Base(request, known => Search(request, known)))];

    private Reply Search(RouteRequest request, KnowledgeBase known)
    {
        string query = (string)request.Body["query"]!;
        if (query.Length is 0 or > LongestQuery)
        {
            return Problem.InvalidParameter(query.Length == 0
                ? "Query or attachment_ids is required"
                : $"Query must not exceed {LongestQuery} characters");
        }

        DateTimeOffset now = app.Time.GetUtcNow();
        var how = request.Body["retrieval_model"] as JObject ?? [];
        double least = (bool?)how["score_threshold_enabled"] == true ? (double?)how["score_threshold"] ?? 0 : 0;
        IReadOnlyList<string> words = KnowledgeSegment.WordsOf(query);
        IEnumerable<(KnowledgeSegment Segment, double Score)> found = known.Documents
            .Where(document => document.DisplayStatusAt(now) == "available")
            .SelectMany(document => document.SegmentsAt(now))
            .Where(segment => segment.IsEnabled)
            .Select(segment => (segment, ScoreOf(words, segment)))
            .Where(hit => hit.Item2 > 0 && hit.Item2 >= least)
            .OrderByDescending(hit => hit.Item2)
            .Take((int?)how["top_k"] ?? UsualCount)
            .ToList();

        // A search by keywords does not say how well they fit.
        bool isScored = !known.IsEconomical;
        JArray records = new(found.Select(hit => Record(hit.Segment, isScored ? hit.Score : 0.0, now)));
        return ContentReply.Json(200, new JObject { ["query"] = new JObject { ["content"] = query }, ["records"] = records });
    }

    private static double ScoreOf(IReadOnlyList<string> words, KnowledgeSegment segment)
    {
        HashSet<string> own = [.. segment.Keywords ?? [], .. KnowledgeSegment.WordsOf(segment.Content)];
        return words.Count == 0 ? 0 : (double)words.Count(own.Contains) / words.Count;
    }

    private static JObject Record(KnowledgeSegment segment, double score, DateTimeOffset now)
    {
        JObject told = segment.ToJson(now);
        foreach (string name in (string[])["updated_at", "updated_by", "child_chunks", "attachments", "summary"])
        {
            told.Remove(name);
        }

        segment.Hits++;
        told["sign_content"] = null;
        told["document"] = new JObject
        {
            ["id"] = segment.Document.Id,
            ["data_source_type"] = segment.Document.Source.Type,
            ["name"] = segment.Document.Name,
            ["doc_type"] = null,
            ["doc_metadata"] = segment.Document.MetadataByName() is { HasValues: true } metadata ? metadata : null,
        };
        return new JObject
        {
            ["segment"] = told,
            ["child_chunks"] = new JArray(),
            ["score"] = score,
            ["tsne_position"] = null,
            ["files"] = new JArray(),
            ["summary"] = null,
        };
    }
}
