using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace Dify.OpenApi.Documentation;

/// <summary>Which element of a member's documentation: its tag, what it is about, and which one of several alike.</summary>
internal readonly record struct ElementKey(string Tag, string About, int Index)
{
    public static IEnumerable<(ElementKey Key, XElement Element)> Of(XElement member) =>
        member.Elements()
            .GroupBy(element => (Tag: element.Name.LocalName, About: element.Attribute("name")?.Value ?? element.Attribute("cref")?.Value ?? ""))
            .SelectMany(alike => alike.Select((element, index) => (new ElementKey(alike.Key.Tag, alike.Key.About, index), element)));

    public override string ToString() => About.Length == 0 ? $"<{Tag}>" : $"<{Tag}> of {About}";
}
