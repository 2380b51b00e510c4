using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace Dify.Package.Tests.Packing;

/// <summary>
/// The three packages, packed once for all tests, and a second time from another clone: in a folder of another name, later, on a machine of another language and time zone. All of it in
/// a temporary folder that goes with the tests.
/// </summary>
public sealed class PackedPackages : IAsyncLifetime
{
    public const string Name = "packed packages";

    private static readonly string[] Ids = ["Dify.Generated", "Dify.Generated.Testing", "Dify.Cli"];

    // Turkish makes another letter of an I, and on Kiritimati it is tomorrow already.
    private static readonly Dictionary<string, string> Elsewhere = new() { ["LC_ALL"] = "tr_TR.UTF-8", ["LANG"] = "tr_TR.UTF-8", ["TZ"] = "Pacific/Kiritimati", ["DOTNET_CLI_UI_LANGUAGE"] = "ja" };

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
        await Clone.MakeAsync(FirstClone);
        await Clone.MakeAsync(SecondClone);
        await PackAsync(FirstClone, Source, []);
        // Compared by one class of tests only: the others need not wait for it.
        second = PackAsync(SecondClone, SecondSource, Elsewhere);
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

    /// <summary>The files that were generated in each of the two clones, by name.</summary>
    internal async Task<(IReadOnlyDictionary<string, byte[]> First, IReadOnlyDictionary<string, byte[]> Second)> GeneratedFilesAsync()
    {
        await second!;
        return (GeneratedFiles(FirstClone), GeneratedFiles(SecondClone));
    }

    private string FirstClone => Path.Combine(folder, "first");

    private string SecondClone => Path.Combine(folder, "second-with-a-longer-name");

    private string SecondSource => Path.Combine(folder, "second-packed");

    private static Dictionary<string, byte[]> GeneratedFiles(string clone) => Directory
        .GetFiles(Path.Combine(clone, "src", "Dify.Generated", "Generated"))
        .Append(Path.Combine(clone, "src", "Dify.Generated", "PublicApi.txt"))
        .ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes, StringComparer.Ordinal);

    private static async Task PackAsync(string clone, string into, Dictionary<string, string> environment)
    {
        // What is committed was generated before, on some other machine.
        Directory.Delete(Path.Combine(clone, "src", "Dify.Generated", "Generated"), recursive: true);

        // The analyzers, which the build of the tests has run already, change no byte and take a third of the time.
        await Command.RunAsync(clone, environment, Command.Dotnet, "pack", "src/Packages.slnf", "-nologo", "-v", "q", "-p:RunAnalyzers=false", "-o", into);
        var packed = Directory.GetFiles(into).Select(Path.GetFileName).Order(StringComparer.Ordinal);
        Assert.Equal(Ids.Select(id => $"{id}.{ProjectFolder.Version}.nupkg").Order(StringComparer.Ordinal), packed);
    }
}

[CollectionDefinition(PackedPackages.Name)]
public sealed class PackedPackagesCollection : ICollectionFixture<PackedPackages>;
