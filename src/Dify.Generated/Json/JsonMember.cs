using System;
using System.Collections.Generic;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>
/// Reads the values of members for generated classes. Each method moves the reader on to the value behind a name, or to the next item of a
/// list, and gives null for the JSON value null and for the end of the list. What Dify's servers have written in more than one way is read
/// in each of them. What is of another kind altogether is kept aside: the method gives null, and <see cref="Fill"/> puts the JSON where
/// members go that nobody knows, so that no server can end a run by a member that nobody needs.
/// </summary>
internal static class JsonMember
{
    public static string? Text(ExactJsonReader reader)
        => !TryMove(reader) ? null : reader.TokenType == JsonToken.String ? (string)reader.Value! : OtherText(reader);

    public static bool? Boolean(ExactJsonReader reader)
        => !TryMove(reader) ? null : reader.TokenType == JsonToken.Boolean ? (bool)reader.Value! : OtherBoolean(reader);

    public static int? Int32(ExactJsonReader reader)
        => !TryMove(reader) ? null
            : JsonNumber.TryReadInt64(reader, out var number) && number is null or (>= int.MinValue and <= int.MaxValue) ? (int?)number
            : Aside<int?>(reader);

    public static double? Double(ExactJsonReader reader)
        => !TryMove(reader) ? null
            : JsonNumber.TryReadDouble(reader, out var number) ? number
            : Aside<double?>(reader);

    public static long? Int64(ExactJsonReader reader)
        => !TryMove(reader) ? null : JsonNumber.TryReadInt64(reader, out var number) ? number : Aside<long?>(reader);

    public static decimal? Decimal(ExactJsonReader reader)
        => !TryMove(reader) ? null : DecimalNumber.TryRead(reader, out var amount) ? amount : Aside<decimal?>(reader);

    public static DateTimeOffset? UnixSeconds(ExactJsonReader reader)
        => !TryMove(reader) ? null : UnixTime.TryRead(reader, out var time) ? time : Aside<DateTimeOffset?>(reader);

    /// <summary>A date as text, or what <see cref="UnixSeconds"/> reads.</summary>
    public static DateTimeOffset? UtcDateTime(ExactJsonReader reader) => UnixSeconds(reader);

    /// <summary>The word of an open value.</summary>
    public static string? Word(ExactJsonReader reader)
        => !TryMove(reader)
            ? null
            : reader.TokenType == JsonToken.String ? (string)reader.Value! : JsonValue.Read(reader).ToString(Formatting.None);

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
        return JsonInText.Read(reader);
    }

    /// <summary>A generated class; one that is there already is filled.</summary>
    public static T? Object<T>(ExactJsonReader reader, T? known = null)
        where T : class, IJsonReadable, new()
    {
        if (!TryMove(reader))
        {
            return null;
        }

        if (reader.TokenType != JsonToken.StartObject)
        {
            return Aside<T>(reader);
        }

        var value = known ?? new T();
        Fill(reader, value);
        return value;
    }

    /// <summary>A list. One with an item of another kind is kept aside as a whole, so that no item is where another one was.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="readItem">Reads an item.</param>
    /// <param name="holdsNull">Whether an item may be null.</param>
    public static IReadOnlyList<T>? List<T>(ExactJsonReader reader, Func<ExactJsonReader, T> readItem, bool holdsNull = false)
    {
        if (!TryMove(reader))
        {
            return null;
        }

        if (reader.TokenType != JsonToken.StartArray)
        {
            return Aside<IReadOnlyList<T>>(reader);
        }

        var start = reader.Position - 1;
        var depth = reader.Depth;
        var items = new List<T>();
        while (true)
        {
            var item = readItem(reader);
            if (IsOdd(reader, item, holdsNull))
            {
                return WholeAside<IReadOnlyList<T>>(reader, start, JsonToken.EndArray, depth);
            }

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

    /// <summary>An object whose members are all of one kind. One with a member of another kind is kept aside as a whole.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="readValue">Reads a member.</param>
    /// <param name="holdsNull">Whether a member may be null.</param>
    public static IReadOnlyDictionary<string, T>? Map<T>(ExactJsonReader reader, Func<ExactJsonReader, T> readValue, bool holdsNull = false)
    {
        if (!TryMove(reader))
        {
            return null;
        }

        if (reader.TokenType != JsonToken.StartObject)
        {
            return Aside<IReadOnlyDictionary<string, T>>(reader);
        }

        var start = reader.Position - 1;
        var depth = reader.Depth;
        var values = new Dictionary<string, T>(StringComparer.Ordinal);
        while (TryMoveToName(reader, out var name))
        {
            var value = readValue(reader);
            if (IsOdd(reader, value, holdsNull))
            {
                return WholeAside<IReadOnlyDictionary<string, T>>(reader, start, JsonToken.EndObject, depth);
            }

            values[name] = value;
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
                Keep(target, name, JsonValue.Read(reader));
            }
            else if (reader.Odd is { } odd)
            {
                reader.Odd = null;
                KeepAside(reader, target, name, odd);
            }
        }
    }

    // A request is read by a program that wants to send it on, and is to be told what is wrong with it.
    private static void KeepAside(ExactJsonReader reader, IJsonReadable target, string name, JToken odd)
    {
        if (target is IRequestBody)
        {
            throw JsonFailure.At(reader, "a member of another kind");
        }

        Keep(target, name, odd);
    }

    private static void Keep(IJsonReadable target, string name, JToken value)
        => (target.AdditionalProperties ??= new Dictionary<string, JToken>(StringComparer.Ordinal))[name] = value;

    private static string? OtherText(ExactJsonReader reader) => reader.TokenType switch
    {
        JsonToken.Integer or JsonToken.Float => reader.Written.ToString(),
        JsonToken.Boolean => (bool)reader.Value! ? "true" : "false",
        _ => Aside<string>(reader),
    };

    private static bool? OtherBoolean(ExactJsonReader reader) => reader.TokenType switch
    {
        JsonToken.String when bool.TryParse((string)reader.Value!, out var flag) => flag,
        JsonToken.String when ((string)reader.Value!).Length == 0 => null,
        JsonToken.Integer when reader.Value is 0L or 1L => reader.Value is 1L,
        _ => Aside<bool?>(reader),
    };

    private static T? Aside<T>(ExactJsonReader reader)
    {
        reader.Odd = JsonValue.Read(reader);
        return default;
    }

    private static bool IsOdd<T>(ExactJsonReader reader, T item, bool holdsNull)
        => reader.Odd is not null || (reader.TokenType == JsonToken.Null && !holdsNull && item is null or ValueType);

    // The items before the odd one were read and are gone: what they were made of is still in the text.
    private static T? WholeAside<T>(ExactJsonReader reader, int start, JsonToken end, int depth)
        where T : class
    {
        while (reader.TokenType != end || reader.Depth != depth)
        {
            Move(reader);
        }

        reader.Odd = DifyJson.Parse(reader.Since(start));
        return null;
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
        return reader.TokenType is not (JsonToken.Null or JsonToken.EndArray);
    }

    /// <summary>Moves on to the next token.</summary>
    public static void Move(ExactJsonReader reader)
    {
        if (!reader.Read())
        {
            throw Unfinished(reader);
        }
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
