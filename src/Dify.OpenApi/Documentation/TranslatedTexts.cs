using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Dify.OpenApi.Documents;

namespace Dify.OpenApi.Documentation;

/// <summary>
/// The texts of one language that are written by hand: for a member by its id, and for sentences that many members share, whatever the
/// member. In a shared sentence, <c>{type}</c> stands for the name of any type.
/// </summary>
internal sealed class TranslatedTexts
{
    private const string AnyType = "{type}";

    private readonly Dictionary<string, (string File, XElement Member)> members = new(StringComparer.Ordinal);
    private readonly List<(Regex English, string Translation)> sentences = [];

    private TranslatedTexts(string folder) => Folder = folder;

    /// <summary>No texts, of a language that has none.</summary>
    public static TranslatedTexts None { get; } = new("");

    private string Folder { get; }

    /// <exception cref="DocumentException">There is no such folder, or a file in it is not readable.</exception>
    /// <param name="folder">The folder of the texts, with a file for each folder of sources.</param>
    /// <param name="leftOut">The folders of sources whose texts do not count.</param>
    public static TranslatedTexts Read(string folder, IReadOnlyCollection<string> leftOut)
    {
        if (!Directory.Exists(folder))
        {
            throw new DocumentException(folder, Position.Start, Rule.DocumentationReadable, "There is no such folder of texts.");
        }

        var texts = new TranslatedTexts(folder);
        foreach (var file in Directory.EnumerateFiles(folder, "*.xml")
            .Where(file => !leftOut.Contains(Path.GetFileNameWithoutExtension(file)))
            .Order(StringComparer.Ordinal))
        {
            texts.Add(file, DocumentationXml.Read(file));
        }

        return texts;
    }

    /// <summary>The member's own text, or null.</summary>
    public XElement? Member(string id) => members.TryGetValue(id, out var text) ? text.Member : null;

    /// <summary>The translation of a shared sentence, or null.</summary>
    public string? Sentence(string english)
    {
        foreach (var (pattern, translation) in sentences)
        {
            var match = pattern.Match(english);
            if (match.Success)
            {
                return translation.Replace(AnyType, match.Groups["type"].Value, StringComparison.Ordinal);
            }
        }

        return null;
    }

    /// <summary>The texts of members that there are not, with their places.</summary>
    public IEnumerable<DocumentException> Without(Func<string, bool> isMember) =>
        members.Where(entry => !isMember(entry.Key)).Select(entry => new DocumentException(
            entry.Value.File,
            PlaceOf(entry.Value.Member),
            Rule.DocumentationComplete,
            $"There is no public member {entry.Key}. Take its text out, or correct the id."));

    public DocumentException Refuse(string id, string message) =>
        members.TryGetValue(id, out var text)
            ? new DocumentException(text.File, PlaceOf(text.Member), Rule.DocumentationComplete, message)
            : new DocumentException(Folder, Position.Start, Rule.DocumentationComplete, message);

    private static Position PlaceOf(XElement element) =>
        element is IXmlLineInfo line && line.HasLineInfo() ? new Position(line.LineNumber, line.LinePosition) : Position.Start;

    private void Add(string file, XElement root)
    {
        foreach (var element in root.Elements())
        {
            if (element.Name == "member" && element.Attribute("name")?.Value is { } id)
            {
                if (!members.TryAdd(id, (file, element)))
                {
                    throw new DocumentException(
                        file, PlaceOf(element), Rule.DocumentationComplete, $"{id} has a text already, in {members[id].File}. Keep one.");
                }
            }
            else if (element.Name == "sentence"
                && element.Element("english") is { } english
                && element.Element("translation") is { } translation)
            {
                var pattern = Regex.Escape(DocumentationXml.Content(english))
                    .Replace(Regex.Escape(AnyType), @"(?<type>[\w.]+)", StringComparison.Ordinal);
                sentences.Add((new Regex($@"\A{pattern}\z", RegexOptions.CultureInvariant), DocumentationXml.Content(translation)));
            }
            else
            {
                throw new DocumentException(
                    file, PlaceOf(element), Rule.DocumentationReadable,
                    $"<{element.Name}> is neither a <member name=\"…\"> nor a <sentence> with an <english> and a <translation>.");
            }
        }
    }
}
