using System;
using System.IO;
using System.Text;

namespace Dify.OpenApi.Documents;

/// <summary>Reads a file that holds an OpenAPI document: YAML, JSON, or a documentation page with one of them in a fenced block.</summary>
internal static class SourceDocumentReader
{
    public static SourceDocument Read(string file)
    {
        return Read(file, Decode(file, ReadBytes(file)));
    }

    public static SourceDocument Read(string file, string text)
    {
        var block = PageBlock.Find(text);
        var documentText = block?.Text ?? text;
        var firstLine = block?.FirstLine ?? 1;
        if (block is null && PageBlock.IsPage(file, text))
        {
            throw NoDocument(file, Position.Start);
        }

        var isJson = IsJson(documentText);
        var root = isJson ? JsonNodeReader.Read(file, documentText, firstLine) : ReadYaml(file, documentText, firstLine);
        if (root.Weight > DocumentLimits.Nodes)
        {
            throw new DocumentException(file, root.Position, Rule.Bounded, $"The document holds more than {DocumentLimits.Nodes} values.");
        }

        if (root is not MappingNode mapping)
        {
            throw NoDocument(file, root.Position);
        }

        var warnings = new DocumentWarnings(file);
        var lowered = VersionLowering.Lower(file, mapping, warnings);
        return new SourceDocument(file, documentText, firstLine, isJson, !ReferenceEquals(lowered, mapping), lowered)
        {
            Warnings = warnings,
        };
    }

    /// <summary>JSON quotes its names; YAML may be written between braces, too, without quotes.</summary>
    private static bool IsJson(string text)
    {
        var start = text.AsSpan().TrimStart();
        return start.StartsWith("{") && start[1..].TrimStart() is var inside && (inside.IsEmpty || inside[0] is '"' or '}');
    }

    private static DocumentNode ReadYaml(string file, string text, int firstLine)
    {
        try
        {
            return YamlNodeReader.Read(file, text, firstLine);
        }
        catch (DocumentException exception) when (exception.Rule is Rule.Yaml or Rule.UniqueKeys && !PageBlock.HoldsDocument(text))
        {
            throw NoDocument(file, exception.Position);
        }
    }

    private static DocumentException NoDocument(string file, Position position) => new(
        file,
        position,
        Rule.PageHoldsDocument,
        "No OpenAPI document was found: neither a YAML or JSON document, nor a page with one in a fenced block. Of a page, save the form that holds the document, or take the document itself.");

    private static byte[] ReadBytes(string file)
    {
        if (DocumentDownload.IsAddress(file))
        {
            return DocumentDownload.Read(file);
        }

        try
        {
            var length = new FileInfo(file).Length;
            if (length > DocumentLimits.FileBytes)
            {
                throw new DocumentException(
                    file, Position.Start, Rule.Bounded, $"The file has {length} bytes; a document may have {DocumentLimits.FileBytes}.");
            }

            return File.ReadAllBytes(file);
        }
        catch (Exception exception) when (exception is IOException
            or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new DocumentException(file, Position.Start, Rule.Readable, $"The file cannot be read: {exception.Message}");
        }
    }

    private static string Decode(string file, byte[] bytes)
    {
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
            return text.StartsWith('\uFEFF') ? text[1..] : text;
        }
        catch (DecoderFallbackException exception)
        {
            throw new DocumentException(
                file, Position.Start, Rule.Encoding, $"The file is not UTF-8 (byte {exception.Index}). Save it as UTF-8.");
        }
    }
}
