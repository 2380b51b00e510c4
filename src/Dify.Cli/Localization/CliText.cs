using System;
using System.Globalization;
using System.Resources;

namespace Dify.Cli.Localization;

/// <summary>The texts of the program, in the language of <see cref="CultureInfo.CurrentUICulture"/>; English where a language has
/// none.</summary>
internal static class CliText
{
    private static readonly ResourceManager Resources = new("Dify.Cli.Localization.CliText", typeof(CliText).Assembly);

    public static string Get(string name)
        => Resources.GetString(name, CultureInfo.CurrentUICulture) ?? throw new MissingManifestResourceException(
            $"There is no text '{name}'.");

    public static string Format(string name, params object?[] arguments) => string.Format(CultureInfo.CurrentCulture, Get(name), arguments);
}
