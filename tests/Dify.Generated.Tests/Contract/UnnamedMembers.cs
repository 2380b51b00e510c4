using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.Contract;

/// <summary>Finds what an answer holds that no property has taken: a member that the documents name must never end up there.</summary>
internal static class UnnamedMembers
{
    public static IReadOnlyList<string> Of(object answer) => [.. Find(answer)];

    private static IEnumerable<string> Find(object? value)
    {
        switch (value)
        {
            case null or string or JToken:
                return [];
            case IDictionary dictionary:
                return dictionary.Values.Cast<object?>().SelectMany(Find);
            case IEnumerable items:
                return items.Cast<object?>().SelectMany(Find);
        }

        Type type = value.GetType();
        if (type.Namespace != "Dify.Generated" || type.IsValueType)
        {
            return [];
        }

        return type.GetProperties(BindingFlags.Public | BindingFlags.Instance).SelectMany(property =>
            property.Name == "AdditionalProperties"
                ? ((IDictionary<string, JToken>?)property.GetValue(value))?.Keys.Select(name => $"{type.Name}.{name}") ?? []
                : Find(property.GetValue(value)));
    }
}
