using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Dify.OpenApi.Snippets;

/// <summary>The programs that the pages show, by name: those of a folder, and the first screen, which is a sample as well.</summary>
internal static class SnippetFolder
{
    private const string Folder = "tests/Dify.Generated.Tests/Readme/Snippets";
    private const string FirstScreen = "tests/Dify.Package.Tests/Samples/FirstScreen/Program.cs";

    /// <summary>The files, relative to the root of the project.</summary>
    public static IReadOnlyDictionary<string, string> Files(string root) =>
        Directory.EnumerateFiles(Path.Combine(root, Folder), "*.cs")
            .Select(file => (Name: Path.GetFileNameWithoutExtension(file), Path: $"{Folder}/{Path.GetFileName(file)}"))
            .Append((Name: "first-screen", Path: FirstScreen))
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);

    public static IReadOnlyDictionary<string, string> Read(string root) =>
        Files(root).ToDictionary(file => file.Key, file => File.ReadAllText(Path.Combine(root, file.Value)), StringComparer.Ordinal);
}
