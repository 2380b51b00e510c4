using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Xunit;

namespace Dify.OpenApi.Tests.Generator;

public class TemplateTests
{
    // A template of ours replaces the original of one NSwag version. When an upgrade changes an original, read what changed, adapt ours,
    // and only then the hash here.
    private static readonly Dictionary<string, string> Originals = new()
    {
        ["Class"] = "6ca0f08793db49ed70c086f963c499428c13fe0dfa12961a0dd1e0b61b7959fc",
        ["Client.Class"] = "4bdd4020112009e562b8d0ffe768297584a37796c46fcced4f6dc4c7052a4ad1",
        ["Client.Interface"] = "f18a22f1b972f4bd7d4744c93de84284cb8b627431f9bd6443ef71b60fcdcb1c",
        ["Client.Method.Documentation"] = "e7b1636d09cc65781f412e91793cb1bfa19e3e4dc8ecf8aac474f0a122173172",
        ["Enum"] = "6233da77d21068001443b3a4ab1aea4558f41b9555c134e36907b5f6ee89d8df",
        ["File"] = "f22a50a48ca5e768bf03f4d5abf7e88079b5307af25c47ba0b2022da6cdd10aa",
    };

    public static TheoryData<string> Ours()
        => [.. Directory.GetFiles(Folder, "*.liquid").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(NSwagTool.ProjectFolder, "src", "Dify.Generated", "Templates");

    [Theory]
    [MemberData(nameof(Ours))]
    public void Each_template_says_why_it_departs_from_the_original(string name)
        => Assert.Contains("CUSTOM:", File.ReadAllText(Path.Combine(Folder, name + ".liquid")));

    [Theory]
    [MemberData(nameof(Ours))]
    public void Each_template_was_written_for_the_original_of_this_version(string name)
    {
        var original = NSwagTool.OriginalTemplate(name);
        if (original is null)
        {
            // One that only templates of ours include: then it must not be in the list, or NSwag has dropped what it replaced.
            Assert.DoesNotContain(name, Originals.Keys);
            return;
        }

        Assert.Equal(Originals.GetValueOrDefault(name), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(original))));
    }
}
