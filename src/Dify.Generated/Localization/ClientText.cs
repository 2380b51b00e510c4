using System.Globalization;
using System.Resources;

namespace Dify.Generated;

/// <summary>The client's own messages, from ClientText.resx and its translations, in the language of
/// <see cref="CultureInfo.CurrentUICulture"/>.</summary>
internal static class ClientText
{
    // The build names the resources after the class beside them, not after the folder.
    private static readonly ResourceManager Resources = new(typeof(ClientText));

    public static string Get(string name, CultureInfo? culture = null)
        => Resources.GetString(name, culture ?? CultureInfo.CurrentUICulture) ?? name;

    public static string Format(string name, params object?[] arguments)
        => string.Format(CultureInfo.CurrentCulture, Get(name), arguments);
}
