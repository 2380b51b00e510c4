using System.Globalization;
using System.Linq;
using System.Text;
using System.Xml;

namespace Dify.OpenApi.Documents;

/// <summary>
/// Decides at the door which text of a document may go on into the client. Behind it, prose holds no character that could end a comment or
/// that XML has no form for, and a name none that a literal, a comment, a resource or a console would have to escape beyond quotes and
/// markup.
/// </summary>
internal static class SafeText
{
    /// <summary>Prose with line breaks that C# knows as such turned into plain ones, and characters that XML has no form for into
    /// spaces.</summary>
    public static string Prose(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (character == '\r')
            {
                result.Append(index + 1 < text.Length && text[index + 1] == '\n' ? "" : "\n");
            }
            else if (character is '\u0085' or '\u2028' or '\u2029')
            {
                result.Append('\n');
            }
            else if (char.IsHighSurrogate(character) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
            {
                result.Append(character).Append(text[++index]);
            }
            else
            {
                result.Append(
                    character is '\n' or '\t' || (!char.IsControl(character) && XmlConvert.IsXmlChar(character)) ? character : ' ');
            }
        }

        return result.ToString();
    }

    /// <summary>Whether a text can be a name on the wire: one line, of characters that stand for something.</summary>
    public static bool IsName(string text) =>
        Prose(text) == text
            && !text.Any(character => character is '\n' or '\t' || char.GetUnicodeCategory(character) == UnicodeCategory.Format);

    /// <summary>Whether a text can be a path: nothing that would have to be escaped in an address, or would end its path.</summary>
    public static bool IsPath(string text) =>
        IsName(text) && !text.Any(character => character is ' ' or '"' or '<' or '>' or '\\' or '^' or '`' or '|' or '?' or '#');

    /// <summary>Whether a text can be the name of a header.</summary>
    public static bool IsHeaderName(string text) =>
        text.Length > 0 && text.All(character => char.IsAsciiLetterOrDigit(character) || "!#$%&'*+-.^_`|~".Contains(character));

    /// <summary>A text on one line of a console or a build log, where it commands nothing.</summary>
    public static string Line(string text) =>
        string.Join(' ', string.Concat(text.Select(character => char.IsControl(character) || character is '\u2028'
            or '\u2029' || char.GetUnicodeCategory(character) == UnicodeCategory.Format ? ' ' : character))
            .Split(' ', System.StringSplitOptions.RemoveEmptyEntries));
}
