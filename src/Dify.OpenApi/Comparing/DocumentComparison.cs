using System;
using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Commands;
using Dify.OpenApi.Shaping;

namespace Dify.OpenApi.Comparing;

/// <summary>Compares what two sets of documents make of the client.</summary>
internal static class DocumentComparison
{
    /// <summary>
    /// What callers feel, the heaviest first. What the documents changed though the client keeps it as it was, because servers still send
    /// it, is listed as compatible.
    /// </summary>
    public static IReadOnlyList<Change> Compare(DocumentSet old, DocumentSet current)
    {
        var felt = ContractComparison.Compare(Build(old, withRetained: true), Build(current, withRetained: true));
        var written = ContractComparison.Compare(Build(old, withRetained: false), Build(current, withRetained: false));
        var known = felt.Select(Key).ToHashSet();
        var hidden = written
            .Where(change => change.Impact != Impact.Prose && !known.Contains(Key(change)))
            .Select(change => change with { Effect = Effect.Compatible, Note = "only the documents changed; the client stays as it is" });
        return [.. felt.Concat(hidden).DistinctBy(Told).OrderByDescending(change => change.Effect)];
    }

    private static Contract Build(DocumentSet pair, bool withRetained) => ContractBuilder.Build(pair.Reconcile().Merged, withRetained);

    /// <summary>What is concerned; the client is not as it was where it changed at all.</summary>
    private static (string Kind, string Place, string Member) Key(Change change) => (change.Kind, change.Place, change.Member);

    /// <summary>What both methods of an operation have in common, its words and its problems, is told once.</summary>
    private static object Told(Change change) => change.Effect <= Effect.Compatible && change.Kind != "signature"
        ? (change.Kind, change.Place.Replace(ContractComparison.Streaming, "", StringComparison.Ordinal), change.Old, change.New)
        : change;
}
