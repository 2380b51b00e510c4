using System.Globalization;
using System.Resources;

namespace Dify.Generated;

/// <summary>What the documents say about each problem code, in the languages that there is a document of.</summary>
internal static class ProblemText
{
    private static readonly ResourceManager Resources = new("Dify.Generated.ProblemText", typeof(ProblemText).Assembly);

    public static string? Find(DifyErrorCode code, CultureInfo? culture)
        => code.IsEmpty ? null : Resources.GetString(code.Value, culture ?? CultureInfo.CurrentUICulture);

    /// <summary>The word of a code that the documents name; empty for any other one, which is the server's text and stays out of messages
    /// and logs.</summary>
    public static string KnownCode(DifyErrorCode code) => Find(code, CultureInfo.InvariantCulture) is null ? string.Empty : code.Value;
}
