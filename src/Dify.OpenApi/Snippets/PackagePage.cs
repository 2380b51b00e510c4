using System.IO;
using System.Text.RegularExpressions;

namespace Dify.OpenApi.Snippets;

/// <summary>
/// The page of a package. A site of packages shows no relative links, and a clone does not know where the world finds it: only whoever
/// packs does. With the repository's address, the page links to the samples and the documentation there, as they were in the packed commit;
/// without it, it names the place of the samples in the package, and no more.
/// </summary>
internal static partial class PackagePage
{
    private const string SamplesFolder = "tests/Dify.Package.Tests/Samples";

    /// <summary>The page, made of the README of a project.</summary>
    /// <param name="readme">
    /// The README: a path where the samples lie in the package, and <c>&lt;!-- repository --&gt;</c> for the links.
    /// </param>
    /// <param name="version">The version of the package.</param>
    /// <param name="repository">The address of the repository; null if it is not known.</param>
    /// <param name="commit">The commit that is packed; null if it is not known.</param>
    /// <exception cref="IOException">The address is none, or there is no commit to link to.</exception>
    public static string Of(string readme, string version, string? repository, string? commit)
    {
        if (repository is not null && !Address().IsMatch(repository))
        {
            throw new IOException(
                $"RepositoryUrl is no https address of a repository: '{repository}'. Give https://HOST/OWNER/NAME, or none.");
        }

        if (repository is not null && commit is null)
        {
            throw new IOException(
                "The commit is not known, and the links of the page would lead nowhere. Pack a git clone, or give no RepositoryUrl.");
        }

        string? Link(string kind, string path) => repository is null ? null : $"{Suffix().Replace(repository, "")}/{kind}/{commit}/{path}";

        var page = Samples().Replace(readme, match =>
        {
            var place = $"`~/.nuget/packages/dify.generated/{version}/samples{match.Groups["folder"]}`";
            return Link("tree", SamplesFolder + match.Groups["folder"]) is { } link ? $"[{place}]({link})" : place;
        });
        var links = repository is null
            ? ""
            : $"\n[Documentation]({Link("blob", "README.md")}) · [ドキュメント]({Link("blob", "README.ja.md")}) ·"
                + $" [Changes]({Link("blob", "CHANGELOG.md")})";
        return Marker().Replace(page, links.Replace("$", "$$"));
    }

    // What could end a link of Markdown is in no address.
    [GeneratedRegex(@"\Ahttps://[^/\s()<>?#]+/[^\s()<>?#]+\z")]
    private static partial Regex Address();

    [GeneratedRegex(@"(\.git)?/*\z")]
    private static partial Regex Suffix();

    [GeneratedRegex(@"`~/\.nuget/packages/dify\.generated/[^/`]+/samples(?<folder>(/[A-Za-z]+)?)`")]
    private static partial Regex Samples();

    [GeneratedRegex(@"\n<!-- repository -->")]
    private static partial Regex Marker();
}
