using System.Collections.Generic;
using System.IO;
using System.Linq;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;
using Dify.OpenApi.Reading;
using Dify.OpenApi.Reconciling;
using Dify.OpenApi.Translating;
using Dify.OpenApi.Writing;

namespace Dify.OpenApi.Commands;

/// <summary>The languages' documents, read. The English or the Japanese one may be missing; a Chinese one brings its prose.</summary>
internal sealed class DocumentPair
{
    private DocumentPair(SourceDocument? english, SourceDocument? japanese, SourceDocument? chinese = null)
    {
        EnglishSource = english;
        JapaneseSource = japanese;
        ChineseSource = chinese;
        Chinese = chinese is null ? null : ApiDocumentReader.Read(chinese, Language.Chinese);
        English = english is null ? null : ApiDocumentReader.Read(english, Language.English);
        Japanese = japanese is null ? null : ApiDocumentReader.Read(japanese, Language.Japanese);
    }

    public SourceDocument? EnglishSource { get; }

    public SourceDocument? JapaneseSource { get; }

    public SourceDocument? ChineseSource { get; }

    public ApiDocument? English { get; }

    public ApiDocument? Japanese { get; }

    public ApiDocument? Chinese { get; }

    /// <summary>The languages beside English that there is a document of.</summary>
    public IEnumerable<Language> Translations
    {
        get
        {
            if (Japanese is not null)
            {
                yield return Language.Japanese;
            }

            if (Chinese is not null)
            {
                yield return Language.Chinese;
            }
        }
    }

    /// <summary>Tells what the documents say in a way that their version does not know, though it was understood.</summary>
    public void WriteWarnings(TextWriter error)
    {
        foreach (var line in new[] { EnglishSource, JapaneseSource, ChineseSource }.OfType<SourceDocument>()
            .SelectMany(source => source.Warnings.ToLines()))
        {
            error.WriteLine(line);
        }
    }

    /// <exception cref="DocumentException">A document cannot be used, or is in another language.</exception>
    public static DocumentPair Read(string? english, string? japanese, string? chinese = null) =>
        new(Read(english, Language.English), Read(japanese, Language.Japanese), Read(chinese, Language.Chinese));

    public static DocumentPair Of(SourceDocument? english, SourceDocument? japanese) => new(english, japanese);

    /// <summary>What identifies the English document; null if there is none.</summary>
    public string? EnglishHash =>
        EnglishSource is null ? null : ContractHash.Of(Of(EnglishSource, null).Reconcile().Merged, Language.English);

    /// <summary>What identifies the Japanese document; null if there is none.</summary>
    public string? JapaneseHash =>
        JapaneseSource is null ? null : ContractHash.Of(Of(null, JapaneseSource).Reconcile().Merged, Language.Japanese);

    /// <summary>What identifies the Chinese document; null if there is none.</summary>
    public string? ChineseHash =>
        ChineseSource is null ? null : ContractHash.Of(Of(ChineseSource, null).Reconcile().Merged, Language.English);

    /// <summary>A new description each time, since shaping adds to it.</summary>
    public (ApiDocument Merged, IReadOnlyList<Difference> Differences) Reconcile()
    {
        var result = Reconciler.Reconcile(English, Japanese);
        if (Chinese is not null)
        {
            ProseOverlay.Into(result.Merged, Chinese);
        }

        return result;
    }

    private static SourceDocument? Read(string? file, Language language)
    {
        if (file is null)
        {
            return null;
        }

        var document = SourceDocumentReader.Read(file);
        DocumentLanguage.Require(document, language);
        return document;
    }
}
