using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;
using Dify.OpenApi.Reading;

namespace Dify.OpenApi.Commands;

/// <summary>Reads a document, or the pair that a folder holds, with the prose of a Chinese one beside it.</summary>
internal static class DocumentFolder
{
    public static DocumentPair Read(string path)
    {
        if (!Directory.Exists(path))
        {
            var document = SourceDocumentReader.Read(path);
            return DocumentLanguage.Of(document) == Language.Japanese ? DocumentPair.Of(null, document) : DocumentPair.Of(document, null);
        }

        var english = Find(path, "en");
        var japanese = Find(path, "ja");
        return english is null && japanese is null
            ? throw new DocumentException(path, Position.Start, Rule.Readable, "The folder holds neither en.* nor ja.*, nor a folder en or ja with one document.")
            : DocumentPair.Read(english, japanese, Find(path, "zh"));
    }

    private static string? Find(string folder, string language)
    {
        var inside = Path.Combine(folder, language);
        IEnumerable<string> candidates = Directory.Exists(inside) ? Directory.EnumerateFiles(inside) : Directory.EnumerateFiles(folder, $"{language}.*");
        return candidates
            .Where(file => Path.GetExtension(file) is ".yaml" or ".yml" or ".json" or ".md" or ".mdx")
            .Order(StringComparer.Ordinal)
            .FirstOrDefault();
    }
}
