using System.IO;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;

namespace Dify.OpenApi.Commands;

/// <summary>Finds the vendored documents: in the nearest folder upwards that holds nswag.json.</summary>
internal static class ProjectFolder
{
    public static string Document(Language language)
    {
        var folder = language == Language.English ? "en" : "ja";
        var root = Find() ?? throw new DocumentException(
            Directory.GetCurrentDirectory(),
            Position.Start,
            Rule.Readable,
            $"No folder from here upwards holds nswag.json, so there is no openapi/{folder}/openapi_workflow.yaml. Name the file.");
        return Path.Combine(root, "openapi", folder, "openapi_workflow.yaml");
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
