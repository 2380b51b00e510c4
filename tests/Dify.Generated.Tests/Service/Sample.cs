using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Dify.Generated.Tests.Clients;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Tests.Service;

/// <summary>A value of any type that callers give, with everything set.</summary>
internal static class Sample
{
    /// <param name="parameter">What the value is for.</param>
    /// <param name="text">Every text in it.</param>
    public static object Of(ParameterInfo parameter, string text = "text")
    {
        object value = Value(parameter, text);

        // How the answer comes is the method's own to say, unless the server insists.
        if (value.GetType().GetProperty("ResponseMode") is { PropertyType: var type } mode && Nullable.GetUnderlyingType(type) is null)
        {
            mode.SetValue(value, Activator.CreateInstance(
                type, parameter.Member.Name.EndsWith("StreamingAsync", StringComparison.Ordinal) ? "streaming" : "blocking"));
        }

        return value;
    }

    private static object Value(ParameterInfo parameter, string text)
        => parameter.ParameterType == typeof(string) && (ClientOperation.IsUuid(parameter.Name!) || parameter.Name == "batch")
            ? SampleId.Run
            : Of(parameter.ParameterType, text, 0);

    private static object Of(Type type, string text, int depth)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain switch
        {
            _ when plain == typeof(string) => text,
            _ when plain == typeof(bool) => true,
            _ when plain == typeof(int) => 1,
            _ when plain == typeof(long) => 1L,
            _ when plain == typeof(double) => 0.5,
            _ when plain == typeof(decimal) => 0.5m,
            _ when plain == typeof(DateTimeOffset) => DateTimeOffset.UnixEpoch,
            _ when plain == typeof(FileUpload) => FileUpload.FromBytes([1, 2, 3], "a.mp3"),
            _ when plain == typeof(JObject) => new JObject { ["text"] = text },
            _ when plain == typeof(JToken) => new JValue(text),
            _ when plain.IsValueType => plain.GetProperties(BindingFlags.Public | BindingFlags.Static)
                .First(property => property.PropertyType == plain)
                .GetValue(null)!,
            _ when plain.IsGenericType && plain.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) =>
                List(plain.GetGenericArguments()[0], text, depth),
            _ => Filled(plain, text, depth),
        };
    }

    private static Array List(Type element, string text, int depth)
    {
        var list = Array.CreateInstance(element, 1);
        list.SetValue(Of(element, text, depth + 1), 0);
        return list;
    }

    private static object Filled(Type type, string text, int depth)
    {
        object made = Activator.CreateInstance(type)!;

        foreach (PropertyInfo property in type.GetProperties()
            .Where(property => property.SetMethod is { IsPublic: true } && property.Name is not ("AdditionalProperties" or "ResponseMode")))
        {
            property.SetValue(made, Of(property.PropertyType, text, depth + 1));
        }

        return made;
    }
}
