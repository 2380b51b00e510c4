using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Dify.Package.Tests.Packing;
using Xunit;

namespace Dify.Package.Tests.Packages;

/// <summary>What an editor shows, in English and in Japanese.</summary>
[Collection(PackedPackages.Name)]
public sealed class DocumentationTests(PackedPackages packages)
{
    // Hiragana, katakana or a Chinese character.
    private static readonly Regex Japanese = new(@"[\u3041-\u30FF\u4E00-\u9FFF]");

    public static TheoryData<string, string> Builds => new()
    {
        { "Dify.Generated", "net10.0" },
        { "Dify.Generated", "net8.0" },
        { "Dify.Generated", "netstandard2.0" },
        { "Dify.Generated.Extensions.AI", "net10.0" },
        { "Dify.Generated.Extensions.AI", "net8.0" },
        { "Dify.Generated.Testing", "net10.0" },
        { "Dify.Generated.Testing", "net8.0" },
    };

    [Theory]
    [MemberData(nameof(Builds))]
    public void Both_languages_describe_the_same_members_in_the_same_elements(string package, string framework)
    {
        var english = Read(package, $"lib/{framework}/{package}.xml");
        var japanese = Read(package, $"lib/{framework}/ja/{package}.xml");

        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), japanese.Keys.Order(StringComparer.Ordinal));
        Assert.All(english, member => Assert.Equal(Shape(member.Value), Shape(japanese[member.Key])));
    }

    [Theory]
    [MemberData(nameof(Builds))]
    public void Every_element_of_every_member_has_text_and_the_Japanese_one_is_Japanese(string package, string framework)
    {
        var english = Read(package, $"lib/{framework}/{package}.xml");
        var japanese = Read(package, $"lib/{framework}/ja/{package}.xml");

        Assert.All(english, member => Assert.All(Texts(member), text => Assert.True(Regex.IsMatch(text.Text, @"\w"), text.Place)));
        Assert.All(
            japanese, member => Assert.All(Texts(member), text => Assert.True(Japanese.IsMatch(text.Text), $"{text.Place}: {text.Text}")));
    }

    [Theory]
    [MemberData(nameof(Builds))]
    public void Every_type_and_member_that_callers_see_is_described_and_nothing_else(string package, string framework)
    {
        var described = Read(package, $"lib/{framework}/{package}.xml").Keys.Select(id => id[2..].Split('(', '~')[0])
            .ToHashSet(StringComparer.Ordinal);
        var visible = Visible(Packed(package).Bytes($"lib/{framework}/{package}.dll"));

        Assert.Empty(visible.Required.Except(described));
        Assert.Empty(described.Except(visible.All));
    }

    [Fact]
    public void A_member_of_the_Japanese_document_speaks_with_its_words()
    {
        var stop = Read("Dify.Generated", "lib/net10.0/ja/Dify.Generated.xml")
            .Single(member => member.Key.StartsWith(
                "M:Dify.Generated.IDifyWorkflowClient.StopWorkflowTaskGenerationAsync(", StringComparison.Ordinal)).Value;
        var document = File.ReadAllText(Path.Combine(ProjectFolder.Root, "openapi", "ja", "openapi_workflow.yaml"));

        Assert.Contains(stop.Element("summary")!.Value.Trim(), document, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Shape(XElement member) =>
        member.Elements().Select(element => $"{element.Name} {element.Attribute("name")?.Value}{element.Attribute("cref")?.Value}");

    private static IEnumerable<(string Place, string Text)> Texts(KeyValuePair<string, XElement> member) =>
        member.Value.Elements().Select(element => ($"{member.Key} <{element.Name}>", element.Value)).DefaultIfEmpty((member.Key, ""));

    private static (HashSet<string> All, HashSet<string> Required) Visible(byte[] assembly)
    {
        using var file = new PEReader(new MemoryStream(assembly));
        var metadata = file.GetMetadataReader();
        var members = new PublicNames(metadata);
        return (members.All, members.Required);
    }

    private PackedFile Packed(string package) => new(packages.PathOf(package));

    private Dictionary<string, XElement> Read(string package, string entry) =>
        XDocument.Parse(Packed(package).Text(entry))
            .Descendants("member")
            .ToDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal);
}
