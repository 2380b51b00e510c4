using System;
using System.Collections.Generic;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;

namespace Dify.OpenApi.Comparing;

internal sealed class ChangeLog
{
    private readonly List<Change> changes = [];

    public IReadOnlyList<Change> Changes => changes;

    public void Add(Effect effect, string kind, string place, string? old, string? current, string member, string note = "") =>
        changes.Add(new Change(effect, kind, place, old, current, member, note));

    public void Compare(Effect effect, string kind, string place, string? old, string? current, string member, string note = "")
    {
        if (!string.Equals(old, current, StringComparison.Ordinal))
        {
            Add(effect, kind, place, old, current, member, note);
        }
    }

    /// <summary>What reads the same on one line did not change, however its lines are broken.</summary>
    public void Prose(string place, Prose old, Prose current, string member)
    {
        Compare("prose", old.English, current.English);
        Compare("Japanese prose", old.Japanese, current.Japanese);
        Compare("Chinese prose", old.Chinese, current.Chinese);

        void Compare(string kind, string? before, string? after)
        {
            if (!string.Equals(SafeText.Line(before ?? ""), SafeText.Line(after ?? ""), StringComparison.Ordinal))
            {
                Add(Effect.Prose, kind, place, before, after, member);
            }
        }
    }
}
