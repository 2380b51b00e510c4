using System;
using System.Buffers;
using System.Globalization;
using System.IO;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;

namespace Dify.Generated;

/// <summary>The one serializer of the client: it hears nothing of the host's <see cref="JsonConvert.DefaultSettings"/>, trusts no type name and goes no deeper than <see cref="MaxDepth"/>.</summary>
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
    /// <exception cref="JsonWriterException">It is too deep.</exception>
    public static byte[] Write(object body)
    {
        using var stream = new MemoryStream();
        using (var text = new StreamWriter(stream, Utf8, 1024, leaveOpen: true))
        using (var writer = new BoundedJsonWriter(text))
        {
            Serializer.Serialize(writer, body);
        }

        return stream.ToArray();
    }

    /// <summary>Makes the token tree of a request body.</summary>
    /// <exception cref="JsonWriterException">It is too deep.</exception>
    public static JObject ToObject(object body) => (JObject)ToToken(body);

    /// <summary>Makes a token of any value.</summary>
    /// <exception cref="JsonWriterException">It is too deep.</exception>
    public static JToken ToToken(object? value)
    {
        if (value is null)
        {
            return JValue.CreateNull();
        }

        using var writer = new BoundedTokenWriter();
        Serializer.Serialize(writer, value);
        return writer.Token!;
    }

    /// <summary>Reads one value from UTF-8 that lies in memory; bytes that are not UTF-8 become replacement characters.</summary>
    /// <exception cref="JsonException">The text is no JSON, or not of the shape that is asked for.</exception>
    public static T? Read<T>(ReadOnlySpan<byte> utf8)
    {
        using var chars = new DecodedText(utf8);
        if (typeof(T) == typeof(JToken))
        {
            return (T)(object)Parse(chars.Memory);
        }

        using var reader = new ExactJsonReader(new CharBufferReader(chars.Memory));
        var value = Serializer.Deserialize<T>(reader);
        ThrowIfMore(reader);
        return value;
    }

    /// <summary>Fills an object from JSON characters that lie in memory.</summary>
    public static void Populate(ReadOnlyMemory<char> chars, object target)
    {
        using var reader = new ExactJsonReader(new CharBufferReader(chars));
        Serializer.Populate(reader, target);
        ThrowIfMore(reader);
    }

    /// <summary>Reads any JSON exactly as it is.</summary>
    public static JToken Parse(ReadOnlyMemory<char> chars)
    {
        using var reader = new ExactJsonReader(new CharBufferReader(chars));
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
