using System;
using System.Collections.Generic;
using Dify.OpenApi.Model;

namespace Dify.OpenApi.Reconciling;

/// <summary>Collects differences while the documents are reconciled. With one document there is nothing to compare, so nothing is
/// kept.</summary>
internal sealed class DifferenceLog(bool comparing)
{
    private readonly List<Difference> differences = [];

    public IReadOnlyList<Difference> Differences => differences;

    public void Add(string kind, string place, string? english, string? japanese, string decision)
    {
        if (comparing)
        {
            differences.Add(new Difference(kind, place, english, japanese, decision));
        }
    }

    public void Compare(string kind, string place, string? english, string? japanese, string decision)
    {
        if (!string.Equals(english, japanese, StringComparison.Ordinal))
        {
            Add(kind, place, english, japanese, decision);
        }
    }

    public Prose Prose(string place, Prose english, Prose japanese)
    {
        Compare(DifferenceKind.Prose, place, english.English, japanese.Japanese, "each keeps its own");
        return english.Or(japanese);
    }
}
