using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Dify.Package.Tests.Packing;
using Xunit;

namespace Dify.Package.Tests.Packages;

[Collection(PackedPackages.Name)]
public sealed class EntriesTests(PackedPackages packages)
{
    private static IEnumerable<string> SampleFiles =>
        from file in Directory.EnumerateFiles(ProjectFolder.Samples, "*", SearchOption.AllDirectories)
        let path = Path.GetRelativePath(ProjectFolder.Samples, file).Replace('\\', '/')
        where !path.Split('/').Any(folder => folder is "bin" or "obj")
        select $"samples/{path}";

    [Fact]
    public void The_library_holds_an_assembly_and_two_languages_for_each_framework_the_samples_and_nothing_else()
    {
        string[] frameworks = ["net10.0", "net8.0", "netstandard2.0"];
        string[] files = ["Dify.Generated.dll", "Dify.Generated.xml", "ja/Dify.Generated.resources.dll", "ja/Dify.Generated.xml"];
        var expected = new[] { "Dify.Generated.nuspec", "README.md", "icon.png", "ConfigurationSchema.json",
            "buildTransitive/Dify.Generated.targets" }
            .Concat(from framework in frameworks from file in files select $"lib/{framework}/{file}")
            .Concat(SampleFiles);

        Assert.Equal(expected.Order(StringComparer.Ordinal), packages.Library.Entries);
    }

    [Fact]
    public void The_chat_client_holds_an_assembly_and_two_languages_for_each_framework_and_nothing_else()
    {
        const string Name = "Dify.Generated.Extensions.AI";
        string[] files = [$"{Name}.dll", $"{Name}.xml", $"ja/{Name}.resources.dll", $"ja/{Name}.xml"];
        var expected = new[] { $"{Name}.nuspec", "README.md", "icon.png" }
            .Concat(from framework in (string[])["net10.0", "net8.0"] from file in files select $"lib/{framework}/{file}");

        Assert.Equal(expected.Order(StringComparer.Ordinal), packages.ChatClient.Entries);
    }

    [Fact]
    public void The_stand_in_server_holds_an_assembly_and_its_documentation_for_each_framework_and_nothing_else()
    {
        string[] expected =
        [
            "Dify.Generated.Testing.nuspec", "README.md", "icon.png",
            "lib/net10.0/Dify.Generated.Testing.dll", "lib/net10.0/Dify.Generated.Testing.xml", "lib/net10.0/ja/Dify.Generated.Testing.xml",
            "lib/net8.0/Dify.Generated.Testing.dll", "lib/net8.0/Dify.Generated.Testing.xml", "lib/net8.0/ja/Dify.Generated.Testing.xml",
            "schemas/dify-mock.schema.json",
        ];

        Assert.Equal(expected, packages.Testing.Entries);
    }

    [Fact]
    public void The_tool_holds_the_command_its_two_languages_and_neither_documentation_nor_symbol_files()
    {
        var entries = packages.Tool.Entries;

        Assert.Contains("tools/net10.0/any/Dify.Cli.dll", entries);
        Assert.Contains("tools/net10.0/any/ja/Dify.Cli.resources.dll", entries);
        Assert.Contains("tools/net10.0/any/ja/Dify.Generated.resources.dll", entries);
        Assert.Contains("<Command Name=\"dify\"", packages.Tool.Text("tools/net10.0/any/DotnetToolSettings.xml"), StringComparison.Ordinal);
        var files = entries.Where(entry => entry.StartsWith("tools/", StringComparison.Ordinal)).ToList();
        Assert.Equal(["Dify.Cli.nuspec", "README.md", "icon.png"], entries.Except(files));
        Assert.All(files, file => Assert.True(
            file.EndsWith(".dll", StringComparison.Ordinal)
                || file.EndsWith(".json", StringComparison.Ordinal)
                || file.EndsWith("/DotnetToolSettings.xml", StringComparison.Ordinal), file));
        Assert.All(
            files.Where(file => file.EndsWith(".resources.dll", StringComparison.Ordinal)),
            file => Assert.StartsWith("tools/net10.0/any/ja/", file, StringComparison.Ordinal));
    }
}
