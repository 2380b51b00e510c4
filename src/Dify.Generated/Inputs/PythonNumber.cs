using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>
/// What the server takes for a number: its language's own notation, which knows underscores between digits and the digits of every script, and reads a text
/// without a point as a whole number.
/// </summary>
internal static class PythonNumber
{
    private const string Digits = @"\d+(_\d+)*";

    // More digits than that the server's language refuses to read.
    private const int MostDigits = 4300;

    private static readonly Regex Whole = new($@"^[+-]?{Digits}$", RegexOptions.CultureInvariant);
    private static readonly Regex Broken =
        new($@"^[+-]?({Digits}\.({Digits})?|\.{Digits})([eE][+-]?{Digits})?$", RegexOptions.CultureInvariant);

    public static bool Is(JToken value) => value.Type switch
    {
        JTokenType.Integer or JTokenType.Float or JTokenType.Boolean => true,
        JTokenType.String => Is(((string)value!).Trim()),
        _ => false,
    };

    // A blank text counts as none, even where a value is required.
    private static bool Is(string text)
        => text.Length == 0 || (text.IndexOf('.') >= 0 ? Broken.IsMatch(text) : text.Length <= MostDigits && Whole.IsMatch(text));
}
