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
        _ = target;
        ApiDocumentReader.Read(input, language);
        return input.Text.ReplaceLineEndings("\n");
    }
}
