using System.IO;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;
using Dify.OpenApi.Reading;
using Dify.OpenApi.Reconciling;

namespace Dify.OpenApi.Retained;

/// <summary>The committed description of what servers still send.</summary>
internal static class RetainedDescription
{
    public static ApiDocument Read() => Reconciler.Reconcile(Read("retained.en.yaml", Language.English), Read("retained.ja.yaml", Language.Japanese)).Merged;

    private static ApiDocument Read(string name, Language language)
    {
        using var stream = typeof(RetainedDescription).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return ApiDocumentReader.Read(SourceDocumentReader.Read(name, reader.ReadToEnd()), language);
    }
}
