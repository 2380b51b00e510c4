namespace Dify.OpenApi.Model;

/// <summary>Whether each language's document requires a member; nothing where that document lacks it.</summary>
internal readonly record struct Requirement(bool? English, bool? Japanese)
{
    /// <summary>For what the caller sends: the stricter of the two, so that no document's server refuses it.</summary>
    public bool InRequest => English == true || Japanese == true;

    /// <summary>For what the server sends: only what both promise.</summary>
    public bool InResponse => (English ?? true) && (Japanese ?? true) && (English is not null || Japanese is not null);

    public static Requirement In(Language language, bool required) =>
        language switch
        {
            Language.English => new Requirement(required, null),
            Language.Japanese => new Requirement(null, required),
            _ => default,
        };

    public Requirement Or(Requirement other) => new(English ?? other.English, Japanese ?? other.Japanese);
}
