using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>
/// What the server takes for a number: its language's own notation, which knows underscores between digits and the digits of every script,
/// and reads a text without a point as a whole number.
/// </summary>
internal static class PythonNumber
{
    // More digits than that the server's language refuses to read.
    private const int MostDigits = 4300;

    public static bool Is(JToken value) => value.Type switch
    {
        JTokenType.Integer or JTokenType.Float or JTokenType.Boolean => true,
        JTokenType.String => Is(((string)value!).Trim()),
        _ => false,
    };

    // A blank text counts as none, even where a value is required.
    private static bool Is(string text)
    {
        if (text.Length == 0)
        {
            return true;
        }

        var at = 0;
        SkipSign(text, ref at);
        var isWhole = SkipDigits(text, ref at);
        if (text.IndexOf('.') < 0)
        {
            return isWhole && at == text.Length && text.Length <= MostDigits;
        }

        if (at == text.Length || text[at++] != '.' || !(SkipDigits(text, ref at) || isWhole))
        {
            return false;
        }

        if (at < text.Length && text[at] is 'e' or 'E')
        {
            at++;
            SkipSign(text, ref at);
            return SkipDigits(text, ref at) && at == text.Length;
        }

        return at == text.Length;
    }

    private static void SkipSign(string text, ref int at)
    {
        if (at < text.Length && text[at] is '+' or '-')
        {
            at++;
        }
    }

    // An underscore stands between two digits only.
    private static bool SkipDigits(string text, ref int at)
    {
        var start = at;
        while (at < text.Length
            && (char.IsDigit(text[at]) || (text[at] == '_' && at > start && at + 1 < text.Length && char.IsDigit(text[at + 1]))))
        {
            at++;
        }

        return at > start;
    }
}
