using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>The fields that say more of documents, and what they say.</summary>
internal sealed class MetadataRoutes(DifyApp app)
{
    private const string Template = "/datasets/{dataset_id}/metadata";
    private const int LongestName = 255;

    private readonly KnowledgeLookup find = new(app);

    public IEnumerable<Route> All =>
    [
        Route.Get(Template, request => find.Base(request, List)),
        Route.Post(Template, request => find.Base(request, known => Create(known, request.Body))),
        Route.Patch(Template + "/{metadata_id}", request => With(request, (known, named) => Rename(request, known, named))),
        Route.Delete(Template + "/{metadata_id}", request => With(request, Delete)),
        Route.Get(Template + "/built-in", _ => ContentReply.Json(200, new JObject { ["fields"] = BuiltIn() })),
        Route.PostForm(Template + "/built-in/{action}", request => find.Base(request, known => Switch(known, request.PathValue("action")))),
        Route.Post("/datasets/{dataset_id}/documents/metadata", request => find.Base(request, known => Describe(known, request.Body))),
    ];

    private static ContentReply Done => ContentReply.Json(200, new JObject { ["result"] = "success" });

    private static JArray BuiltIn() =>
        new(KnowledgeBase.BuiltInFields.Select(field => new JObject { ["name"] = field.Name, ["type"] = field.Type }));

    private static Reply List(KnowledgeBase known) => ContentReply.Json(200, new JObject
    {
        ["doc_metadata"] = new JArray(known.Fields.Select(field => new JObject(field)
        {
            ["count"] = known.Documents.Count(document => document.Metadata.ContainsKey((string)field["name"]!)),
        })),
        ["built_in_field_enabled"] = known.HasBuiltInFields,
    });

    private static ContentReply? RefuseName(KnowledgeBase known, string name) => name.Length > LongestName
        ? Problem.InvalidParameter($"Metadata name cannot exceed {LongestName} characters.")
        : known.Fields.Exists(field => (string?)field["name"] == name) ? Problem.InvalidParameter("Metadata name already exists.")
        : KnowledgeBase.BuiltInFields.Any(field => field.Name == name)
            ? Problem.InvalidParameter("Metadata name already exists in Built-in fields.")
        : null;

    private static Reply Create(KnowledgeBase known, JObject body)
    {
        if (RefuseName(known, (string)body["name"]!) is { } refusal)
        {
            return refusal;
        }

        var field = new JObject
        {
            ["id"] = Guid.NewGuid().ToString(),
            ["type"] = body["type"]!.DeepClone(),
            ["name"] = body["name"]!.DeepClone(),
        };
        known.Fields.Add(field);
        return ContentReply.Json(201, field.DeepClone());
    }

    private Reply With(RouteRequest request, Func<KnowledgeBase, JObject, Reply> answer) => find.Base(request, known =>
        known.Fields.Find(named => (string?)named["id"] == request.PathValue("metadata_id")) is { } found
            ? answer(known, found)
            : Problem.InvalidParameter("Metadata not found."));

    private static Reply Rename(RouteRequest request, KnowledgeBase known, JObject field)
    {
        string name = (string)request.Body["name"]!;
        string old = (string)field["name"]!;
        if (name != old && RefuseName(known, name) is { } refusal)
        {
            return refusal;
        }

        field["name"] = name;
        foreach (KnowledgeDocument document in known.Documents.Where(document => document.Metadata.ContainsKey(old)))
        {
            document.Metadata.Property(old)!.Replace(new JProperty(name, document.Metadata[old]));
        }

        return ContentReply.Json(200, field.DeepClone());
    }

    private static Reply Delete(KnowledgeBase known, JObject field)
    {
        known.Fields.Remove(field);
        known.Documents.ForEach(document => document.Metadata.Remove((string)field["name"]!));
        return ContentReply.Gone;
    }

    // A word that is neither switches nothing and is no mistake.
    private static Reply Switch(KnowledgeBase known, string action)
    {
        known.HasBuiltInFields = action switch { "enable" => true, "disable" => false, _ => known.HasBuiltInFields };
        return Done;
    }

    private static Reply Describe(KnowledgeBase known, JObject body)
    {
        foreach (JToken operation in body["operation_data"]!)
        {
            if (known.Documents.Find(document => document.Id == (string?)operation["document_id"]) is not { } document)
            {
                return Problem.InvalidParameter("Document not found.");
            }

            if ((bool?)operation["partial_update"] != true)
            {
                document.Metadata.RemoveAll();
            }

            foreach (JToken said in operation["metadata_list"]!)
            {
                document.Metadata[(string)said["name"]!] = said["value"]?.DeepClone();
            }
        }

        return Done;
    }
}
