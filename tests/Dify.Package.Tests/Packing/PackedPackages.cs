using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using Xunit;

namespace Dify.Package.Tests.Packing;

/// <summary>The three packages, packed from a clone once for all tests, in a temporary folder that goes with them.</summary>
public sealed class PackedPackages : IAsyncLifetime
{
    public const string Name = "packed packages";

    private readonly string folder = Directory.CreateTempSubdirectory("dify-packages-").FullName;
    private readonly PackedClone clone;
    private readonly Lazy<Task> addressed;

    public PackedPackages()
    {
        clone = new PackedClone(Path.Combine(folder, "clone"), Path.Combine(folder, "packed"));
        addressed = new Lazy<Task>(() => clone.PackAgainAsync(AddressedFolder, $"-p:RepositoryUrl={Address}"));
        Scratch = new ScratchFolder(Path.Combine(folder, "scratch"), clone.Source);
    }

    internal PackedFile Library => new(clone.PathOf("Dify.Generated"));

    internal PackedFile ChatClient => new(clone.PathOf("Dify.Generated.Extensions.AI"));

    internal PackedFile Testing => new(clone.PathOf("Dify.Generated.Testing"));

    internal PackedFile Tool => new(clone.PathOf("Dify.Cli"));

    /// <summary>The folder of the packed files, to be given as a package source.</summary>
    internal string Source => clone.Source;

    internal ScratchFolder Scratch { get; }

    /// <summary>The address of the repository that <see cref="AddressedAsync"/> is packed with.</summary>
    internal static string Address => "https://git.example.com/owner/dify-generated";

    private string AddressedFolder => Path.Combine(folder, "addressed");

    /// <summary>A package of the same build, packed by somebody who knows where the world finds the repository.</summary>
    internal async Task<PackedFile> AddressedAsync(string id)
    {
        await addressed.Value;
        return new PackedFile(Path.Combine(AddressedFolder, Path.GetFileName(PathOf(id))));
    }

    public async Task InitializeAsync()
    {
        await clone.CloneAsync();
        await clone.PackAsync(Command.SameEnvironment);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    internal string PathOf(string id) => clone.PathOf(id);

    /// <summary>What was generated in the clone, by name.</summary>
    internal IReadOnlyDictionary<string, byte[]> GeneratedFiles() => clone.GeneratedFiles();
}

[CollectionDefinition(PackedPackages.Name)]
public sealed class PackedPackagesCollection : ICollectionFixture<PackedPackages>;
