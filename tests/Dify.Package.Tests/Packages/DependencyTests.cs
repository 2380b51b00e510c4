using System;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Dify.Generated.Tests.Goals;
using Dify.Package.Tests.Packing;
using Xunit;
using Xunit.Abstractions;

namespace Dify.Package.Tests.Packages;

[Collection(PackedPackages.Name)]
[Trait(Goal.Trait, "C10")]
public sealed class DependencyTests(PackedPackages packages, ITestOutputHelper output)
{
    [Fact]
    public void The_library_drags_in_four_packages_and_what_an_older_framework_lacks()
    {
        string[] expected =
        [
            "net10.0: Microsoft.Extensions.Diagnostics.HealthChecks.Abstractions",
            "net10.0: Microsoft.Extensions.Http",
            "net10.0: Newtonsoft.Json",
            "net10.0: Polly.Core",
            "net8.0: Microsoft.Extensions.Diagnostics.HealthChecks.Abstractions",
            "net8.0: Microsoft.Extensions.Http",
            "net8.0: Newtonsoft.Json",
            "net8.0: Polly.Core",
            ".NETStandard2.0: Microsoft.Bcl.TimeProvider",
            ".NETStandard2.0: Microsoft.Extensions.Diagnostics.HealthChecks.Abstractions",
            ".NETStandard2.0: Microsoft.Extensions.Http",
            ".NETStandard2.0: Newtonsoft.Json",
            ".NETStandard2.0: Polly.Core",
        ];

        Assert.Equal(expected.Order(StringComparer.Ordinal), packages.Library.Dependencies.Order(StringComparer.Ordinal));
        output.Report(
            "C10",
            $"run-time dependencies of the package: {string.Join(", ", packages.Library.DependencyFloors.Select(floor => $"{floor.Id} {floor.Version}").Distinct())}");
    }

    [Fact]
    public void No_dependency_may_be_older_than_what_the_library_was_tested_with()
    {
        var pinned = XDocument.Load(Path.Combine(ProjectFolder.Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(
                version => version.Attribute("Include")!.Value, version => version.Attribute("Version")!.Value, StringComparer.Ordinal);

        Assert.All(packages.Library.DependencyFloors, floor => Assert.Equal(pinned[floor.Id], floor.Version));

        // Versions before 13.0.1 overflow the stack on nested JSON.
        Assert.All(
            packages.Library.DependencyFloors.Where(floor => floor.Id == "Newtonsoft.Json"),
            floor => Assert.True(Version.Parse(floor.Version) >= new Version(13, 0, 1), floor.Version));
    }

    [Fact]
    public void The_chat_client_drags_in_the_library_and_the_abstractions_that_it_implements()
    {
        string[] expected = [.. from framework in (string[])["net10.0", "net8.0"]
                                from id in (string[])["Dify.Generated", "Microsoft.Extensions.AI.Abstractions", "Newtonsoft.Json"]
                                select $"{framework}: {id}"];

        Assert.Equal(expected.Order(StringComparer.Ordinal), packages.ChatClient.Dependencies.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_stand_in_server_drags_in_WireMock_and_nothing_that_only_builds_it()
    {
        var dependencies = packages.Testing.Dependencies;

        Assert.Contains("net8.0: WireMock.Net.Minimal", dependencies);
        Assert.DoesNotContain(dependencies, dependency => dependency.Contains("NSwag", StringComparison.Ordinal)
            || dependency.Contains("Dify.OpenApi", StringComparison.Ordinal));
    }

    [Fact]
    public void The_tool_brings_everything_along()
        => Assert.Empty(packages.Tool.Dependencies);
}
