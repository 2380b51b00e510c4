using System.IO;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;
using Dify.OpenApi.Reading;

namespace Dify.OpenApi.Importing;

/// <summary>Takes a document into a vendored file.</summary>
internal static class DocumentImport
{
    /// <returns>The vendored file's new text.</returns>
    public static string Into(string target, SourceDocument input, Language language)
    {
        // A document that cannot be used is refused before it reaches the tree.
        var described = ApiDocumentReader.Read(input, language);
        if (!File.Exists(target))
        {
            return AsYaml(input);
        }

        var vendored = SourceDocumentReader.Read(target);
        if (vendored.IsJson)
        {
            throw vendored.Refuse(Position.Start, Rule.WholeImport, "Only YAML files can be updated in place; this one is JSON.");
        }

        var isExport = ExportAddition.IsExport(ApiDocumentReader.Read(vendored, language), described);
        var wanted = TreeMerge.Merge(vendored.Root, isExport ? ExportAddition.Of(vendored.Root, input.Root) : input.Root);
        return TextUpdate.Apply(vendored, wanted);
    }

    private static string AsYaml(SourceDocument input) =>
        input.IsJson || input.IsLowered || input.IsCorrected ? YamlText.Document(input.Root) : input.Text.ReplaceLineEndings("\n");
}
