using System;
using System.Collections.Generic;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>
/// Reads the values of members for generated classes. Each method moves the reader on to the value behind a name, or to the next item of a list, and gives null for the JSON value
/// null and for the end of the list. What Dify's servers have written in more than one way is read in each of them.
/// </summary>
internal static class JsonMember
{
    public static string? Text(ExactJsonReader reader) => reader.ReadAsString();

    public static bool? Boolean(ExactJsonReader reader) => reader.ReadAsBoolean();

    public static int? Int32(ExactJsonReader reader) => reader.ReadAsInt32();

    public static double? Double(ExactJsonReader reader) => reader.ReadAsDouble();

    public static long? Int64(ExactJsonReader reader) => TryMove(reader) ? JsonNumber.ReadInt64(reader) : null;

    public static decimal? Decimal(ExactJsonReader reader) => TryMove(reader) ? DecimalConverter.Read(reader) : null;

    public static DateTimeOffset? UnixSeconds(ExactJsonReader reader) => TryMove(reader) ? UnixSecondsConverter.Read(reader) : null;

    public static DateTimeOffset? UtcDateTime(ExactJsonReader reader) => TryMove(reader) ? UtcDateTimeConverter.Read(reader) : null;

    /// <summary>The word of an open value.</summary>
    public static string? Word(ExactJsonReader reader)
        => !TryMove(reader) ? null : reader.TokenType == JsonToken.String ? (string)reader.Value! : JsonValue.Read(reader).ToString(Formatting.None);

    /// <summary>Any JSON; the value null is a token, too.</summary>
    public static JToken? Json(ExactJsonReader reader)
    {
        Move(reader);
        return JsonValue.Read(reader);
    }

    /// <summary>Any JSON object.</summary>
    public static JObject? JsonObject(ExactJsonReader reader)
        => !TryMove(reader) ? null : JsonValue.Read(reader) as JObject ?? throw JsonFailure.At(reader, "a JSON object");

    /// <summary>Any JSON, or a text that holds it.</summary>
    public static JToken? JsonOrText(ExactJsonReader reader)
    {
        Move(reader);
        return JsonTextConverter.Read(reader);
    }

    /// <summary>A generated class; one that is there already is filled.</summary>
    public static T? Object<T>(ExactJsonReader reader, T? known = null)
        where T : class, IJsonReadable, new()
    {
        if (!TryMove(reader))
        {
            return null;
        }

        var value = known ?? new T();
        Fill(reader, value);
        return value;
    }

    public static IReadOnlyList<T>? List<T>(ExactJsonReader reader, Func<ExactJsonReader, T> readItem)
    {
        if (!TryMove(reader))
        {
            return null;
        }

        Expect(reader, JsonToken.StartArray, "a list");
        var depth = reader.Depth;
        var items = new List<T>();
        while (true)
        {
            var item = readItem(reader);
            switch (reader.TokenType)
            {
                // An item may be a list of its own.
                case JsonToken.EndArray when reader.Depth == depth:
                    return items;
                case JsonToken.None:
                    throw Unfinished(reader);
                default:
                    items.Add(item);
                    break;
            }
        }
    }

    public static IReadOnlyDictionary<string, T>? Map<T>(ExactJsonReader reader, Func<ExactJsonReader, T> readValue)
    {
        if (!TryMove(reader))
        {
            return null;
        }

        Expect(reader, JsonToken.StartObject, "a JSON object");
        var values = new Dictionary<string, T>(StringComparer.Ordinal);
        while (TryMoveToName(reader, out var name))
        {
            values[name] = readValue(reader);
        }

        return values;
    }

    /// <summary>Reads an object to its end, from its first brace.</summary>
    public static void Fill(ExactJsonReader reader, IJsonReadable target)
    {
        Expect(reader, JsonToken.StartObject, "a JSON object");
        while (TryMoveToName(reader, out var name))
        {
            if (!target.TryReadMember(name, reader))
            {
                Move(reader);
                (target.AdditionalProperties ??= new Dictionary<string, JToken>(StringComparer.Ordinal))[name] = JsonValue.Read(reader);
            }
        }
    }

    private static bool TryMoveToName(ExactJsonReader reader, out string name)
    {
        Move(reader);
        name = reader.TokenType == JsonToken.PropertyName ? (string)reader.Value! : string.Empty;
        return reader.TokenType == JsonToken.PropertyName;
    }

    private static bool TryMove(ExactJsonReader reader)
    {
        Move(reader);
        return reader.TokenType is not (JsonToken.Null or JsonToken.Undefined or JsonToken.EndArray);
    }

    /// <summary>Moves on to the next token that is no comment.</summary>
    public static void Move(ExactJsonReader reader)
    {
        do
        {
            if (!reader.Read())
            {
                throw Unfinished(reader);
            }
        }
        while (reader.TokenType == JsonToken.Comment);
    }

    private static void Expect(ExactJsonReader reader, JsonToken token, string expected)
    {
        if (reader.TokenType != token)
        {
            throw JsonFailure.At(reader, expected);
        }
    }

    private static JsonSerializationException Unfinished(ExactJsonReader reader) => JsonFailure.At(reader, "the rest of a JSON value");
}
