using System;
using System.IO;
using System.Linq;
using System.Reflection;

namespace Dify.OpenApi.Tests.Generator;

/// <summary>Where the generator of this build lies, and the project that it works for.</summary>
internal static class NSwagTool
{
    public static string Folder { get; } = Metadata("NSwagFolder");

    public static string ProjectFolder { get; } = Metadata("ProjectFolder");

    /// <summary>The text of a template as NSwag brings it; null if it has none of that name.</summary>
    public static string? OriginalTemplate(string name)
    {
        foreach (var file in new[] { "NSwag.CodeGeneration.CSharp.dll", "NJsonSchema.CodeGeneration.CSharp.dll" })
        {
            var assembly = Assembly.LoadFile(Path.Combine(Folder, file));
            var resource = assembly.GetManifestResourceNames()
                .FirstOrDefault(candidate => candidate.EndsWith($".Templates.{name}.liquid", StringComparison.Ordinal));
            if (resource is not null)
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
                return reader.ReadToEnd().ReplaceLineEndings("\n");
            }
        }

        return null;
    }

    private static string Metadata(string key)
        => typeof(NSwagTool).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
