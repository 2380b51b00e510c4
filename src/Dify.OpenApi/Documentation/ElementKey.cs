using System.Collections.Generic;
using System.Xml.Linq;

namespace Dify.OpenApi.Documentation;

/// <summary>Which element of a member's documentation: its tag, what it is about, and which one of several alike.</summary>
internal readonly record struct ElementKey(string Tag, string About, int Index)
{
    /// <summary>The elements in the order in which they stand.</summary>
    public static IEnumerable<(ElementKey Key, XElement Element)> Of(XElement member)
    {
        var seen = new Dictionary<(string Tag, string About), int>();
        foreach (var element in member.Elements())
        {
            var alike = (Tag: element.Name.LocalName, About: element.Attribute("name")?.Value ?? element.Attribute("cref")?.Value ?? "");
            var index = seen[alike] = seen.GetValueOrDefault(alike, -1) + 1;
            yield return (new ElementKey(alike.Tag, alike.About, index), element);
        }
    }

    public override string ToString() => About.Length == 0 ? $"<{Tag}>" : $"<{Tag}> of {About}";
}
