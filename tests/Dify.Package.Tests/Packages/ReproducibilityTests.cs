using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading.Tasks;
using Dify.Generated.Tests.Goals;
using Dify.Package.Tests.Packing;
using Xunit;
using Xunit.Abstractions;

namespace Dify.Package.Tests.Packages;

/// <summary>What is packed depends on the sources alone: not on the folder, the time, the language or the time zone.</summary>
[Collection(PackedPackages.Name)]
[Trait(Goal.Trait, "C11")]
public sealed class ReproducibilityTests(PackedPackages packages, ITestOutputHelper output)
{
    public static TheoryData<string> Ids => [.. PackedPackages.PackageIds];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Another_clone_in_another_folder_packs_the_same_bytes(string id)
    {
        var first = await File.ReadAllBytesAsync(packages.PathOf(id));
        var second = await packages.SecondBytesAsync(id);

        // Compared as a whole: a difference would be printed byte by byte otherwise.
        Assert.True(first.AsSpan().SequenceEqual(second), $"{id}: {first.Length} and {second.Length} bytes.");
        output.Report("C11", $"{id}, packed twice in other folders, at another time, in Turkish and in another time zone: the same {first.Length:N0} bytes, SHA-256 {Hash(first)}");
    }

    [Fact]
    public async Task Another_clone_in_another_folder_generates_the_same_code()
    {
        var (first, second) = await packages.GeneratedFilesAsync();

        Assert.Contains("DifyWorkflowClient.g.cs", first.Keys);
        Assert.Equal(first.Keys.Order(StringComparer.Ordinal), second.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, bytes) in first)
        {
            Assert.True(bytes.AsSpan().SequenceEqual(second[name]), $"{name}: {bytes.Length} and {second[name].Length} bytes.");
            Assert.True(bytes.AsSpan().SequenceEqual(File.ReadAllBytes(CommittedFile(name))), $"{name} is not what is committed.");
        }

        output.Report("C11", $"{first.Count} generated files of {first.Values.Sum(bytes => bytes.Length):N0} bytes, generated anew in both clones: the same, and the ones that are committed");
    }

    private static string CommittedFile(string name) => name == "PublicApi.txt"
        ? Path.Combine(ProjectFolder.Root, "src", "Dify.Generated", name)
        : Path.Combine(ProjectFolder.Root, "src", "Dify.Generated", "Generated", name);

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..16] + "…";
}
