using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dify.Generated.Tests.Goals;
using Dify.Package.Tests.Packing;
using Xunit;
using Xunit.Abstractions;

namespace Dify.Package.Tests.Packages;

/// <summary>Every project of the solution restores the very packages, by version and hash, that its lock file names, wherever they are
/// fetched from.</summary>
[Trait(Goal.Trait, "C10")]
public sealed partial class LockFileTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_project_has_a_lock_file_with_hashes_and_without_a_place()
    {
        var projects = ProjectPath().Matches(File.ReadAllText(Path.Combine(ProjectFolder.Root, "Dify.Generated.sln")))
            .Select(match => Path.Combine([ProjectFolder.Root, .. match.Groups[1].Value.Split('\\')])).ToList();
        Assert.NotEmpty(projects);
        var locks = projects.Select(LockFileOf).ToList();
        Assert.Equal(locks.Count, locks.Distinct(StringComparer.Ordinal).Count());

        var packages = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in locks)
        {
            var text = File.ReadAllText(file);
            Assert.DoesNotContain("://", text, StringComparison.Ordinal);
            using var content = JsonDocument.Parse(text);
            foreach (var package in content.RootElement.GetProperty("dependencies")
                .EnumerateObject()
                .SelectMany(framework => framework.Value.EnumerateObject()))
            {
                if (package.Value.GetProperty("type").GetString() != "Project")
                {
                    Assert.Equal(64, Convert.FromBase64String(package.Value.GetProperty("contentHash").GetString()!).Length);
                    packages.Add($"{package.Name}@{package.Value.GetProperty("resolved").GetString()}");
                }
            }
        }

        output.Report("C10", $"{projects.Count} projects, {locks.Count} lock files: {packages.Count} packages, each with its SHA-512");
    }

    private static string LockFileOf(string project)
    {
        var other = LockFilePath().Match(File.ReadAllText(project));
        var path = Path.Combine(Path.GetDirectoryName(project)!, other.Success ? other.Groups[1].Value : "packages.lock.json");
        Assert.True(File.Exists(path), $"{project} has no lock file.");
        return path;
    }

    [GeneratedRegex("\"([^\"]+\\.csproj)\"")]
    private static partial Regex ProjectPath();

    [GeneratedRegex(@"<NuGetLockFilePath>\$\(MSBuildProjectDirectory\)/([^<]+)</NuGetLockFilePath>")]
    private static partial Regex LockFilePath();
}
