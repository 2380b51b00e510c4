using System;
using System.Buffers;
using System.Globalization;
using System.IO;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;

namespace Dify.Generated;

/// <summary>JSON in and out. What is written goes through the one serializer of the client: it hears nothing of the host's <see cref="JsonConvert.DefaultSettings"/>, trusts no type name and goes no deeper than <see cref="MaxDepth"/>.</summary>
internal static class DifyJson
{
    public const int MaxDepth = 128;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);

    private static readonly JsonSerializer Serializer = JsonSerializer.Create(new JsonSerializerSettings
    {
        ContractResolver = new DefaultContractResolver(),
        Culture = CultureInfo.InvariantCulture,
        DateParseHandling = DateParseHandling.None,
        FloatParseHandling = FloatParseHandling.Double,
        MaxDepth = MaxDepth,
        MetadataPropertyHandling = MetadataPropertyHandling.Ignore,
        MissingMemberHandling = MissingMemberHandling.Ignore,
        TypeNameHandling = TypeNameHandling.None,
    });

    /// <summary>Writes a request body as UTF-8.</summary>
    public static byte[] Write(object body)
    {
        using var stream = new MemoryStream();
        using (var text = new StreamWriter(stream, Utf8, 1024, leaveOpen: true))
        using (var writer = new JsonTextWriter(text) { ArrayPool = CharArrayPool.Instance })
        {
            Serializer.Serialize(writer, body);
        }

        return stream.ToArray();
    }

    /// <summary>Makes the token tree of a request body.</summary>
    public static JObject ToObject(object body) => JObject.FromObject(body, Serializer);

    /// <summary>Makes a token of any value.</summary>
    public static JToken ToToken(object? value) => value is null ? JValue.CreateNull() : JToken.FromObject(value, Serializer);

    /// <summary>Reads one value from a text that lies in memory.</summary>
    /// <exception cref="JsonException">The text is no JSON, or not of the shape that is asked for.</exception>
    public static T? Read<T>(ReadOnlyMemory<char> text)
    {
        if (typeof(T) == typeof(JToken))
        {
            return (T)(object)Parse(text);
        }

        using var reader = new ExactJsonReader(text);
        if (!typeof(IJsonReadable).IsAssignableFrom(typeof(T)))
        {
            var value = Serializer.Deserialize<T>(reader);
            ThrowIfMore(reader);
            return value;
        }

        if (!ReadFirst(reader) || reader.TokenType == JsonToken.Null)
        {
            return default;
        }

        var target = Activator.CreateInstance<T>();
        JsonMember.Fill(reader, (IJsonReadable)target!);
        ThrowIfMore(reader);
        return target;
    }

    /// <summary>Fills an object with the one JSON object of a reader's text.</summary>
    public static void Fill(ExactJsonReader reader, IJsonReadable target)
    {
        ReadFirst(reader);
        JsonMember.Fill(reader, target);
        if (!reader.IsAtEnd)
        {
            ThrowIfMore(reader);
        }
    }

    /// <summary>Reads any JSON exactly as it is.</summary>
    public static JToken Parse(ReadOnlyMemory<char> chars)
    {
        using var reader = new ExactJsonReader(chars);
        if (!reader.Read())
        {
            throw new JsonReaderException("There is no JSON value.");
        }

        var value = JsonValue.Read(reader);
        ThrowIfMore(reader);
        return value;
    }

    public static bool TryParse(string text, out JToken? value)
    {
        try
        {
            value = Parse(text.AsMemory());
            return true;
        }
        catch (JsonException)
        {
            value = null;
            return false;
        }
    }

    private static bool ReadFirst(JsonReader reader)
    {
        while (reader.Read())
        {
            if (reader.TokenType != JsonToken.Comment)
            {
                return true;
            }
        }

        return false;
    }

    private static void ThrowIfMore(JsonReader reader)
    {
        while (reader.Read())
        {
            if (reader.TokenType != JsonToken.Comment)
            {
                throw new JsonReaderException("There is more text behind the JSON value.");
            }
        }
    }
}
