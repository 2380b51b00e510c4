using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Dify.Generated.Tests.Generated;

namespace Dify.Generated.Tests.RoundTrips;

/// <summary>The generated classes that a client's methods answer with, and those that these hold.</summary>
internal static class TypesOf
{
    /// <param name="client">The interface of the client.</param>
    /// <param name="events">The base of the events of its streams.</param>
    public static IReadOnlySet<Type> Client(Type client, Type events)
    {
        HashSet<Type> known = [.. GeneratedAssembly.Own.Classes];
        var found = new HashSet<Type>();
        var waiting = new Stack<Type>(
            client.GetMethods().SelectMany(method => Parts(method.ReturnType)).Concat(known.Where(type => type.IsSubclassOf(events))));
        while (waiting.TryPop(out Type? next))
        {
            if (known.Contains(next) && found.Add(next))
            {
                foreach (Type part in next.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                    .SelectMany(property => Parts(property.PropertyType)))
                {
                    waiting.Push(part);
                }
            }
        }

        return found;
    }

    private static IEnumerable<Type> Parts(Type type) => type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts) : [type];
}
