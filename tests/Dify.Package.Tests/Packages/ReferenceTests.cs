using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Dify.Generated.Tests.Goals;
using Dify.Package.Tests.Packing;
using Xunit;
using Xunit.Abstractions;

namespace Dify.Package.Tests.Packages;

/// <summary>What the library, as it is packed, refers to at all: what it does not refer to it cannot do to what a server sends.</summary>
[Collection(PackedPackages.Name)]
[Trait(Goal.Trait, "C10")]
public sealed class ReferenceTests(PackedPackages packages, ITestOutputHelper output)
{
    // A pattern can take for ever on a text that was made for it; a formatter makes objects of any type.
    private static readonly string[] Forbidden =
    [
        "System.Text.RegularExpressions.", "System.Runtime.Serialization.Formatters.",
        "System.Diagnostics.Process.", "Newtonsoft.Json.JsonConvert.", "System.Reflection.Assembly.Load",
        "System.Xml.",
    ];

    private const string Unchecked = "TryAddWithoutValidation(";

    [Fact]
    public void The_library_refers_to_nothing_that_is_unsafe_on_foreign_data()
    {
        var library = packages.Library;
        var assemblies = library.Entries.Where(entry => entry.EndsWith("/Dify.Generated.dll", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, assemblies.Count);
        var all = 0;
        foreach (var assembly in assemblies)
        {
            var references = References(library.Bytes(assembly));
            all += references.Count;

            Assert.Contains("System.Net.Http.Headers.HttpHeaders.Add", references);
            Assert.DoesNotContain(references, reference => Forbidden.Any(name => reference.StartsWith(name, StringComparison.Ordinal)));
        }

        output.Report(
            "C10",
            $"{all:N0} references of the packed library's {assemblies.Count} assemblies to other types and members: 0 to regular expressions");
    }

    [Fact]
    public void Only_headers_without_anything_of_a_callers_are_set_unchecked()
    {
        // A header that is not checked takes line breaks. These hold what the library itself says, and skipping the check makes small calls
        // faster.
        string[] known = ["Accept", "Accept-Encoding", "User-Agent"];
        var sources = Directory.GetFiles(Path.Combine(ProjectFolder.Root, "src", "Dify.Generated"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

        var set = sources.SelectMany(File.ReadAllLines)
            .Where(line => line.Contains(Unchecked, StringComparison.Ordinal))
            .Select(HeaderName);

        Assert.Equal(known, set.Order(StringComparer.Ordinal));
    }

    private static string HeaderName(string line) =>
        line[(line.IndexOf(Unchecked, StringComparison.Ordinal) + Unchecked.Length)..].Split('"')[1];

    private static HashSet<string> References(byte[] assembly)
    {
        using var file = new PEReader(new MemoryStream(assembly));
        var metadata = file.GetMetadataReader();
        var types = metadata.TypeReferences.Select(handle => TypeName(metadata, handle) + ".");
        var members = metadata.MemberReferences.Select(metadata.GetMemberReference)
            .Where(member => member.Parent.Kind == HandleKind.TypeReference)
            .Select(member => $"{TypeName(metadata, (TypeReferenceHandle)member.Parent)}.{metadata.GetString(member.Name)}");
        return [.. types, .. members];
    }

    private static string TypeName(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }
}
