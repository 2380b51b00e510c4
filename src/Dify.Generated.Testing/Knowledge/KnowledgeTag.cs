using System;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>A word that knowledge bases are found by.</summary>
internal sealed class KnowledgeTag(string name)
{
    public string Id { get; } = Guid.NewGuid().ToString();

    public string Name { get; set; } = name;

    public JObject ToJson() => new() { ["id"] = Id, ["name"] = Name, ["type"] = "knowledge" };
}
