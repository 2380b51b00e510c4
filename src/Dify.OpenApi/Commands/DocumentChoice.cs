using System.Collections.Generic;
using System.Linq;
using Dify.OpenApi.Model;

namespace Dify.OpenApi.Commands;

/// <summary>Which documents a command reads.</summary>
internal static class DocumentChoice
{
    /// <summary>
    /// The named files; with none named, the vendored ones. Naming those of one language means that language alone, and an empty name means
    /// none.
    /// </summary>
    public static (IReadOnlyList<string> English, IReadOnlyList<string> Japanese) Of(
        IEnumerable<string>? english, IEnumerable<string>? japanese)
    {
        var (en, ja) = (Named(english), Named(japanese));
        return en.Count > 0 || ja.Count > 0
            ? (en, ja)
            : (ProjectFolder.Documents(Language.English), ProjectFolder.Documents(Language.Japanese));
    }

    public static IReadOnlyList<string> Named(IEnumerable<string>? files) => [.. (files ?? []).Where(file => file.Length > 0)];
}
