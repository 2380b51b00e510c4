using System;
using System.Linq;
using Dify.Package.Tests.Packing;
using Xunit;

namespace Dify.Package.Tests.Packages;

[Collection(PackedPackages.Name)]
public sealed class DependencyTests(PackedPackages packages)
{
    [Fact]
    public void The_library_drags_in_three_packages_and_what_an_older_framework_lacks()
    {
        string[] expected =
        [
            "net10.0: Microsoft.Extensions.Http",
            "net10.0: Newtonsoft.Json",
            "net10.0: Polly.Core",
            "net8.0: Microsoft.Extensions.Http",
            "net8.0: Newtonsoft.Json",
            "net8.0: Polly.Core",
            ".NETStandard2.0: Microsoft.Bcl.TimeProvider",
            ".NETStandard2.0: Microsoft.Extensions.Http",
            ".NETStandard2.0: Newtonsoft.Json",
            ".NETStandard2.0: Polly.Core",
        ];

        Assert.Equal(expected.Order(StringComparer.Ordinal), packages.Library.Dependencies.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_stand_in_server_drags_in_WireMock_and_nothing_that_only_builds_it()
    {
        var dependencies = packages.Testing.Dependencies;

        Assert.Contains("net8.0: WireMock.Net.Minimal", dependencies);
        Assert.DoesNotContain(dependencies, dependency => dependency.Contains("NSwag", StringComparison.Ordinal) || dependency.Contains("Dify.OpenApi", StringComparison.Ordinal));
    }

    [Fact]
    public void The_tool_brings_everything_along()
        => Assert.Empty(packages.Tool.Dependencies);
}
