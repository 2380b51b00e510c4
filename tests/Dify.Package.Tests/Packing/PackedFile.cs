using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Xml.Linq;

namespace Dify.Package.Tests.Packing;

/// <summary>A package as it was packed.</summary>
internal sealed class PackedFile
{
    // What a package needs to be one, and nobody who packs decides on.
    private static readonly string[] Envelope = ["_rels/.rels", "[Content_Types].xml"];

    private readonly Dictionary<string, byte[]> entries = new(StringComparer.Ordinal);

    public PackedFile(string path)
    {
        Path = path;
        using var archive = ZipFile.OpenRead(path);
        foreach (var entry in archive.Entries)
        {
            using var content = entry.Open();
            using var bytes = new MemoryStream();
            content.CopyTo(bytes);
            entries.Add(entry.FullName, bytes.ToArray());
        }

        var description = XDocument.Parse(Text(Entries.Single(name => name.EndsWith(".nuspec", StringComparison.Ordinal))));
        Metadata = description.Root!.Elements().Single();
    }

    public string Path { get; }

    /// <summary>The <c>metadata</c> element of the package's description.</summary>
    public XElement Metadata { get; }

    /// <summary>The files inside, without the envelope, in ordinal order.</summary>
    public IReadOnlyList<string> Entries =>
        entries.Keys.Where(name => !Envelope.Contains(name) && !name.StartsWith("package/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToList();

    /// <summary>The dependencies as <c>framework: id</c>.</summary>
    public IReadOnlyList<string> Dependencies =>
        Metadata.Descendants().Where(element => element.Name.LocalName == "dependency")
            .Select(element => $"{element.Parent!.Attribute("targetFramework")!.Value}: {element.Attribute("id")!.Value}").ToList();

    /// <summary>The dependencies with the lowest version that each takes, once for every framework.</summary>
    public IReadOnlyList<(string Id, string Version)> DependencyFloors =>
        Metadata.Descendants().Where(element => element.Name.LocalName == "dependency")
            .Select(element => (element.Attribute("id")!.Value, element.Attribute("version")!.Value)).ToList();

    public byte[] Bytes(string entry) => entries[entry];

    // Without the mark that some writers put before UTF-8.
    public string Text(string entry) => Encoding.UTF8.GetString(entries[entry]).TrimStart('\uFEFF');

    public string Value(string name) => Metadata.Elements().Single(element => element.Name.LocalName == name).Value;
}
