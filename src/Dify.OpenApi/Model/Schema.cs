using System;
using System.Collections.Generic;

namespace Dify.OpenApi.Model;

/// <summary>What a JSON value may be. References are followed: two places that name one component share one schema.</summary>
internal sealed class Schema(Origin origin)
{
    public Origin Origin { get; } = origin;

    /// <summary>The component's name in the English document, else in the Japanese one; nothing for a schema written where it is
    /// used.</summary>
    public string? ComponentName { get; set; }

    /// <summary>JSON Schema type names, sorted; none means any value.</summary>
    public SortedSet<string> Kinds { get; } = new(StringComparer.Ordinal);

    public bool Nullable { get; set; }

    public string? Format { get; set; }

    /// <summary>The allowed values as JSON texts (a string with its quotes), or nothing when values are free.</summary>
    public List<string>? Enum { get; set; }

    public Prose Title { get; set; }

    public Prose Description { get; set; }

    public OrderedDictionary<string, SchemaProperty> Properties { get; } = new(StringComparer.Ordinal);

    /// <summary>Required names; allOf may require in one part what another part describes.</summary>
    public HashSet<string> RequiredNames { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether members beyond the properties are allowed in so many words.</summary>
    public bool AllowsMore { get; set; }

    /// <summary>What members beyond the properties look like.</summary>
    public SchemaUse? More { get; set; }

    public SchemaUse? Items { get; set; }

    /// <summary>oneOf and anyOf.</summary>
    public List<SchemaUse> Alternatives { get; } = [];

    public Discriminator? Discriminator { get; set; }

    /// <summary>Whether allOf brought members in.</summary>
    public bool IsFlattened { get; set; }

    /// <summary>Limits and defaults by keyword, as JSON texts. They reach the prose only.</summary>
    public SortedDictionary<string, string> Limits { get; } = new(StringComparer.Ordinal);

    /// <summary>Examples as one JSON text, for comparing.</summary>
    public string? Example { get; set; }
}
