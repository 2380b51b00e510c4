using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Dify.OpenApi.Layout;

/// <summary>Lays out the documentation comment of one member: an element on one line where it fits, and no line that is too long.</summary>
internal static partial class DocumentationComment
{
    private const string Mark = "/// ";

    public static bool IsLine(string line) => line.TrimStart() is "///" or ['/', '/', '/', ' ', ..];

    public static IEnumerable<string> Write(IReadOnlyList<string> lines)
    {
        var start = lines[0][..^lines[0].TrimStart().Length] + Mark;
        var text = string.Join('\n', lines.Select(line => line.Trim()[3..].Trim()));
        var comment = XElement.Parse($"<comment>{text}</comment>", LoadOptions.PreserveWhitespace);
        CodeMarks.In(comment);
        return comment.Elements()
            .SelectMany(element => Write(element, LongLine.Most - start.Length))
            .Select(line => $"{start}{line}".TrimEnd());
    }

    private static IEnumerable<string> Write(XElement element, int width)
    {
        var text = Text(element);
        var (open, content, close) = Cut(text);
        var paragraphs = content.Trim().Split('\n');
        if (paragraphs.Length == 1 && open.Length + paragraphs[0].Length + close.Length <= width)
        {
            return [$"{open}{paragraphs[0]}{close}"];
        }

        return [open, .. paragraphs.SelectMany(paragraph => Wrap(paragraph, width)), close];
    }

    private static (string Open, string Content, string Close) Cut(string text)
    {
        var open = text.IndexOf('>', StringComparison.Ordinal) + 1;
        return text[open - 2] == '/' ? (text, "", "") : (text[..open], text[open..text.LastIndexOf('<')], text[text.LastIndexOf('<')..]);
    }

    private static string Text(XElement element)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(
            text, new XmlWriterSettings { OmitXmlDeclaration = true, NewLineHandling = NewLineHandling.None }))
        {
            element.Save(writer);
        }

        return text.Replace(" />", "/>").ToString();
    }

    /// <summary>Breaks at spaces, but for those in a tag.</summary>
    private static IEnumerable<string> Wrap(string paragraph, int width)
    {
        var line = new StringBuilder();
        foreach (var word in Space().Split(paragraph))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length == 0 ? "" : " ").Append(word);
        }

        yield return line.ToString();
    }

    [GeneratedRegex(" (?![^<>]*>)", RegexOptions.CultureInvariant)]
    private static partial Regex Space();
}
