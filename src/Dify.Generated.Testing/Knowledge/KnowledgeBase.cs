using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>A knowledge base.</summary>
internal sealed class KnowledgeBase(string id, JObject settings, string account, DateTimeOffset createdAt)
{
    /// <summary>The fields that every document has, once they are switched on.</summary>
    public static readonly IReadOnlyList<(string Name, string Type)> BuiltInFields =
    [
        ("document_name", "string"), ("uploader", "string"), ("upload_date", "time"), ("last_update_date", "time"), ("source", "string"),
    ];

    private static readonly string[] Settable =
        ["name", "description", "permission", "indexing_technique", "embedding_model", "embedding_model_provider", "retrieval_model"];

    private readonly DateTimeOffset madeAt = createdAt;
    private DateTimeOffset updatedAt = createdAt;
    private int positions;

    public string Id => id;

    public string Name => (string)settings["name"]!;

    public string? PipelineId { get; init; }

    public bool IsEconomical => (string?)settings["indexing_technique"] == "economy";

    public bool HasTechnique => (string?)settings["indexing_technique"] is not null;

    public string? DefaultForm => PipelineId is null ? null : "text_model";

    public bool HasBuiltInFields { get; set; }

    /// <summary>Who may use it, where not everybody may.</summary>
    public JArray Members { get; private set; } = [];

    public List<KnowledgeDocument> Documents { get; } = [];

    public List<JObject> Fields { get; } = [];

    public List<string> TagIds { get; } = [];

    /// <summary>The rule of the last document that brought one.</summary>
    public JObject? LatestRule { get; set; }

    /// <summary>How its documents are cut, unless they say otherwise themselves.</summary>
    public JObject ProcessRule => LatestRule ?? new JObject
    {
        ["mode"] = "custom",
        ["rules"] = new JObject
        {
            ["pre_processing_rules"] = new JArray(
                new JObject { ["id"] = "remove_extra_spaces", ["enabled"] = true },
                new JObject { ["id"] = "remove_urls_emails", ["enabled"] = false }),
            ["segmentation"] = new JObject { ["delimiter"] = "\n", ["max_tokens"] = 1024, ["chunk_overlap"] = 50 },
        },
    };

    public void Update(JObject given, DateTimeOffset now)
    {
        foreach (JProperty member in given.Properties().Where(member => Settable.Contains(member.Name)))
        {
            settings[member.Name] = member.Value.DeepClone();
        }

        Members = (string?)settings["permission"] == "partial_members"
            ? given["partial_member_list"] is JArray members
                ? new JArray(members.Select(member => member["user_id"]!.DeepClone()))
                : Members
            : [];
        updatedAt = now;
    }

    public KnowledgeDocument Add(DocumentSource source, Indexing indexing)
    {
        var document = new KnowledgeDocument(this, source, ++positions, account, indexing.BegunAt) { Indexing = indexing };
        Documents.Add(document);
        return document;
    }

    public JObject ToJson(IEnumerable<KnowledgeTag> tags, DateTimeOffset now, bool? embeddingAvailable)
    {
        JObject retrieval = settings["retrieval_model"] as JObject ?? [];
        bool isSet = retrieval.HasValues;
        return new JObject
        {
            ["id"] = id,
            ["name"] = Name,
            ["description"] = settings["description"]?.DeepClone() ?? "",
            ["provider"] = settings["provider"]?.DeepClone() ?? "vendor",
            ["permission"] = settings["permission"]?.DeepClone() ?? "only_me",
            ["data_source_type"] = PipelineId is null && Documents.Count > 0 ? "upload_file" : null,
            ["indexing_technique"] = settings["indexing_technique"]?.DeepClone(),
            ["app_count"] = 0,
            ["document_count"] = Documents.Count,
            ["word_count"] = Documents.Sum(document => document.SegmentsAt(now).Sum(segment => segment.Content.Length)),
            ["created_by"] = account,
            ["author_name"] = "stand-in",
            ["created_at"] = madeAt.ToUnixTimeSeconds(),
            ["updated_by"] = PipelineId is null ? account : null,
            ["updated_at"] = updatedAt.ToUnixTimeSeconds(),
            ["embedding_model"] = settings["embedding_model"]?.DeepClone(),
            ["embedding_model_provider"] = settings["embedding_model_provider"]?.DeepClone(),
            ["embedding_available"] = embeddingAvailable,
            ["retrieval_model_dict"] = Retrieval(retrieval, isSet),
            ["summary_index_setting"] = Empty("enable", "model_name", "model_provider_name", "summary_prompt"),
            ["tags"] = new JArray(tags.Where(tag => TagIds.Contains(tag.Id)).Select(tag => tag.ToJson())),
            ["doc_form"] = Documents.FirstOrDefault()?.Form ?? DefaultForm,
            ["external_knowledge_info"] = Empty(
                "external_knowledge_id", "external_knowledge_api_id", "external_knowledge_api_name", "external_knowledge_api_endpoint"),
            ["external_retrieval_model"] = new JObject
            {
                ["top_k"] = retrieval["top_k"]?.DeepClone() ?? 2,
                ["score_threshold"] = isSet ? retrieval["score_threshold"]?.DeepClone() : 0.0,
                ["score_threshold_enabled"] = isSet ? retrieval["score_threshold_enabled"]?.DeepClone() ?? false : null,
            },
            ["doc_metadata"] = new JArray(Fields.Select(field => field.DeepClone()).Concat(HasBuiltInFields
                ? BuiltInFields.Select(field => new JObject { ["id"] = "built-in", ["name"] = field.Name, ["type"] = field.Type })
                : [])),
            ["built_in_field_enabled"] = HasBuiltInFields,
            ["pipeline_id"] = PipelineId,
            ["runtime_mode"] = PipelineId is null ? "general" : "rag_pipeline",
            ["chunk_structure"] = DefaultForm,
            ["icon_info"] = Empty("icon_type", "icon", "icon_background", "icon_url"),
            ["is_published"] = PipelineId is not null,
            ["total_documents"] = Documents.Count,
            ["total_available_documents"] = Documents.Count(document => document.DisplayStatusAt(now) == "available"),
            ["enable_api"] = true,
            ["is_multimodal"] = false,
        };
    }

    private static JObject Retrieval(JObject given, bool isSet) => new()
    {
        ["search_method"] = given["search_method"]?.DeepClone() ?? "semantic_search",
        ["reranking_enable"] = given["reranking_enable"]?.DeepClone() ?? false,
        ["reranking_mode"] = given["reranking_mode"]?.DeepClone(),
        ["reranking_model"] = given["reranking_model"] is JObject model
            ? model.DeepClone()
            : new JObject { ["reranking_provider_name"] = isSet ? null : "", ["reranking_model_name"] = isSet ? null : "" },
        ["weights"] = given["weights"]?.DeepClone(),
        ["top_k"] = given["top_k"]?.DeepClone() ?? 2,
        ["score_threshold_enabled"] = given["score_threshold_enabled"]?.DeepClone() ?? false,
        ["score_threshold"] = given["score_threshold"]?.DeepClone(),
    };

    private static JObject Empty(params string[] names) => new(names.Select(name => new JProperty(name, JValue.CreateNull())));
}
