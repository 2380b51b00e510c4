using Dify.Cli.Localization;
using Newtonsoft.Json.Linq;

namespace Dify.Cli.Doctor;

/// <summary>What one check found.</summary>
/// <param name="Check">The name of the check, the same in every language; one of <see cref="Checks"/>.</param>
/// <param name="Level">How much it matters.</param>
/// <param name="Text">What was found.</param>
/// <param name="Remedy">What to do about it; null if nothing.</param>
internal sealed record Finding(string Check, FindingLevel Level, string Text, string? Remedy = null)
{
    /// <summary>The values behind the text, for programs.</summary>
    public JObject Facts { get; init; } = [];

    /// <summary>Whether there was no connection, or no answer in time.</summary>
    public bool IsOfConnection { get; init; }

    public static Finding Ok(string check, string text) => new(check, FindingLevel.Ok, text);

    public static Finding Note(string check, string text, string? remedy = null) => new(check, FindingLevel.Note, text, remedy);

    public static Finding Warning(string check, string text, string remedy) => new(check, FindingLevel.Warning, text, remedy);

    public static Finding Error(string check, string text, string? remedy = null) => new(check, FindingLevel.Error, text, remedy);

    public static Finding Unchecked(string check, string reason, string? remedy = null)
        => new(check, FindingLevel.Unchecked, CliText.Format("DoctorUnchecked", reason), remedy);
}
