using System;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Dify.Package.Tests.Packing;
using Xunit;

namespace Dify.Package.Tests.Packages;

[Collection(PackedPackages.Name)]
public sealed class SymbolTests(PackedPackages packages)
{
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    [Theory]
    [InlineData("Dify.Generated", "lib/net10.0/Dify.Generated.dll")]
    [InlineData("Dify.Generated", "lib/net8.0/Dify.Generated.dll")]
    [InlineData("Dify.Generated", "lib/netstandard2.0/Dify.Generated.dll")]
    [InlineData("Dify.Generated.Extensions.AI", "lib/net10.0/Dify.Generated.Extensions.AI.dll")]
    [InlineData("Dify.Generated.Extensions.AI", "lib/net8.0/Dify.Generated.Extensions.AI.dll")]
    [InlineData("Dify.Generated.Testing", "lib/net10.0/Dify.Generated.Testing.dll")]
    [InlineData("Dify.Generated.Testing", "lib/net8.0/Dify.Generated.Testing.dll")]
    [InlineData("Dify.Cli", "tools/net10.0/any/Dify.Cli.dll")]
    public void A_debugger_finds_the_sources_inside_the_assembly_and_no_path_of_the_machine_that_packed(string id, string entry)
    {
        using var assembly = new PEReader(new MemoryStream(new PackedFile(packages.PathOf(id)).Bytes(entry)));
        var symbols = assembly.ReadDebugDirectory().Single(part => part.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        using var provider = assembly.ReadEmbeddedPortablePdbDebugDirectoryData(symbols);
        var metadata = provider.GetMetadataReader();

        var documents = metadata.Documents.ToDictionary(
            handle => metadata.GetString(metadata.GetDocument(handle).Name), handle => HasSource(metadata, handle));

        var source = id switch
        {
            "Dify.Cli" => "Program.cs",
            "Dify.Generated" => "DifyClientOptions.cs",
            "Dify.Generated.Extensions.AI" => "DifyAIChatClient.cs",
            _ => "DifyTestServer.cs",
        };
        Assert.Contains(documents, document => document.Key.EndsWith($"/src/{id}/{source}", StringComparison.Ordinal));
        Assert.All(documents, document => Assert.StartsWith("/_", document.Key, StringComparison.Ordinal));
        Assert.All(documents, document => Assert.True(document.Value, document.Key));
    }

    private static bool HasSource(MetadataReader metadata, DocumentHandle document) =>
        metadata.GetCustomDebugInformation(document)
            .Any(handle => metadata.GetGuid(metadata.GetCustomDebugInformation(handle).Kind) == EmbeddedSource);
}
