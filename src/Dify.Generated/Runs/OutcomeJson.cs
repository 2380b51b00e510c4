using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>The parts of an outcome as JSON.</summary>
internal static class OutcomeJson
{
    public static void Set(JObject json, string name, JToken? value)
    {
        if (value is not null and not JValue { Value: null })
        {
            json[name] = value;
        }
    }

    public static JArray Write<T>(IReadOnlyList<T> parts)
        where T : IJsonWritable
        => new(parts.Select(static part => DifyJson.ToObject(part)));

    public static IReadOnlyList<T> ReadList<T>(JToken? parts)
        where T : IJsonReadable, new()
        => [.. (parts ?? new JArray()).Select(Read<T>)];

    public static T Read<T>(JToken part)
        where T : IJsonReadable, new()
    {
        using var reader = new ExactJsonReader(part.ToString(Formatting.None).AsMemory());
        var read = new T();
        DifyJson.Fill(reader, read);
        return read;
    }
}
