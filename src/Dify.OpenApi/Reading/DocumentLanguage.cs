using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;

namespace Dify.OpenApi.Reading;

/// <summary>Recognises the language of a document's prose by its letters.</summary>
internal static class DocumentLanguage
{
    /// <summary>Below that many letters a document says too little to be sure.</summary>
    private const int FewestLetters = 200;

    private static readonly HashSet<string> Prose = ["summary", "description"];

    /// <exception cref="DocumentException">The document is in another one of the languages.</exception>
    public static void Require(SourceDocument document, Language language)
    {
        if (Of(document) is { } found && found != language)
        {
            throw document.Refuse(
                document.Root,
                Rule.Language,
                $"The document is in {found}, and was given as the one in {language}. Give each document as the language that it is in.");
        }
    }

    /// <summary>The language; nothing if the document says too little.</summary>
    public static Language? Of(SourceDocument document)
    {
        var (kana, han, latin) = (0, 0, 0);
        foreach (var letter in Texts(document.Root, "").SelectMany(text => text))
        {
            kana += letter is >= '\u3041' and <= '\u30FF' ? 1 : 0;
            han += letter is >= '\u4E00' and <= '\u9FFF' ? 1 : 0;
            latin += char.IsAsciiLetter(letter) ? 1 : 0;
        }

        // Prose in Japanese and Chinese is full of Latin names; what tells Japanese from Chinese are its syllables.
        var all = kana + han + latin;
        return all < FewestLetters ? null
            : kana * 20 > all ? Language.Japanese
            : han * 10 > all ? Language.Chinese
            : Language.English;
    }

    private static IEnumerable<string> Texts(DocumentNode node, string key) => node switch
    {
        ScalarNode { Kind: ScalarKind.Text } scalar when Prose.Contains(key) => [scalar.Text],
        MappingNode mapping => mapping.Entries.SelectMany(entry => Texts(entry.Value, entry.Key)),
        SequenceNode sequence => sequence.Items.SelectMany(item => Texts(item, "")),
        _ => [],
    };
}
