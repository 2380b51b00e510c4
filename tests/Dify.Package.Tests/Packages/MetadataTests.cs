using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
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
        Assert.Equal(
            "expression", package.Metadata.Elements().Single(element => element.Name.LocalName == "license").Attribute("type")!.Value);
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

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task With_the_address_of_the_repository_the_page_links_to_samples_and_documentation_of_the_packed_commit(string id)
    {
        PackedFile package = await packages.AddressedAsync(id);
        var readme = package.Text("README.md");
        var repository = package.Metadata.Elements().Single(element => element.Name.LocalName == "repository");
        var commit = repository.Attribute("commit")!.Value;

        Assert.Equal(PackedPackages.Address, repository.Attribute("url")!.Value);
        Assert.Equal(PackedPackages.Address, package.Value("projectUrl"));
        Assert.DoesNotMatch(@"\]\((?!https://|#)", readme);
        string[] links = [.. Regex.Matches(readme, @"\]\(" + Regex.Escape(PackedPackages.Address) + @"/(?:tree|blob)/([0-9a-f]+)/([^)]+)\)")
            .Select(link => link.Groups[1].Value == commit ? link.Groups[2].Value : "of another commit")];
        Assert.Contains(links, link => link.StartsWith("tests/Dify.Package.Tests/Samples", StringComparison.Ordinal));
        Assert.Superset(new HashSet<string>(["README.md", "README.ja.md", "CHANGELOG.md"]), new HashSet<string>(links));
        Assert.All(links, link => Assert.True(Path.Exists(Path.Combine(ProjectFolder.Root, link)), link));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Without_an_address_the_page_names_the_place_of_the_samples_in_the_package(string id)
    {
        var readme = new PackedFile(packages.PathOf(id)).Text("README.md");

        Assert.DoesNotContain("<!-- repository -->", readme);
        string[] places = [.. Regex.Matches(readme, "`~/\\.nuget/packages/([^`]+)`").Select(place => place.Groups[1].Value)];
        Assert.NotEmpty(places);
        Assert.All(places, place =>
        {
            Assert.StartsWith($"dify.generated/{ProjectFolder.Version}/samples", place);
            Assert.Contains(packages.Library.Entries, entry => entry.StartsWith(place.Split('/', 3)[2], StringComparison.Ordinal));
        });
    }

    private static string NewestSection()
    {
        var sections = File.ReadAllText(Path.Combine(ProjectFolder.Root, "CHANGELOG.md")).Split("\n## ");
        return sections[1][sections[1].IndexOf('\n', StringComparison.Ordinal)..].Trim();
    }
}
