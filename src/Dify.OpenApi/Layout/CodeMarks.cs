using System.Collections.Generic;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Dify.OpenApi.Layout;

/// <summary>Turns Markdown's marks of code into those of XML documentation.</summary>
internal static partial class CodeMarks
{
    /// <summary>The text as it stands in an element: what is between backticks is an element of its own.</summary>
    public static IEnumerable<XNode> Of(string text)
    {
        var at = 0;
        foreach (Match match in Code().Matches(text))
        {
            yield return new XText(text[at..match.Index]);
            yield return new XElement("c", match.Groups["code"].Value);
            at = match.Index + match.Length;
        }

        yield return new XText(text[at..]);
    }

    /// <summary>Turns the marks in an element and below it, but for what is code already.</summary>
    public static void In(XElement element)
    {
        foreach (var node in new List<XNode>(element.Nodes()))
        {
            if (node is XText text)
            {
                text.ReplaceWith(Of(text.Value));
            }
            else if (node is XElement { Name.LocalName: not ("c" or "code") } inner)
            {
                In(inner);
            }
        }
    }

    [GeneratedRegex("`(?<code>[^`\\n]+)`", RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}
