using System;
using System.Collections.Generic;

namespace Dify.OpenApi.Model;

/// <summary>The member whose value says which schema a value follows.</summary>
internal sealed class Discriminator(string propertyName, Origin origin)
{
    public string PropertyName { get; } = propertyName;

    public Origin Origin { get; } = origin;

    /// <summary>The member's value to schema, in document order.</summary>
    public OrderedDictionary<string, Schema> Mapping { get; } = new(StringComparer.Ordinal);
}
