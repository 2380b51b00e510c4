using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Dify.OpenApi.Correcting;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;
using Dify.OpenApi.Reconciling;
using Dify.OpenApi.Writing;

namespace Dify.OpenApi.Commands;

/// <summary>The documents of an API: one of each language, or several that describe different operations of one server.</summary>
internal sealed class DocumentSet
{
    private DocumentSet(IReadOnlyList<DocumentPair> pairs) => Pairs = pairs;

    public IReadOnlyList<DocumentPair> Pairs { get; }

    public bool HasEnglish => Pairs[0].English is not null;

    public bool HasJapanese => Pairs[0].Japanese is not null;

    /// <summary>The languages beside English that there are documents of.</summary>
    public IEnumerable<Language> Translations => Pairs[0].Translations;

    /// <summary>What the generated client says of the documents.</summary>
    public ApiInfoFacts Facts => new(
        Version(pair => pair.English),
        Hash(pair => pair.EnglishHash),
        Version(pair => pair.Japanese),
        Hash(pair => pair.JapaneseHash),
        Version(pair => pair.Chinese),
        Hash(pair => pair.ChineseHash));

    public static DocumentSet Of(DocumentPair pair) => new([pair]);

    /// <param name="english">The English documents.</param>
    /// <param name="japanese">The Japanese ones, in the same order.</param>
    /// <param name="chinese">Chinese ones of the same APIs.</param>
    /// <exception cref="DocumentException">A document cannot be used, or has no counterpart.</exception>
    public static DocumentSet Read(IReadOnlyList<string> english, IReadOnlyList<string> japanese, IReadOnlyList<string> chinese)
    {
        var count = new[] { english.Count, japanese.Count, chinese.Count }.Max();
        foreach (var files in new[] { english, japanese, chinese }.Where(files => files.Count > 0 && files.Count != count))
        {
            throw new DocumentException(
                files[^1],
                Position.Start,
                Rule.Readable,
                $"There are {count} documents in one language and {files.Count} in another. Name each document in every language, in the same order.");
        }

        return new DocumentSet([.. Enumerable.Range(0, count).Select(index => DocumentPair.Read(
            english.ElementAtOrDefault(index), japanese.ElementAtOrDefault(index), chinese.ElementAtOrDefault(index)))]);
    }

    /// <summary>Tells what the documents say in a way that their version does not know, though it was understood.</summary>
    public void WriteWarnings(TextWriter error)
    {
        foreach (var pair in Pairs)
        {
            pair.WriteWarnings(error);
        }
    }

    /// <summary>The corrections that the documents hold: what servers do otherwise than Dify's documents say.</summary>
    public IEnumerable<Correction> CorrectionsHeld() =>
        Sources().SelectMany(Corrections.Check).Where(checking => checking.IsHeld).Select(checking => checking.Correction).Distinct();

    /// <summary>Where a document says again what servers were seen to do otherwise, as warnings.</summary>
    public IEnumerable<string> CorrectionsNotHeld() =>
        from source in Sources()
        from checking in Corrections.Check(source)
        where !checking.IsHeld
        select $"{source.File}: warning {Rule.Corrected}: {checking.Correction.Place} needs a correction: "
            + $"{checking.Correction.Change} ({checking.Correction.Seen}). `import` of the document makes it.";

    private IEnumerable<SourceDocument> Sources()
        => Pairs.SelectMany(pair => new[] { pair.EnglishSource, pair.JapaneseSource }).OfType<SourceDocument>();

    /// <summary>A new description each time, since shaping adds to it.</summary>
    public (ApiDocument Merged, IReadOnlyList<Difference> Differences) Reconcile()
    {
        var (merged, differences) = Pairs[0].Reconcile();
        var all = differences.ToList();
        foreach (var pair in Pairs.Skip(1))
        {
            var (other, more) = pair.Reconcile();
            merged.Add(other);
            all.AddRange(more);
        }

        return (merged, all);
    }

    private string? Version(Func<DocumentPair, ApiDocument?> document)
    {
        var versions = Pairs.Select(document).OfType<ApiDocument>().Select(one => one.Version).Distinct(StringComparer.Ordinal).ToList();
        return versions.Count == 0 ? null : string.Join("+", versions);
    }

    // One document keeps the hash that it has alone.
    private string? Hash(Func<DocumentPair, string?> hash)
    {
        var hashes = Pairs.Select(hash).OfType<string>().ToList();
        return hashes.Count > 1 ? ContractHash.Of(hashes) : hashes.FirstOrDefault();
    }
}
