using System.Collections.Generic;
using System.IO;
using System.Linq;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;
using Dify.OpenApi.Reading;
using Dify.OpenApi.Reconciling;
using Dify.OpenApi.Writing;

namespace Dify.OpenApi.Commands;

/// <summary>The two languages' documents, read. One of them may be missing.</summary>
internal sealed class DocumentPair
{
    private DocumentPair(SourceDocument? english, SourceDocument? japanese)
    {
        EnglishSource = english;
        JapaneseSource = japanese;
        English = english is null ? null : ApiDocumentReader.Read(english, Language.English);
        Japanese = japanese is null ? null : ApiDocumentReader.Read(japanese, Language.Japanese);
    }

    public SourceDocument? EnglishSource { get; }

    public SourceDocument? JapaneseSource { get; }

    public ApiDocument? English { get; }

    public ApiDocument? Japanese { get; }

    /// <summary>Tells what the documents say in a way that their version does not know, though it was understood.</summary>
    public void WriteWarnings(TextWriter error)
    {
        foreach (var line in new[] { EnglishSource, JapaneseSource }.OfType<SourceDocument>().SelectMany(source => source.Warnings.ToLines()))
        {
            error.WriteLine(line);
        }
    }

    public static DocumentPair Read(string? english, string? japanese) =>
        new(english is null ? null : SourceDocumentReader.Read(english), japanese is null ? null : SourceDocumentReader.Read(japanese));

    public static DocumentPair Of(SourceDocument? english, SourceDocument? japanese) => new(english, japanese);

    /// <summary>What identifies the English document; null if there is none.</summary>
    public string? EnglishHash => EnglishSource is null ? null : ContractHash.Of(Of(EnglishSource, null).Reconcile().Merged, Language.English);

    /// <summary>What identifies the Japanese document; null if there is none.</summary>
    public string? JapaneseHash => JapaneseSource is null ? null : ContractHash.Of(Of(null, JapaneseSource).Reconcile().Merged, Language.Japanese);

    /// <summary>A new description each time, since shaping adds to it.</summary>
    public (ApiDocument Merged, IReadOnlyList<Difference> Differences) Reconcile() => Reconciler.Reconcile(English, Japanese);
}
