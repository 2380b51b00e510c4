namespace Dify.OpenApi.Model;

internal enum Language
{
    English,
    Japanese,
    Chinese,
}

/// <summary>A text in the languages that it exists in.</summary>
internal readonly record struct Prose(string? English, string? Japanese, string? Chinese = null)
{
    public bool IsEmpty => English is null && Japanese is null && Chinese is null;

    public static Prose In(Language language, string? text) =>
        string.IsNullOrWhiteSpace(text) ? default : language switch
        {
            Language.English => new Prose(text, null),
            Language.Japanese => new Prose(null, text),
            _ => new Prose(null, null, text),
        };

    /// <summary>The text for a reader of the language. Who reads another language gets English where that has no text; never the other way
    /// round.</summary>
    public string? For(Language language) => (language switch
    {
        Language.Japanese => Japanese,
        Language.Chinese => Chinese,
        _ => null,
    }) ?? English;

    public Prose Or(Prose other) => new(English ?? other.English, Japanese ?? other.Japanese, Chinese ?? other.Chinese);
}
