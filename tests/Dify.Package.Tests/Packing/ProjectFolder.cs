using System;
using System.IO;
using System.Xml.Linq;

namespace Dify.Package.Tests.Packing;

/// <summary>The folder of the whole project, found from where the tests run.</summary>
internal static class ProjectFolder
{
    public static string Root { get; } = Find();

    /// <summary>The version that the packages are to have.</summary>
    public static string Version { get; } =
        XDocument.Load(Path.Combine(Root, "Directory.Build.props")).Root!.Element("PropertyGroup")!.Element("VersionPrefix")!.Value;

    public static string Samples { get; } = Path.Combine(Root, "tests", "Dify.Package.Tests", "Samples");

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Dify.Generated.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException(
                $"No folder above {AppContext.BaseDirectory} holds Dify.Generated.sln.");
        }

        return folder.FullName;
    }
}
