using System;
using System.Collections.Generic;
using Dify.OpenApi.Model;

namespace Dify.OpenApi.Comparing;

internal sealed class ChangeLog
{
    private readonly List<Change> changes = [];

    public IReadOnlyList<Change> Changes => changes;

    public void Add(Impact impact, string kind, string place, string? old, string? current, string member, string note = "") =>
        changes.Add(new Change(impact, kind, place, old, current, member, note));

    public void Compare(Impact impact, string kind, string place, string? old, string? current, string member)
    {
        if (!string.Equals(old, current, StringComparison.Ordinal))
        {
            Add(impact, kind, place, old, current, member);
        }
    }

    /// <summary>For what callers send: to ask for more breaks them, to ask for less does not.</summary>
    public void Requirement(string place, bool was, bool now, string member)
    {
        if (was != now)
        {
            Add(now ? Impact.Breaking : Impact.Compatible, "required", place, Text(was), Text(now), member);
        }

        static string Text(bool required) => required ? "required" : "optional";
    }

    public void Prose(string place, Prose old, Prose current, string member)
    {
        Compare(Impact.Prose, "prose", place, old.English, current.English, member);
        Compare(Impact.Prose, "Japanese prose", place, old.Japanese, current.Japanese, member);
    }
}
