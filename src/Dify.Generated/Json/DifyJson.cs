using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;

namespace Dify.Generated;

/// <summary>JSON in and out. What is written goes through the one serializer of the client: it hears nothing of the host's <see cref="JsonConvert.DefaultSettings"/>, trusts no type name and goes no deeper than <see cref="MaxDepth"/>.</summary>
internal static class DifyJson
{
    public const int MaxDepth = 128;

    private const int LeastForNames = 8 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);

    private static readonly JsonSerializer Serializer = JsonSerializer.Create(new JsonSerializerSettings
    {
        ContractResolver = new WireContractResolver(),

        // Generated classes have neither; what callers put into inputs, and read outputs into, may.
        Converters = { new SystemTextJsonConverter(), new StringEnumConverter { AllowIntegerValues = false } },
        Culture = CultureInfo.InvariantCulture,
        DateParseHandling = DateParseHandling.None,
        FloatParseHandling = FloatParseHandling.Double,
        MaxDepth = MaxDepth,
        MetadataPropertyHandling = MetadataPropertyHandling.Ignore,
        MissingMemberHandling = MissingMemberHandling.Ignore,
        TypeNameHandling = TypeNameHandling.None,
    });

    /// <summary>Writes a request body as UTF-8.</summary>
    /// <param name="body">The body: a generated one, or any list or value that a document asks for.</param>
    /// <param name="decided">Members of a generated body that are written whatever it says; null for none.</param>
    /// <exception cref="JsonWriterException">It is too deep.</exception>
    public static byte[] Write(object body, IReadOnlyDictionary<string, string>? decided)
    {
        // Most bodies are small: the buffers of a writer over a stream would be many times as large.
        var text = new StringBuilder(256);
        using (var writer = new BoundedJsonWriter(new StringWriter(text, CultureInfo.InvariantCulture)))
        {
            if (body is IRequestBody generated)
            {
                JsonBody.Write(writer, generated, decided);
            }
            else
            {
                Serializer.Serialize(writer, body);
            }
        }

        return Utf8.GetBytes(text.ToString());
    }

    /// <summary>What the serializer knows of the members of a class; null if it is written and read otherwise.</summary>
    public static JsonObjectContract? ContractOf(Type type) => Serializer.ContractResolver.ResolveContract(type) as JsonObjectContract;

    /// <summary>Makes the token tree of a generated object that callers send.</summary>
    /// <exception cref="JsonWriterException">It is too deep.</exception>
    public static JObject ToObject(IRequestBody body)
    {
        using var writer = new BoundedTokenWriter();
        JsonBody.Write(writer, body);
        return (JObject)writer.Token!;
    }

    /// <summary>Makes a token of any value.</summary>
    /// <exception cref="JsonWriterException">It is too deep.</exception>
    public static JToken ToToken(object? value)
    {
        switch (value)
        {
            case null:
                return JValue.CreateNull();
            case string text:
                return new JValue(text);
            default:
                using (var writer = new BoundedTokenWriter())
                {
                    Serializer.Serialize(writer, value);
                    return writer.Token!;
                }
        }
    }

    /// <summary>Writes any value as JSON, in whatever depth it has.</summary>
    public static string ToText(object? value)
    {
        var text = new StringBuilder(256);
        using (var writer = new JsonTextWriter(new StringWriter(text, CultureInfo.InvariantCulture)))
        {
            Serializer.Serialize(writer, value);
        }

        return text.ToString();
    }

    /// <summary>Reads one value from a text that lies in memory.</summary>
    /// <exception cref="JsonException">The text is no JSON, or not of the shape that is asked for.</exception>
    public static T? Read<T>(ReadOnlyMemory<char> text)
    {
        if (typeof(T) == typeof(JToken))
        {
            return (T)(object)Parse(text);
        }

        using var reader = new ExactJsonReader(text);

        // In a long answer the same names come again and again; in a short one the table would cost more than they do.
        if (text.Length > LeastForNames)
        {
            reader.PropertyNameTable = new KnownNames();
        }

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
    /// <returns>Whether the text ends with the object, so that the reader can go on with another one.</returns>
    public static bool Fill(ExactJsonReader reader, IJsonReadable target)
    {
        ReadFirst(reader);
        JsonMember.Fill(reader, target);
        if (reader.IsAtEnd)
        {
            return true;
        }

        // To look behind the object is to find the end of the text, after which a reader reads no other.
        ThrowIfMore(reader);
        return false;
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
