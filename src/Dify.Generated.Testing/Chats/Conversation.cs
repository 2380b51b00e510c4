using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>A conversation of one user, with its messages and variables.</summary>
internal sealed class Conversation(EndUser user, JObject inputs, string? introduction, DateTimeOffset createdAt)
{
    private const int LongestName = 50;
    private const string Ellipsis = "...";

    public string Id { get; } = Guid.NewGuid().ToString();

    public EndUser User => user;

    public JObject Inputs => inputs;

    public string Name { get; private set; } = "New conversation";

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public DateTimeOffset UpdatedAt { get; private set; } = createdAt;

    public List<ChatMessage> Messages { get; } = [];

    /// <summary>The variables as the API tells them, but for their values, which it tells as text.</summary>
    public List<JObject> Variables { get; } = [];

    public void Rename(string name, DateTimeOffset now)
    {
        Name = name;
        UpdatedAt = now;
    }

    /// <summary>Names it after its first question, as a real server does whose model finds no better name.</summary>
    public void NameItself()
    {
        string query = Messages.FirstOrDefault()?.Query ?? "";
        Name = query.Length > LongestName ? query[..(LongestName - Ellipsis.Length)] + Ellipsis : query;
    }

    public JObject ToJson() => new()
    {
        ["id"] = Id,
        ["name"] = Name,
        ["inputs"] = inputs.DeepClone(),
        ["status"] = "normal",
        ["introduction"] = introduction,
        ["created_at"] = CreatedAt.ToUnixTimeSeconds(),
        ["updated_at"] = UpdatedAt.ToUnixTimeSeconds(),
    };
}
