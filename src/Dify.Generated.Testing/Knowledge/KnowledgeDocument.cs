using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>A document of a knowledge base.</summary>
internal sealed class KnowledgeDocument(KnowledgeBase home, DocumentSource source, int position, string account, DateTimeOffset createdAt)
{
    private readonly List<KnowledgeSegment> segments = [];
    private bool isSplit;
    private int positions;
    private string createdFrom = source.IsOfPipeline ? "rag-pipeline" : "api";
    private long? tokens;
    private long? wordCount;
    private DateTimeOffset updatedAt = createdAt;
    private DateTimeOffset? disabledAt;

    public string Id { get; } = Guid.NewGuid().ToString();

    public string Batch { get; } = createdAt.UtcDateTime.ToString("yyyyMMddHHmmss", System.Globalization.CultureInfo.InvariantCulture)
        + Random.Shared.Next(100_000, 1_000_000).ToString(System.Globalization.CultureInfo.InvariantCulture);

    public KnowledgeBase Base => home;

    public string Account => account;

    public DocumentSource Source { get; private set; } = source;

    public string Name { get; private set; } = source.Name;

    public string Form { get; private set; } = source.Form;

    public required Indexing Indexing { get; set; }

    public bool IsArchived { get; private set; }

    public bool IsEnabled => disabledAt is null;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    /// <summary>What was said of it, by the names of the fields.</summary>
    public JObject Metadata { get; } = [];

    /// <summary>Its segments, as soon as the text is cut into them.</summary>
    public List<KnowledgeSegment> SegmentsAt(DateTimeOffset now)
    {
        if (!isSplit && Indexing.IsSplitAt(now))
        {
            isSplit = true;
            foreach (string text in TextSplitter.Segments(Source.Text, Source.Rule))
            {
                KnowledgeSegment segment = AddSegment(new JObject { ["content"] = text }, Indexing.BegunAt);
                foreach (string piece in Form == "hierarchical_model" ? TextSplitter.Children(text, Source.Rule) : [])
                {
                    segment.AddChild(piece, "automatic", Indexing.BegunAt);
                }
            }

            tokens = 0;
            wordCount = segments.Sum(segment => segment.Content.Length);
        }

        return segments;
    }

    public KnowledgeSegment AddSegment(JObject given, DateTimeOffset now)
    {
        var segment = new KnowledgeSegment(this, ++positions, (string)given["content"]!, now);
        segment.Write(given);
        segments.Add(segment);
        return segment;
    }

    /// <summary>Takes other content, or the same anew, and is indexed again.</summary>
    public void Replace(DocumentSource other, Indexing indexing)
    {
        Source = other;
        Name = other.Name;
        Form = other.Form;
        Indexing = indexing;
        updatedAt = indexing.BegunAt;
        createdFrom = "web";
        tokens = 0;
        positions = 0;
        isSplit = false;
        segments.Clear();
    }

    /// <summary>Takes it in or out of searches, or of use altogether.</summary>
    public void Set(string action, DateTimeOffset now)
    {
        IsArchived = action == "archive" || (action != "un_archive" && IsArchived);
        disabledAt = action switch { "enable" => null, "disable" => disabledAt ?? now, _ => disabledAt };
        updatedAt = now;
    }

    public string? DisplayStatusAt(DateTimeOffset now) => Indexing.StatusAt(now) switch
    {
        "waiting" => "queuing",
        "error" => "error",
        "completed" => IsArchived ? "archived" : IsEnabled ? "available" : "disabled",
        _ => "indexing",
    };

    /// <summary>What everything that tells of the document has in common.</summary>
    private JObject Common(DateTimeOffset now)
    {
        SegmentsAt(now);
        return new JObject
        {
            ["id"] = Id,
            ["position"] = position,
            ["data_source_type"] = Source.Type,
            ["data_source_info"] = Source.Info.DeepClone(),
            ["dataset_process_rule_id"] = Source.RuleId,
            ["name"] = Name,
            ["created_from"] = createdFrom,
            ["created_by"] = account,
            ["created_at"] = CreatedAt.ToUnixTimeSeconds(),
            ["tokens"] = tokens,
            ["indexing_status"] = Indexing.StatusAt(now),
            ["error"] = Indexing.ErrorAt(now),
            ["enabled"] = IsEnabled,
            ["disabled_at"] = disabledAt?.ToUnixTimeSeconds(),
            ["disabled_by"] = disabledAt is null ? null : account,
            ["archived"] = IsArchived,
            ["display_status"] = DisplayStatusAt(now),
            ["hit_count"] = segments.Sum(segment => segment.Hits),
            ["doc_form"] = Form,
            ["summary_index_status"] = null,
            ["need_summary"] = false,
        };
    }

    public JObject ToJson(DateTimeOffset now)
    {
        JObject json = Common(now);
        json["data_source_detail_dict"] = Source.Detail(account, updatedAt);
        json["word_count"] = wordCount;
        json["doc_metadata"] = MetadataJson(now) ?? [];
        return json;
    }

    /// <summary>The document in full, with its metadata (<c>all</c>), without them, or they alone (<c>only</c>).</summary>
    public JObject ToDetail(string which, DateTimeOffset now)
    {
        var metadata = new JObject { ["doc_type"] = null, ["doc_metadata"] = MetadataJson(now) };
        if (which == "only")
        {
            metadata.AddFirst(new JProperty("id", Id));
            return metadata;
        }

        JObject json = Common(now);
        int count = SegmentsAt(now).Count;
        long? completedAt = Indexing.CompletedAt(now);
        json["data_source_info"] = Source.Detail(account, updatedAt);
        json["dataset_process_rule"] = home.ProcessRule.DeepClone();
        json["document_process_rule"] = Source.RuleId is null ? new JObject() : new JObject
        {
            ["id"] = Source.RuleId,
            ["dataset_id"] = home.Id,
            ["mode"] = Source.Rule["mode"]?.DeepClone(),
            ["rules"] = Source.Rule["rules"]?.DeepClone(),
        };
        json["completed_at"] = completedAt;
        json["updated_at"] = updatedAt.ToUnixTimeSeconds();
        json["indexing_latency"] = completedAt is null ? null : Indexing.Duration.TotalSeconds;
        json["segment_count"] = count;
        json["average_segment_length"] = count == 0 ? 0 : (wordCount ?? 0) / count;
        json["doc_language"] = Source.Language;
        if (which != "without")
        {
            json.Merge(metadata);
        }

        return json;
    }

    /// <summary>What is known of the document, by name, as a search tells it.</summary>
    public JObject MetadataByName() =>
        new(Metadata.Properties()
            .Concat(home.HasBuiltInFields ? BuiltIn() : [])
            .Select(member => new JProperty(member.Name, member.Value)));

    private JArray? MetadataJson(DateTimeOffset now)
    {
        IEnumerable<JObject> own = home.Fields.Where(field => Metadata.ContainsKey((string)field["name"]!)).Select(field =>
            new JObject
            {
                ["id"] = field["id"]!.DeepClone(),
                ["name"] = field["name"]!.DeepClone(),
                ["type"] = field["type"]!.DeepClone(),
                ["value"] = Metadata[(string)field["name"]!]!.DeepClone(),
            });
        IEnumerable<JObject> known = home.HasBuiltInFields
            ? BuiltIn().Zip(KnowledgeBase.BuiltInFields, (member, field) => new JObject
            {
                ["id"] = "built-in",
                ["name"] = member.Name,
                ["type"] = field.Type,
                ["value"] = member.Value.DeepClone(),
            })
            : [];
        JArray all = new(own.Concat(known));
        return all.Count > 0 ? all : null;
    }

    private IEnumerable<JProperty> BuiltIn() =>
    [
        new("document_name", Name),
        new("uploader", "stand-in"),
        new("upload_date", CreatedAt.ToUnixTimeMilliseconds() / 1000.0),
        new("last_update_date", updatedAt.ToUnixTimeMilliseconds() / 1000.0),
        new("source", "file_upload"),
    ];
}
