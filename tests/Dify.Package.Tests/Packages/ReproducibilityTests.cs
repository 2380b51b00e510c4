using System;
using System.IO;
using System.Threading.Tasks;
using Dify.Package.Tests.Packing;
using Xunit;

namespace Dify.Package.Tests.Packages;

[Collection(PackedPackages.Name)]
public sealed class ReproducibilityTests(PackedPackages packages)
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
    }
}
