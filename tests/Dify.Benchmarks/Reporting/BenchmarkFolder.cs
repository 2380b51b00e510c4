using System.IO;

namespace Dify.Benchmarks.Reporting;

/// <summary>Where the page of results and what it is made from lie.</summary>
internal static class BenchmarkFolder
{
    /// <summary>The folder of this project, found from the working folder upwards.</summary>
    /// <exception cref="DirectoryNotFoundException">There is none.</exception>
    public static string Path => System.IO.Path.Combine(Root, "tests", "Dify.Benchmarks");

    /// <summary>The folder of the whole repository.</summary>
    public static string Root
    {
        get
        {
            for (string? folder = Directory.GetCurrentDirectory(); folder is not null; folder = System.IO.Path.GetDirectoryName(folder))
            {
                if (File.Exists(System.IO.Path.Combine(folder, "nswag.json")))
                {
                    return folder;
                }
            }

            throw new DirectoryNotFoundException("No folder from here upwards holds nswag.json. Run this inside the project.");
        }
    }
}
