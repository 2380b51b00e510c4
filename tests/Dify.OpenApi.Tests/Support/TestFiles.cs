using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;

namespace Dify.OpenApi.Tests.Support;

/// <summary>Where the tests' inputs are.</summary>
internal static class TestFiles
{
    private static readonly string Root = FindRoot();

    public static string SeedPage(string language) => Data($"stop-workflow-task.{language}.md");

    public static string Data(string name) => Path.Combine(Root, "tests", "Dify.OpenApi.Tests", "TestData", name);

    public static string Vendored(string language) => Path.Combine(Root, "openapi", language, "openapi_workflow.yaml");

    /// <summary>The vendored document of everything that is no workflow app.</summary>
    public static string Service(string language) => Path.Combine(Root, "openapi", language, "openapi_service.yaml");

    /// <summary>The folder of the vendored pair.</summary>
    public static string VendoredFolder => Path.Combine(Root, "openapi");

    public static string Needs => Path.Combine(Root, "src", "Dify.Generated", "Needs.txt");

    /// <summary>Pairs of documents that Dify published, kept beside the repository; there may be none.</summary>
    public static IReadOnlyList<string> UpstreamPairs()
    {
        var folder = Path.Combine(Root, "..", "shared", "upstream");
        return Directory.Exists(folder) ? [.. Directory.EnumerateDirectories(folder).Select(Path.GetFullPath).Order()] : [];
    }

    /// <summary>What live servers said of themselves, kept beside the repository; there may be none.</summary>
    public static IReadOnlyList<string> ServerExports()
    {
        var folder = Path.Combine(Root, "..", "shared", "published", "server-exports");
        return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.json").Select(Path.GetFullPath).Order()] : [];
    }

    /// <summary>Documents of other kinds of app that Dify published, each in three languages, kept beside the repository; there may be
    /// none.</summary>
    public static IReadOnlyList<string> Published()
    {
        var folder = Path.Combine(Root, "..", "shared", "published");
        return Directory.Exists(folder) ? [.. Directory.EnumerateDirectories(folder)
            .Select(Path.GetFullPath)
            .Where(path => File.Exists(Path.Combine(path, "zh.json")))
            .Order()] : [];
    }

    private static string FindRoot([CallerFilePath] string thisFile = "")
    {
        var folder = new DirectoryInfo(File.Exists(thisFile) ? Path.GetDirectoryName(thisFile)! : System.AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Dify.Generated.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The repository's root was not found.");
        }

        return folder.FullName;
    }
}
