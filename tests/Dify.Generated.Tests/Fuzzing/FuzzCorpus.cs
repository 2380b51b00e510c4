using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Dify.Generated.Tests.Fuzzing;

/// <summary>Inputs that are worth keeping: each was thought of, or found by a long run.</summary>
internal static class FuzzCorpus
{
    public static IEnumerable<string> Names(string kind) =>
        Directory.GetFiles(Folder(kind)).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    public static byte[] Read(string kind, string name) => File.ReadAllBytes(Path.Combine(Folder(kind), name));

    private static string Folder(string kind) => Path.Combine(AppContext.BaseDirectory, "Fuzzing", "Corpus", kind);
}
