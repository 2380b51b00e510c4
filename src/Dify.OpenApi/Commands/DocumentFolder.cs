using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;
using Dify.OpenApi.Reading;

namespace Dify.OpenApi.Commands;

/// <summary>Reads a document, or those that a folder holds, with the prose of Chinese ones beside them.</summary>
internal static class DocumentFolder
{
    public static DocumentSet Read(string path)
    {
        if (!Directory.Exists(path))
        {
            var document = SourceDocumentReader.Read(path);
            return DocumentSet.Of(
                DocumentLanguage.Of(document) == Language.Japanese ? DocumentPair.Of(null, document) : DocumentPair.Of(document, null));
        }

        var english = Find(path, "en");
        var japanese = Find(path, "ja");
        return english.Count == 0 && japanese.Count == 0
            ? throw new DocumentException(
                path, Position.Start, Rule.Readable, "The folder holds neither en.* nor ja.*, nor a folder en or ja with documents.")
            : DocumentSet.Read(english, japanese, Find(path, "zh"));
    }

    private static List<string> Find(string folder, string language)
    {
        var inside = Path.Combine(folder, language);
        IEnumerable<string> candidates = Directory.Exists(inside)
            ? Directory.EnumerateFiles(inside)
            : Directory.EnumerateFiles(folder, $"{language}.*");
        var documents = candidates.Where(file => Path.GetExtension(file) is ".yaml" or ".yml" or ".json" or ".md" or ".mdx")
            .Order(StringComparer.Ordinal)
            .ToList();

        // The project's own documents stand in the order that the build reads them in; of others there is one of each language.
        var own = ProjectFolder.InOrder(documents);
        return own.Count > 0 ? own : [.. documents.Take(1)];
    }
}
