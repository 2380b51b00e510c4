using System;
using System.Collections.Generic;
using System.Linq;

namespace Dify.Generated.Testing;

/// <summary>Reads what a script says is there from the start: variables of conversations and knowledge bases.</summary>
internal static class ScriptKnowledgeReader
{
    public static ChatVariable ReadVariable(ScriptElement element)
    {
        IReadOnlyDictionary<string, ScriptElement> members = element.Members("name", "value", "description");
        return new ChatVariable(
            members.GetValueOrDefault("name")?.Text() ?? throw element.Wrong("the member 'name' is missing."),
            members.GetValueOrDefault("value")?.Token ?? throw element.Wrong("the member 'value' is missing."))
        {
            Description = members.GetValueOrDefault("description")?.Text() ?? "",
        };
    }

    public static SeededKnowledgeBase ReadBase(ScriptElement element)
    {
        IReadOnlyDictionary<string, ScriptElement> members = element.Members("name", "id", "has_pipeline", "documents");
        string name = members.GetValueOrDefault("name")?.Text() ?? throw element.Wrong("the member 'name' is missing.");
        var known = new SeededKnowledgeBase(name)
        {
            HasPipeline = members.GetValueOrDefault("has_pipeline")?.Flag() ?? false,
            Documents = members.GetValueOrDefault("documents")?.AnyMembers().ToDictionary(
                document => document.Name, document => document.Text(), StringComparer.Ordinal) ?? [],
        };
        return members.GetValueOrDefault("id") is not { } id ? known
            : Guid.TryParseExact(id.Text(), "D", out _) ? known with { Id = id.Text() }
            : throw id.Wrong("it must be a UUID.");
    }
}
