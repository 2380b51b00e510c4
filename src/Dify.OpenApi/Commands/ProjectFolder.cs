using System.Collections.Generic;
using System.IO;
using System.Linq;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;

namespace Dify.OpenApi.Commands;

/// <summary>Finds the vendored documents: in the nearest folder upwards that holds nswag.json.</summary>
internal static class ProjectFolder
{
    private static readonly string[] Names = ["openapi_workflow.yaml", "openapi_service.yaml"];

    /// <summary>The documents of the language; none of a language that the project does not have.</summary>
    public static IReadOnlyList<string> Documents(Language language)
    {
        var there = Directory.Exists(Folder(language)) ? InOrder(Directory.EnumerateFiles(Folder(language))) : [];
        return there.Count == 0 && language == Language.English ? [Path.Combine(Folder(language), Names[0])] : there;
    }

    /// <summary>Those of the files that are the project's own documents.</summary>
    public static List<string> InOrder(IEnumerable<string> files) =>
        [.. files.Where(file => Names.Contains(Path.GetFileName(file)))
            .OrderBy(file => System.Array.IndexOf(Names, Path.GetFileName(file)))];

    private static string Folder(Language language)
    {
        var folder = language == Language.English ? "en" : "ja";
        var root = Find() ?? throw new DocumentException(
            Directory.GetCurrentDirectory(),
            Position.Start,
            Rule.Readable,
            $"No folder from here upwards holds nswag.json, so there is no openapi/{folder}/openapi_workflow.yaml. Name the file.");
        return Path.Combine(root, "openapi", folder);
    }

    /// <summary>The folder of the project; null if there is none from the working directory upwards.</summary>
    public static string? Find()
    {
        for (var folder = new DirectoryInfo(Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "nswag.json")))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
