using System.IO;
using Dify.OpenApi.Model;

namespace Dify.OpenApi.Commands;

/// <summary>Which documents a command reads.</summary>
internal static class DocumentChoice
{
    /// <summary>
    /// The named files; with neither named, the vendored ones. Naming one alone means that language alone, and an empty name means none.
    /// </summary>
    public static (string? English, string? Japanese) Of(string? english, string? japanese)
    {
        if (!string.IsNullOrEmpty(english) || !string.IsNullOrEmpty(japanese))
        {
            return (string.IsNullOrEmpty(english) ? null : english, string.IsNullOrEmpty(japanese) ? null : japanese);
        }

        var vendored = ProjectFolder.Document(Language.Japanese);
        return (ProjectFolder.Document(Language.English), File.Exists(vendored) ? vendored : null);
    }
}
