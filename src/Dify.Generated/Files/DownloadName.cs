namespace Dify.Generated;

/// <summary>Makes a name from a server safe to be put behind a folder, on every platform.</summary>
internal static class DownloadName
{
    private const string Unusable = "<>:\"|?*";

    public static string? Of(string? name)
    {
        if (name is null)
        {
            return null;
        }

        var characters = name.Substring(name.LastIndexOfAny(['/', '\\']) + 1).ToCharArray();
        for (var i = 0; i < characters.Length; i++)
        {
            characters[i] = char.IsControl(characters[i]) || Unusable.IndexOf(characters[i]) >= 0 ? '_' : characters[i];
        }

        // Dots alone would point at a folder; some platforms drop them, and spaces, at the end of a name.
        var safe = new string(characters).TrimEnd('.', ' ');
        return safe.Length == 0 ? null : safe;
    }
}
