using System;
using System.IO;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;
using Dify.OpenApi.Reading;
using Dify.OpenApi.Reconciling;

namespace Dify.OpenApi.Retained;

/// <summary>The committed description of what servers still send.</summary>
internal static class RetainedDescription
{
    private static readonly Lazy<(ApiDocument English, ApiDocument Japanese)> Documents = new(() =>
        (Read("retained.en.yaml", Language.English), Read("retained.ja.yaml", Language.Japanese)));

    /// <summary>A description of its own for each caller, since it becomes part of the caller's.</summary>
    public static ApiDocument Read() => Reconciler.Reconcile(Documents.Value.English, Documents.Value.Japanese).Merged;

    private static ApiDocument Read(string name, Language language)
    {
        using var stream = typeof(RetainedDescription).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return ApiDocumentReader.ReadChecked(SourceDocumentReader.Read(name, reader.ReadToEnd()), language);
    }
}
