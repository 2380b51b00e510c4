using System;
using System.Threading.Tasks;
using Dify.Package.Tests.Packing;
using Xunit;

namespace Dify.Package.Tests.Consumers;

[Collection(PackedPackages.Name)]
public sealed class TestProjectTests(PackedPackages packages)
{
    [Fact]
    public async Task Tests_of_other_peoples_code_run_against_the_packed_stand_in_server()
    {
        var folder = await packages.Scratch.BuiltCopyOfAsync("Testing");
        var result = await packages.Scratch.DotnetAsync(folder, packages.Scratch.Environment, "test", "--no-build", "-nologo");

        Assert.Contains("Passed:     4", result.Output, StringComparison.Ordinal);
    }
}
