using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.Generated;

/// <summary>What a generated class writes for each of its properties, found by writing it.</summary>
public static class WireMembers
{
    private const string Additional = "AdditionalProperties";

    /// <summary>The properties that a class itself declares, with the names of their members.</summary>
    public static IEnumerable<(PropertyInfo Property, string WireName)> Of(Type type)
    {
        foreach (PropertyInfo property in Settable(type).Where(property => property.DeclaringType == type))
        {
            object empty = Empty(type);
            var before = JObject.FromObject(empty);
            property.SetValue(empty, Sample(property.PropertyType));
            var after = JObject.FromObject(empty);
            JProperty[] written = [.. after.Properties().Where(member => !JToken.DeepEquals(member.Value, before[member.Name]))];
            yield return written is [var member]
                ? (property, member.Name)
                : throw new InvalidOperationException($"{type}.{property.Name} is {written.Length} members.");
        }
    }

    /// <summary>An object with a value in each of its properties.</summary>
    public static object Full(Type type)
    {
        object value = New(type);
        foreach (PropertyInfo property in Settable(type))
        {
            property.SetValue(value, Sample(property.PropertyType));
        }

        return value;
    }

    /// <summary>An object without any value that it can do without.</summary>
    private static object Empty(Type type)
    {
        object value = New(type);
        foreach (PropertyInfo property in Settable(type).Where(property => !property.PropertyType.IsValueType))
        {
            property.SetValue(value, null);
        }

        return value;
    }

    private static object New(Type type)
        => type.GetConstructor(Type.EmptyTypes) is not null ? Activator.CreateInstance(type)! : Activator.CreateInstance(type, "{}")!;

    private static IEnumerable<PropertyInfo> Settable(Type type)
        => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is { IsPublic: true } && property.Name != Additional);

    private static object Sample(Type type)
    {
        Type known = Nullable.GetUnderlyingType(type) ?? type;
        return known switch
        {
            _ when known == typeof(string) => "a",
            _ when known == typeof(bool) => true,
            _ when known == typeof(DateTimeOffset) => DateTimeOffset.FromUnixTimeSeconds(1_790_000_000),
            _ when known == typeof(JObject) => new JObject { ["a"] = 1 },
            _ when known == typeof(JToken) => new JValue("a"),
            _ when known.IsPrimitive || known == typeof(decimal) => Convert.ChangeType(7, known, provider: null),
            _ when known.IsValueType => Activator.CreateInstance(known, "a")!,
            _ when known.IsGenericType && known.GetGenericArguments() is [var item] => List(item),
            _ when known.IsGenericType && known.GetGenericArguments() is [var key, var item] => Map(key, item),
            _ => New(known),
        };
    }

    private static Array List(Type item)
    {
        var list = Array.CreateInstance(item, 1);
        list.SetValue(Sample(item), 0);
        return list;
    }

    private static object Map(Type key, Type item)
    {
        var map = (System.Collections.IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(key, item))!;
        map.Add("a", Sample(item));
        return map;
    }
}
