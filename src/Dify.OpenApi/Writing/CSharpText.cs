using System.Globalization;
using System.Security;
using System.Text;
using Dify.OpenApi.Documents;

namespace Dify.OpenApi.Writing;

/// <summary>Escapes texts for C# source.</summary>
internal static class CSharpText
{
    /// <summary>A string literal with its quotes.</summary>
    public static string Literal(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var character in value)
        {
            if (character is '"' or '\\')
            {
                text.Append('\\').Append(character);
            }
            else if (char.IsControl(character) || character is '\u2028' or '\u2029' or '\u0085')
            {
                text.Append("\\u").Append(((int)character).ToString("X4", CultureInfo.InvariantCulture));
            }
            else
            {
                text.Append(character);
            }
        }

        return text.Append('"').ToString();
    }

    /// <summary>A text on one line of an XML comment.</summary>
    public static string Comment(string value) =>
        SecurityElement.Escape(
            string.Join(' ', SafeText.Prose(value).Split((char[]?)null, System.StringSplitOptions.RemoveEmptyEntries))) ?? "";
}
