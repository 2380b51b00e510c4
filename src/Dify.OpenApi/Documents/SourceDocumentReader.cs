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
        var isJson = documentText.AsSpan().TrimStart().StartsWith("{");
        var root = isJson ? JsonNodeReader.Read(file, documentText, firstLine) : YamlNodeReader.Read(file, documentText, firstLine);
        if (root.Weight > DocumentLimits.Nodes)
        {
            throw new DocumentException(file, root.Position, Rule.Bounded, $"The document holds more than {DocumentLimits.Nodes} values.");
        }

        if (root is not MappingNode mapping)
        {
            throw new DocumentException(
                file,
                root.Position,
                Rule.PageHoldsDocument,
                "No OpenAPI document was found: neither a YAML or JSON document, nor a page with one in a fenced block.");
        }

        var lowered = VersionLowering.Lower(file, mapping);
        return new SourceDocument(file, documentText, firstLine, isJson, !ReferenceEquals(lowered, mapping), lowered);
    }

    private static byte[] ReadBytes(string file)
    {
        try
        {
            var length = new FileInfo(file).Length;
            if (length > DocumentLimits.FileBytes)
            {
                throw new DocumentException(file, Position.Start, Rule.Bounded, $"The file has {length} bytes; a document may have {DocumentLimits.FileBytes}.");
            }

            return File.ReadAllBytes(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
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
            throw new DocumentException(file, Position.Start, Rule.Encoding, $"The file is not UTF-8 (byte {exception.Index}). Save it as UTF-8.");
        }
    }
}
