using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using Dify.OpenApi.Documents;

namespace Dify.OpenApi.Documentation;

/// <summary>
/// Makes the two documentation files of a package: both with the public members alone, both with the same elements for each. A translated
/// element comes from the texts written for the member, else from the contract in the other language, else from the shared sentences;
/// leniently, from the English file where all of them lack it.
/// </summary>
internal sealed class DocumentationMerge(
    PublicMembers members, Dictionary<string, XElement> english, GeneratedTexts generated, TranslatedTexts texts, bool isLenient)
{
    private readonly List<string> untranslated = [];
    private readonly List<DocumentException> refusals = [];

    /// <summary>What is missing or too much; empty when the files are whole.</summary>
    public IReadOnlyList<DocumentException> Refusals => refusals;

    /// <summary>What is English for want of a translation, when that is allowed.</summary>
    public IReadOnlyList<string> Untranslated => untranslated;

    /// <param name="isElsewhere">Whether another framework has a member that this one lacks, so that a text written for it is not too
    /// much.</param>
    public (IReadOnlyList<XElement> English, IReadOnlyList<XElement> Translated) Merge(Func<string, bool> isElsewhere)
    {
        var englishMembers = new List<XElement>();
        var translatedMembers = new List<XElement>();
        foreach (var id in members.Ids)
        {
            var source = SourceOf(id);
            if (source is null)
            {
                // Only what the compiler adds by itself, such as a default constructor, has no comment: its build refuses every other
                // public member without one.
                continue;
            }

            englishMembers.Add(new XElement("member", new XAttribute("name", id), english[source].Elements().Select(Tidy)));
            translatedMembers.Add(Translate(id, source));
        }

        if (isLenient)
        {
            return (englishMembers, translatedMembers);
        }

        refusals.AddRange(texts.Without(id => members.Ids.Contains(id) || isElsewhere(id)));
        return (englishMembers, translatedMembers);
    }

    private static XElement Tidy(XElement element) => Element(element, DocumentationXml.Content(element));

    private static XElement Element(XElement like, string content) =>
        XElement.Parse($"<{like.Name}>{content}</{like.Name}>", LoadOptions.PreserveWhitespace) is var element && like.HasAttributes
            ? new XElement(like.Name, like.Attributes(), element.Nodes())
            : element;

    private static Dictionary<ElementKey, XElement> ByKey(XElement? member) =>
        member is null ? [] : ElementKey.Of(member).ToDictionary(entry => entry.Key, entry => entry.Element);

    /// <summary>Where the text of a member stands: at itself, or at the interface member that it inherits from.</summary>
    private string? SourceOf(string id)
    {
        if (!english.TryGetValue(id, out var member))
        {
            return null;
        }

        return member.Element("inheritdoc") is not null && members.SourceOf(id) is { } source && english.ContainsKey(source) ? source : id;
    }

    private XElement Translate(string id, string source)
    {
        var own = ByKey(texts.Member(source));
        var documented = ByKey(generated.Member(source, english[source]));
        var result = new XElement("member", new XAttribute("name", id));
        foreach (var (key, element) in ElementKey.Of(english[source]))
        {
            var content = DocumentationXml.Content(element);
            var text = own.Remove(key, out var written) ? DocumentationXml.Content(written)
                : documented.TryGetValue(
                    key, out var other) && DocumentationXml.Content(other) is var otherContent && otherContent != content ? otherContent
                : texts.Sentence(content);
            if (string.IsNullOrEmpty(text) && isLenient)
            {
                untranslated.Add($"{source} {key}");
                text = content;
            }

            if (string.IsNullOrEmpty(text))
            {
                refusals.Add(texts.Refuse(
                    source, $"{source} has no translation of {key}: \"{content}\". Write it under its id, or as a shared sentence."));
                continue;
            }

            result.Add(Element(element, text));
        }

        refusals.AddRange(own.Keys.Where(_ => !isLenient)
            .Select(key => texts.Refuse(source, $"{source} has no {key} in English. Take the translation out.")));
        return result;
    }
}
