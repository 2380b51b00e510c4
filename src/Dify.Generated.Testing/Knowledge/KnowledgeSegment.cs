using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>A segment of a document: what a search finds.</summary>
internal sealed class KnowledgeSegment(KnowledgeDocument document, int position, string content, DateTimeOffset createdAt)
{
    private readonly string indexNodeId = Guid.NewGuid().ToString();
    private readonly DateTimeOffset madeAt = createdAt;
    private DateTimeOffset updatedAt = createdAt;
    private string? updatedBy;
    private DateTimeOffset? disabledAt;
    private int children;

    public string Id { get; } = Guid.NewGuid().ToString();

    public KnowledgeDocument Document => document;

    public string Content { get; private set; } = content;

    public string? Answer { get; private set; }

    public IReadOnlyList<string>? Keywords { get; private set; }

    public bool IsEnabled => disabledAt is null;

    public int Hits { get; set; }

    public List<JObject> Children { get; } = [];

    public static IReadOnlyList<string> WordsOf(string text) =>
        [.. text.ToLowerInvariant().Split([' ', '\t', '\n', '\r', '.', ',', ';', ':', '!', '?', '(', ')', '"', '。', '、', '！', '？'],
            StringSplitOptions.RemoveEmptyEntries).Distinct()];

    /// <summary>Takes over what is given, and finds keywords where none are and the documents are searched by them.</summary>
    public void Write(JObject given)
    {
        if (given["content"] is { Type: JTokenType.String } text)
        {
            Content = (string)text!;
        }

        if (given["answer"] is { Type: JTokenType.String } answer && document.Form == "qa_model")
        {
            Answer = (string)answer!;
        }

        Keywords = given["keywords"] is JArray { Count: > 0 } words ? [.. words.Select(word => (string)word!)]
            : document.Base.IsEconomical ? WordsOf(Content)
            : null;
    }

    public void Update(JObject given, string account, DateTimeOffset now)
    {
        Write(given);
        updatedAt = now;
        updatedBy = account;
        if ((bool?)given["enabled"] is { } isEnabled)
        {
            disabledAt = isEnabled ? null : disabledAt ?? now;
        }
    }

    public JObject AddChild(string text, string type, DateTimeOffset now)
    {
        var child = new JObject
        {
            ["id"] = Guid.NewGuid().ToString(),
            ["segment_id"] = Id,
            ["content"] = text,
            ["position"] = ++children,
            ["word_count"] = text.Length,
            ["type"] = type,
            ["created_at"] = now.ToUnixTimeSeconds(),
            ["updated_at"] = now.ToUnixTimeSeconds(),
        };
        Children.Add(child);
        return child;
    }

    /// <summary>The members that lists and searches have in common.</summary>
    public JObject ToJson(DateTimeOffset now)
    {
        bool isDone = document.Indexing.IsCompleteAt(now);
        return new JObject
        {
            ["id"] = Id,
            ["position"] = position,
            ["document_id"] = document.Id,
            ["content"] = Content,
            ["sign_content"] = Content,
            ["answer"] = Answer,
            ["word_count"] = Content.Length,
            ["tokens"] = 0,
            ["keywords"] = Keywords is null ? null : new JArray(Keywords),
            ["index_node_id"] = indexNodeId,
            ["index_node_hash"] = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Content + "None"))).ToLowerInvariant(),
            ["hit_count"] = Hits,
            ["enabled"] = isDone && IsEnabled,
            ["disabled_at"] = disabledAt?.ToUnixTimeSeconds(),
            ["disabled_by"] = disabledAt is null ? null : document.Account,
            ["status"] = isDone ? "completed" : "indexing",
            ["created_by"] = document.Account,
            ["created_at"] = madeAt.ToUnixTimeSeconds(),
            ["updated_at"] = updatedAt.ToUnixTimeSeconds(),
            ["updated_by"] = updatedBy,
            ["indexing_at"] = updatedAt.ToUnixTimeSeconds(),
            ["completed_at"] = isDone ? updatedAt.ToUnixTimeSeconds() : null,
            ["error"] = null,
            ["stopped_at"] = null,
            ["child_chunks"] = new JArray(Children.Select(child => child.DeepClone())),
            ["attachments"] = new JArray(),
            ["summary"] = null,
        };
    }
}
