using System;
using System.Buffers.Binary;
using System.IO;
using System.Linq;
using Dify.Package.Tests.Packing;
using Xunit;

namespace Dify.Package.Tests.Packages;

[Collection(PackedPackages.Name)]
public sealed class MetadataTests(PackedPackages packages)
{
    public static TheoryData<string> Ids => [.. PackedClone.Ids];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_package_says_what_it_is_under_which_licence_and_what_is_new(string id)
    {
        var package = new PackedFile(packages.PathOf(id));

        Assert.Equal(id, package.Value("id"));
        Assert.Equal(ProjectFolder.Version, package.Value("version"));
        Assert.Equal("MIT", package.Value("license"));
        Assert.Equal("expression", package.Metadata.Elements().Single(element => element.Name.LocalName == "license").Attribute("type")!.Value);
        Assert.True(package.Value("description").Length > 60, package.Value("description"));
        Assert.Contains("dify", package.Value("tags").Split(' '));
        Assert.Equal(NewestSection(), package.Value("releaseNotes"));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_package_has_a_readme_of_its_own_that_shows_code_in_two_languages_and_needs_no_repository(string id)
    {
        var package = new PackedFile(packages.PathOf(id));
        var readme = package.Text(package.Value("readme"));

        Assert.StartsWith("# ", readme, StringComparison.Ordinal);
        Assert.Contains("```", readme, StringComparison.Ordinal);
        Assert.Contains("日本語", readme, StringComparison.Ordinal);
        // A relative link leads nowhere on the page of a package.
        Assert.DoesNotMatch(@"\]\((?!https://|#)", readme);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_package_has_an_icon_of_128_pixels(string id)
    {
        var package = new PackedFile(packages.PathOf(id));
        var icon = package.Bytes(package.Value("icon"));

        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], icon[..4]);
        Assert.Equal(128, BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(16)));
        Assert.Equal(128, BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(20)));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_package_names_its_commit_and_invents_no_address(string id)
    {
        var package = new PackedFile(packages.PathOf(id));
        var repository = package.Metadata.Elements().Single(element => element.Name.LocalName == "repository");

        Assert.Matches("^[0-9a-f]{40}$", repository.Attribute("commit")!.Value);
        Assert.Null(repository.Attribute("url"));
        Assert.DoesNotContain(package.Metadata.Elements(), element => element.Name.LocalName == "projectUrl");
    }

    private static string NewestSection()
    {
        var sections = File.ReadAllText(Path.Combine(ProjectFolder.Root, "CHANGELOG.md")).Split("\n## ");
        return sections[1][sections[1].IndexOf('\n', StringComparison.Ordinal)..].Trim();
    }
}
