using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>The tags of knowledge bases.</summary>
internal sealed class TagRoutes(DifyApp app)
{
    private const string Template = "/datasets/tags";

    private readonly KnowledgeLookup find = new(app);

    private KnowledgeStore Store => app.Knowledge;

    public IEnumerable<Route> All =>
    [
        Route.Get(Template, _ => Locked(() => ContentReply.Json(200, new JArray(Store.Tags.Select(WithCount))))),
        Route.Post(Template, request => Locked(() => Create((string)request.Body["name"]!))),
        Route.Patch(Template, request => With(request, tag => Rename(tag, (string)request.Body["name"]!))),
        Route.DeleteWithBody(Template, request => With(request, Delete)),
        Route.Post(Template + "/binding", request => Bind(request, static (known, tag) => known.TagIds.Add(tag))),
        Route.Post(Template + "/unbinding", request => Bind(request, static (known, tag) => known.TagIds.Remove(tag))),
        Route.Get("/datasets/{dataset_id}/tags", request => find.Base(request, OfBase)),
    ];

    private Reply Locked(Func<Reply> answer)
    {
        lock (Store.Gate)
        {
            return answer();
        }
    }

    private Reply With(RouteRequest request, Func<KnowledgeTag, Reply> answer) => Locked(() =>
        Store.Tags.Find(tag => tag.Id == (string?)request.Body["tag_id"]) is { } found ? answer(found) : Problem.NotFound("Tag not found"));

    private ContentReply? RefuseTaken(string name) =>
        Store.Tags.Exists(tag => tag.Name == name) ? Problem.InvalidParameter("Tag name already exists") : null;

    private Reply Create(string name)
    {
        if (RefuseTaken(name) is { } refusal)
        {
            return refusal;
        }

        var tag = new KnowledgeTag(name);
        Store.Tags.Add(tag);
        return ContentReply.Json(200, WithCount(tag));
    }

    private Reply Rename(KnowledgeTag tag, string name)
    {
        if (tag.Name != name && RefuseTaken(name) is { } refusal)
        {
            return refusal;
        }

        tag.Name = name;
        return ContentReply.Json(200, WithCount(tag));
    }

    private Reply Delete(KnowledgeTag tag)
    {
        Store.Tags.Remove(tag);
        Store.Bases.ForEach(known => known.TagIds.Remove(tag.Id));
        return ContentReply.Gone;
    }

    // An older program may still name one tag alone.
    private Reply Bind(RouteRequest request, Action<KnowledgeBase, string> change) => Locked(() =>
    {
        IEnumerable<JToken> named = request.Body["tag_ids"] is JArray { Count: > 0 } several ? several
            : request.Body["tag_id"] is { Type: JTokenType.String } one ? [one] : [];
        string[] tags = [.. named.Select(tag => (string)tag!)];
        if (tags.Length == 0)
        {
            return Problem.InvalidParameter("1 validation error\ntag_ids\n  Value error, Tag IDs is required.");
        }

        if (Store.Find((string?)request.Body["target_id"] ?? "") is not { } known)
        {
            return Problem.NotFound("Dataset not found");
        }

        foreach (string tag in tags.Where(tag => Store.Tags.Exists(listed => listed.Id == tag)))
        {
            known.TagIds.Remove(tag);
            change(known, tag);
        }

        return ContentReply.Gone;
    });

    private Reply OfBase(KnowledgeBase known)
    {
        JArray bound = new(Store.Tags.Where(tag => known.TagIds.Contains(tag.Id))
            .Select(tag => new JObject { ["id"] = tag.Id, ["name"] = tag.Name }));
        return ContentReply.Json(200, new JObject { ["data"] = bound, ["total"] = bound.Count });
    }

    private JObject WithCount(KnowledgeTag tag)
    {
        JObject json = tag.ToJson();
        json["binding_count"] = Store.BindingsOf(tag).ToString(CultureInfo.InvariantCulture);
        return json;
    }
}
