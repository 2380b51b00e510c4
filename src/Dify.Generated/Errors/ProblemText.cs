using System.Globalization;
using System.Resources;

namespace Dify.Generated;

/// <summary>What the documents say about each problem code, in the languages that there is a document of.</summary>
internal static class ProblemText
{
    private static readonly ResourceManager Resources = new("Dify.Generated.ProblemText", typeof(ProblemText).Assembly);

    public static string? Find(DifyErrorCode code, CultureInfo? culture)
        => code.IsEmpty ? null : Resources.GetString(code.Value, culture ?? CultureInfo.CurrentUICulture);
}
