using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>Knowledge bases themselves.</summary>
internal sealed class DatasetRoutes(DifyApp app)
{
    private const string Template = "/datasets/{dataset_id}";

    private readonly KnowledgeLookup find = new(app);

    public IEnumerable<Route> All =>
    [
        Route.Get("/datasets", List),
        Route.Post("/datasets", Create),
        Route.Get(Template, request => find.Base(request, found => Answer(found, isEmbeddable: true))),
        Route.Patch(Template, request => find.Base(request, found => Update(request, found))),
        Route.Delete(Template, request => find.Base(request, Delete)),
    ];

    private Reply List(RouteRequest request)
    {
        if (PageQuery.Read(request, int.MaxValue, out PageQuery page) is { } refusal)
        {
            return refusal;
        }

        string part = request.Query("keyword") ?? "";
        IReadOnlyList<string> tags = request.Recorded.Query.GetValueOrDefault("tag_ids") ?? [];
        lock (app.Knowledge.Gate)
        {
            List<KnowledgeBase> found =
            [
                .. Enumerable.Reverse(app.Knowledge.Bases).Where(known => known.Name.Contains(part, StringComparison.OrdinalIgnoreCase)
                    && tags.All(known.TagIds.Contains)),
            ];
            return ContentReply.Json(200, page.ToJson(found, known => Json(known, isEmbeddable: true)));
        }
    }

    private Reply Create(RouteRequest request)
    {
        lock (app.Knowledge.Gate)
        {
            if (app.Knowledge.Bases.Exists(known => known.Name == (string?)request.Body["name"]))
            {
                return Problem.Create(
                    409, "dataset_name_duplicate", "The dataset name already exists. Please modify your dataset name.");
            }

            var added = new KnowledgeBase(
                Guid.NewGuid().ToString(), (JObject)request.Body.DeepClone(), app.Knowledge.Account, app.Time.GetUtcNow());
            app.Knowledge.Bases.Add(added);
            return Answer(added, isEmbeddable: null);
        }
    }

    private Reply Update(RouteRequest request, KnowledgeBase known)
    {
        known.Update(request.Body, app.Time.GetUtcNow());
        JObject json = Json(known, isEmbeddable: null);
        json["partial_member_list"] = known.Members.DeepClone();
        return ContentReply.Json(200, json);
    }

    private Reply Delete(KnowledgeBase known)
    {
        app.Knowledge.Bases.Remove(known);
        return ContentReply.Gone;
    }

    private ContentReply Answer(KnowledgeBase known, bool? isEmbeddable) => ContentReply.Json(200, Json(known, isEmbeddable));

    private JObject Json(KnowledgeBase known, bool? isEmbeddable) => known.ToJson(app.Knowledge.Tags, app.Time.GetUtcNow(), isEmbeddable);
}
