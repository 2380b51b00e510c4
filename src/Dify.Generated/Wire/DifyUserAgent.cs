using System.Net.Http.Headers;
using System.Reflection;

namespace Dify.Generated;

/// <summary>What the client says of itself to the server: its version, and the documents that it was made from.</summary>
internal static class DifyUserAgent
{
    private const int HashDigits = 8;

    /// <summary>The version of the library.</summary>
    public static string Version { get; } = ReadVersion();

    /// <summary>The value of the header, made and checked once.</summary>
    public static string Value { get; } =
        $"{new ProductInfoHeaderValue("Dify.Generated", Version)} {new ProductInfoHeaderValue(Comment())}";

    private static string ReadVersion()
    {
        var version = typeof(DifyUserAgent).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            ?? "0.0.0";
        var build = version.IndexOf('+');
        return build < 0 ? version : version.Substring(0, build);
    }

    private static string Comment()
    {
        var english = Document("en", DifyApiInfo.EnglishDocumentVersion, DifyApiInfo.EnglishDocumentSha256);
        var japanese = Document("ja", DifyApiInfo.JapaneseDocumentVersion, DifyApiInfo.JapaneseDocumentSha256);
        return "(" + (english.Length > 0 && japanese.Length > 0 ? english + "; " + japanese : english + japanese) + ")";
    }

    private static string Document(string language, string version, string hash)
        => hash.Length < HashDigits ? string.Empty : $"{language} {Printable(version)} {hash.Substring(0, HashDigits)}";

    // The version is the document's own text; a comment in a header ends at a parenthesis.
    private static string Printable(string version)
    {
        var characters = version.ToCharArray();
        for (var i = 0; i < characters.Length; i++)
        {
            characters[i] = characters[i] is (>= '0' and <= '9') or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '.' or '-'
                ? characters[i]
                : '_';
        }

        return new string(characters);
    }
}
