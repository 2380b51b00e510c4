using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace Dify.Package.Tests.Packing;

/// <summary>A clone of the repository in which the client is generated anew, and the packages that it gives.</summary>
internal sealed class PackedClone(string folder, string packages)
{
    /// <summary>The packages that there are to be.</summary>
    public static IReadOnlyList<string> Ids { get; } =
        ["Dify.Generated", "Dify.Generated.Extensions.AI", "Dify.Generated.Testing", "Dify.Cli"];

    /// <summary>The folder of the packages, to be given as a package source.</summary>
    public string Source => packages;

    public string PathOf(string id) => Path.Combine(packages, $"{id}.{ProjectFolder.Version}.nupkg");

    /// <summary>What the build has generated, by name.</summary>
    public IReadOnlyDictionary<string, byte[]> GeneratedFiles() => GeneratedFilesIn(folder);

    /// <summary>The generated files of a repository, by name.</summary>
    public static IReadOnlyDictionary<string, byte[]> GeneratedFilesIn(string root)
    {
        var folder = Path.Combine(root, "src", "Dify.Generated", "Generated");
        return Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Append(Path.Combine(root, "src", "Dify.Generated", "PublicApi.txt"))
            .ToDictionary(file => Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllBytes, StringComparer.Ordinal);
    }

    public async Task CloneAsync()
    {
        await Clone.MakeAsync(folder);
        // What is committed was generated before, on some other machine.
        Directory.Delete(Path.Combine(folder, "src", "Dify.Generated", "Generated"), recursive: true);
    }

    /// <summary>Packs what was built once more, otherwise.</summary>
    public Task PackAgainAsync(string into, string property) => Command.RunAsync(
        folder, Command.SameEnvironment,
        Command.Dotnet, "pack", "src/Packages.slnf", "--no-build", "-nologo", "-v", "q", property, "-o", into);

    public async Task PackAsync(IReadOnlyDictionary<string, string> environment)
    {
        // The analyzers, which the build of the tests has run already, change no byte and take half of the time.
        await Command.RunAsync(
            folder,
            environment,
            Command.Dotnet,
            "pack",
            "src/Packages.slnf",
            "-nologo",
            "-v",
            "q",
            "-p:RunAnalyzers=false",
            "-o",
            packages);
        string[] packed = [.. Directory.GetFiles(packages).Order(StringComparer.Ordinal)];
        if (!packed.SequenceEqual(Ids.Select(PathOf).Order(StringComparer.Ordinal), StringComparer.Ordinal))
        {
            throw new InvalidOperationException(
                $"Packed: {string.Join(", ", packed.Select(Path.GetFileName))}. Expected: {string.Join(", ", Ids)}, of version {ProjectFolder.Version}.");
        }
    }
}
