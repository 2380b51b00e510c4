using System;
using System.Collections.Generic;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>JSON in and out. What is read and written knows its own members; nothing is deeper than <see cref="MaxDepth"/>.</summary>
internal static class DifyJson
{
    public const int MaxDepth = 128;

    private const int LeastForNames = 8 * 1024;

    /// <summary>Writes a request body as UTF-8.</summary>
    /// <param name="body">The body: a generated one, or any list or value that a document asks for.</param>
    /// <param name="decided">Members of a generated body that are written whatever it says; null for none.</param>
    /// <exception cref="JsonWriterException">It is too deep.</exception>
    public static byte[] Write(object body, IReadOnlyDictionary<string, string>? decided)
    {
        using var text = new PooledTextWriter();
        using var writer = new BoundedJsonWriter(text) { CloseOutput = false };
        if (body is IRequestBody generated)
        {
            JsonBody.Write(writer, generated, decided);
        }
        else
        {
            PlainJson.Write(writer, body);
        }

        writer.Flush();
        return text.ToUtf8();
    }

    /// <summary>Makes the token tree of an object that writes itself.</summary>
    /// <exception cref="JsonWriterException">It is too deep.</exception>
    public static JObject ToObject(IJsonWritable value)
    {
        using var writer = new BoundedTokenWriter();
        JsonBody.Write(writer, value);
        return (JObject)writer.Token!;
    }

    /// <summary>Writes an object that writes itself.</summary>
    /// <exception cref="JsonWriterException">It is too deep.</exception>
    public static string ToText(IJsonWritable value) => ToText(ToObject(value));

    /// <summary>Writes a token, in whatever depth it has.</summary>
    public static string ToText(JToken value) => value.ToString(Formatting.None);

    /// <summary>Reads one value from a text that lies in memory.</summary>
    /// <param name="text">The text.</param>
    /// <param name="read">Reads the value with a reader that stands in front of it, to its end.</param>
    /// <exception cref="JsonException">The text is no JSON, or not of the shape that is asked for.</exception>
    public static T Read<T>(ReadOnlyMemory<char> text, Func<ExactJsonReader, T> read)
    {
        // In a long answer the same names and values come again and again; in a short one the tables would cost more than they do.
        var isLong = text.Length > LeastForNames;
        using var reader = new ExactJsonReader(isLong ? new KnownNames() : null, isLong ? new RepeatedTexts() : null);
        reader.GoOn(text);
        var value = read(reader);
        ThrowIfMore(reader);
        return value;
    }

    /// <summary>Fills an object with the one JSON object of a reader's text, and reads the text to its end.</summary>
    public static void Fill(ExactJsonReader reader, IJsonReadable target)
    {
        reader.Read();
        JsonMember.Fill(reader, target);
        ThrowIfMore(reader);
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

    private static void ThrowIfMore(ExactJsonReader reader)
    {
        if (reader.Read())
        {
            throw new JsonReaderException("There is more text behind the JSON value.");
        }
    }
}
