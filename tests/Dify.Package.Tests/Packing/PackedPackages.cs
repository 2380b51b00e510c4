using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace Dify.Package.Tests.Packing;

/// <summary>The three packages, packed once for all tests, from two clones in folders of different names, in a temporary folder that goes with the tests.</summary>
public sealed class PackedPackages : IAsyncLifetime
{
    public const string Name = "packed packages";

    private static readonly string[] Ids = ["Dify.Generated", "Dify.Generated.Testing", "Dify.Cli"];
    private readonly string folder = Directory.CreateTempSubdirectory("dify-packages-").FullName;
    private Task? second;

    internal PackedFile Library => new(PathOf("Dify.Generated"));

    internal PackedFile Testing => new(PathOf("Dify.Generated.Testing"));

    internal PackedFile Tool => new(PathOf("Dify.Cli"));

    /// <summary>The folder of the packed files, to be given as a package source.</summary>
    internal string Source => Path.Combine(folder, "first-packed");

    internal static IReadOnlyList<string> PackageIds => Ids;

    internal ScratchFolder Scratch { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Scratch = new ScratchFolder(Path.Combine(folder, "scratch"), Source);
        // Both before anything is packed, so that an edit in the meantime is in both or in neither.
        var firstClone = Path.Combine(folder, "first");
        var secondClone = Path.Combine(folder, "second-with-a-longer-name");
        await Clone.MakeAsync(firstClone);
        await Clone.MakeAsync(secondClone);
        await PackAsync(firstClone, Source);
        // Compared by one test only: the others need not wait for it.
        second = PackAsync(secondClone, SecondSource);
    }

    public async Task DisposeAsync()
    {
        await (second ?? Task.CompletedTask);
        Directory.Delete(folder, recursive: true);
    }

    internal string PathOf(string id) => Path.Combine(Source, $"{id}.{ProjectFolder.Version}.nupkg");

    /// <summary>The same package from the other clone.</summary>
    internal async Task<byte[]> SecondBytesAsync(string id)
    {
        await second!;
        return await File.ReadAllBytesAsync(Path.Combine(SecondSource, $"{id}.{ProjectFolder.Version}.nupkg"));
    }

    private string SecondSource => Path.Combine(folder, "second-packed");

    private static async Task PackAsync(string clone, string into)
    {
        await Command.RunAsync(clone, new Dictionary<string, string>(), Command.Dotnet, "pack", "Dify.Generated.sln", "-nologo", "-v", "q", "-o", into);
        var packed = Directory.GetFiles(into).Select(Path.GetFileName).Order(StringComparer.Ordinal);
        Assert.Equal(Ids.Select(id => $"{id}.{ProjectFolder.Version}.nupkg").Order(StringComparer.Ordinal), packed);
    }
}

[CollectionDefinition(PackedPackages.Name)]
public sealed class PackedPackagesCollection : ICollectionFixture<PackedPackages>;
