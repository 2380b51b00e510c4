using System;
using System.Collections.Generic;

namespace Dify.Generated.Testing;

/// <summary>A knowledge base that is there from the start.</summary>
/// <param name="Name">Its name.</param>
public sealed record SeededKnowledgeBase(string Name)
{
    /// <summary>Its id, a UUID; a new one unless set.</summary>
    public string Id { get; init; } = Guid.NewGuid().ToString();

    /// <summary>Whether a pipeline fills it. Such a knowledge base can be made in Dify's console alone.</summary>
    public bool HasPipeline { get; init; }

    /// <summary>Its documents, indexed already: their texts by their names.</summary>
    public IReadOnlyDictionary<string, string> Documents { get; init; } = new Dictionary<string, string>();

    internal void Validate(string option)
    {
        if (string.IsNullOrWhiteSpace(Name) || !Guid.TryParseExact(Id, "D", out _))
        {
            throw new ArgumentException($"A knowledge base needs a name, and a UUID as its id; this one is '{Name}' with '{Id}'.", option);
        }
    }
}
