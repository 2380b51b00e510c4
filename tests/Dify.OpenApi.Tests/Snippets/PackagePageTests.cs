using System;
using System.IO;
using Dify.OpenApi.Snippets;
using Xunit;

namespace Dify.OpenApi.Tests.Snippets;

/// <summary>The page of a package leads to the repository where its address is known, and nowhere else.</summary>
public sealed class PackagePageTests
{
    private const string Readme =
        "# P\n\nWhat it is.\n<!-- repository -->\n\nSee `~/.nuget/packages/dify.generated/0.1.0/samples/Testing`, $0.\n\\n\n";

    [Fact]
    public void Without_an_address_it_names_the_place_in_the_package_of_this_version()
        => Assert.Equal(
            "# P\n\nWhat it is.\n\nSee `~/.nuget/packages/dify.generated/9.8.7/samples/Testing`, $0.\n\\n\n",
            PackagePage.Of(Readme, "9.8.7", repository: null, commit: "abc"));

    [Theory]
    [InlineData("https://git.example.com/owner/name")]
    [InlineData("https://git.example.com/owner/name.git")]
    [InlineData("https://git.example.com/owner/name/")]
    public void With_an_address_it_links_to_the_commit(string address)
        => Assert.Equal(
            """
            # P

            What it is.
            [Documentation](https://git.example.com/owner/name/blob/abc/README.md) · [ドキュメント](https://git.example.com/owner/name/blob/abc/README.ja.md) · [Changes](https://git.example.com/owner/name/blob/abc/CHANGELOG.md)

            See [`~/.nuget/packages/dify.generated/9.8.7/samples/Testing`](https://git.example.com/owner/name/tree/abc/tests/Dify.Package.Tests/Samples/Testing), $0.
            \n

            """.ReplaceLineEndings("\n"),
            PackagePage.Of(Readme, "9.8.7", address, "abc"));

    [Theory]
    [InlineData("git@git.example.com:owner/name")]
    [InlineData("http://git.example.com/owner/name")]
    [InlineData("https://git.example.com")]
    [InlineData("https://git.example.com/owner/name) [x](y")]
    public void What_is_no_address_is_refused_by_the_name_of_the_property(string address)
        => Assert.StartsWith("RepositoryUrl is no https address", Refused(address, "abc"), StringComparison.Ordinal);

    [Fact]
    public void Without_a_commit_there_is_nothing_to_link_to()
        => Assert.Contains("commit is not known", Refused("https://git.example.com/owner/name", commit: null), StringComparison.Ordinal);

    private static string Refused(string address, string? commit)
        => Assert.Throws<IOException>(() => PackagePage.Of(Readme, "9.8.7", address, commit)).Message;
}
