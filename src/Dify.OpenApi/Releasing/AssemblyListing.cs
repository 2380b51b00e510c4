using System.IO;
using System.Runtime.Loader;
using PublicApiGenerator;

namespace Dify.OpenApi.Releasing;

/// <summary>Lists the public members of an assembly as text.</summary>
internal static class AssemblyListing
{
    private static readonly string[] AttributesOfNoInterest =
    [
        "Newtonsoft.Json.JsonConverterAttribute",
        "System.Text.Json.Serialization.JsonConverterAttribute",
        "System.CodeDom.Compiler.GeneratedCodeAttribute",
        "System.Diagnostics.DebuggerBrowsableAttribute",
        "System.Runtime.CompilerServices.AsyncIteratorStateMachineAttribute",
    ];

    /// <param name="file">The assembly, with those that it needs beside it.</param>
    public static string Of(string file)
    {
        // In a context of its own, so that two assemblies of one name may be listed one after the other.
        var context = new AssemblyLoadContext(nameof(AssemblyListing), isCollectible: true);
        try
        {
            var listing = context.LoadFromAssemblyPath(Path.GetFullPath(file)).GeneratePublicApi(new ApiGeneratorOptions
            {
                IncludeAssemblyAttributes = false,
                ExcludeAttributes = AttributesOfNoInterest,
                DenyNamespacePrefixes = [],
            });
            return listing.ReplaceLineEndings("\n").TrimEnd() + "\n";
        }
        finally
        {
            context.Unload();
        }
    }
}
