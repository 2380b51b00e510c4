using System;
using System.Collections;
using System.Collections.Generic;
using System.Reflection;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.RoundTrips;

/// <summary>The types of the objects that an answer is made of.</summary>
internal static class TypesMet
{
    public static void Collect(object? value, HashSet<Type> types)
    {
        switch (value)
        {
            case null or string or JToken:
                return;
            case IEnumerable items:
                foreach (object? item in items)
                {
                    Collect(item, types);
                }

                return;
        }

        if (value.GetType() is { IsClass: true, Namespace: "Dify.Generated" } type)
        {
            types.Add(type);
            foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            {
                Collect(property.GetValue(value), types);
            }
        }
    }
}
