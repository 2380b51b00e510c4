using System.Globalization;
using System.Resources;

namespace Dify.Generated.Extensions.AI;

/// <summary>The messages of this package, in the language of <see cref="CultureInfo.CurrentUICulture"/>.</summary>
internal static class AdapterText
{
    // The build names the resources after the class beside them, not after the folder.
    private static readonly ResourceManager Resources = new(typeof(AdapterText));

    public static string Get(string name) => Resources.GetString(name, CultureInfo.CurrentUICulture) ?? name;

    public static string Format(string name, params object?[] arguments) => string.Format(CultureInfo.CurrentCulture, Get(name), arguments);
}
