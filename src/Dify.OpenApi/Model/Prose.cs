namespace Dify.OpenApi.Model;

internal enum Language
{
    English,
    Japanese,
}

/// <summary>A text in the languages that it exists in.</summary>
internal readonly record struct Prose(string? English, string? Japanese)
{
    public bool IsEmpty => English is null && Japanese is null;

    public static Prose In(Language language, string? text) =>
        string.IsNullOrWhiteSpace(text) ? default : language == Language.English ? new Prose(text, null) : new Prose(null, text);

    /// <summary>The text for a reader of the language. A Japanese reader gets English where there is no Japanese; never the other way round.</summary>
    public string? For(Language language) => language == Language.Japanese ? Japanese ?? English : English;

    public Prose Or(Prose other) => new(English ?? other.English, Japanese ?? other.Japanese);
}
