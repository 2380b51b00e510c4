using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Dify.OpenApi.Documents;

namespace Dify.OpenApi.Documentation;

/// <summary>Reads and writes documentation files as the C# compiler makes them.</summary>
internal static partial class DocumentationXml
{
    /// <summary>A file's root element.</summary>
    /// <exception cref="DocumentException">The file is missing or is not XML.</exception>
    public static XElement Read(string file)
    {
        try
        {
            return XDocument.Load(file, LoadOptions.PreserveWhitespace | LoadOptions.SetLineInfo).Root!;
        }
        catch (XmlException exception)
        {
            throw new DocumentException(
                file,
                new Position(exception.LineNumber, exception.LinePosition),
                Rule.DocumentationReadable,
                $"This is not XML: {exception.Message}");
        }
        catch (IOException exception)
        {
            throw new DocumentException(file, Position.Start, Rule.DocumentationReadable, $"The file cannot be read: {exception.Message}");
        }
    }

    /// <summary>The members of a documentation file by their ids.</summary>
    public static Dictionary<string, XElement> Members(XElement root) =>
        root.Elements("members").Elements("member").ToDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal);

    /// <summary>A documentation file.</summary>
    public static string Write(string assembly, IEnumerable<XElement> members)
    {
        var root = new XElement("doc", new XElement("assembly", new XElement("name", assembly)), new XElement("members", members));
        var text = new StringBuilder();
        var settings = new XmlWriterSettings { Indent = true, IndentChars = "  ", NewLineChars = "\n", OmitXmlDeclaration = true };
        using (var writer = XmlWriter.Create(text, settings))
        {
            root.Save(writer);
        }

        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{text}\n";
    }

    /// <summary>The content of an element on one line, so that two of them can be compared.</summary>
    public static string Content(XElement element)
    {
        using var reader = element.CreateReader();
        reader.MoveToContent();
        return OneLine(reader.ReadInnerXml());
    }

    /// <summary>The text on one line. A line that breaks between two Chinese or Japanese characters breaks where there is no
    /// space.</summary>
    public static string OneLine(string text) =>
        string.Join(' ', WideBreak().Replace(text, "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex(@"(?<=[\u3000-\u9FFF\uFF00-\uFFEF])\s*\n\s*(?=[\u3000-\u9FFF\uFF00-\uFFEF])")]
    private static partial Regex WideBreak();
}
