using System;
using System.Linq;
using Dify.Package.Tests.Packing;
using Xunit;

namespace Dify.Package.Tests.Packages;

/// <summary>What is packed was generated from the committed documents, and is the committed code.</summary>
[Collection(PackedPackages.Name)]
public sealed class GeneratedCodeTests(PackedPackages packages)
{
    [Fact]
    public void A_clone_without_generated_code_generates_what_is_committed()
    {
        var generated = packages.GeneratedFiles();
        var committed = PackedClone.GeneratedFilesIn(ProjectFolder.Root);

        Assert.Contains("Workflow/DifyWorkflowClient.g.cs", committed.Keys);
        Assert.Equal(committed.Keys.Order(StringComparer.Ordinal), generated.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, bytes) in generated)
        {
            // Compared as a whole: a difference would be printed byte by byte otherwise.
            Assert.True(bytes.AsSpan().SequenceEqual(committed[name]), $"{name} is not what is committed.");
        }
    }
}
