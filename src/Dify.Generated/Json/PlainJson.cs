using System;
using System.Collections;
using System.Collections.Generic;
using System.Numerics;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated;

/// <summary>
/// Writes what needs no reflection: texts, numbers, truth values, dates, lists and dictionaries of them, tokens of Newtonsoft.Json, values
/// of System.Text.Json, and the types of this library.
/// </summary>
internal static class PlainJson
{
    /// <summary>Makes a token of a value.</summary>
    /// <exception cref="JsonSerializationException">It is, or holds, something else.</exception>
    /// <exception cref="JsonWriterException">It is too deep.</exception>
    public static JToken ToToken(object? value)
    {
        using var writer = new BoundedTokenWriter();
        Write(writer, value);
        return writer.Token!;
    }

    /// <summary>Writes a value.</summary>
    /// <exception cref="JsonSerializationException">It is, or holds, something else.</exception>
    /// <exception cref="JsonWriterException">It is too deep for the writer.</exception>
    public static void Write(JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNull();
                break;
            case JToken token:
                token.WriteTo(writer);
                break;
            case IJsonWritable known:
                JsonBody.Write(writer, known);
                break;
            case IOpenValue word:
                writer.WriteValue(word.Value);
                break;
            case not Enum and (IConvertible or DateTimeOffset or TimeSpan or Guid or Uri or BigInteger or byte[]):
                writer.WriteValue(value);
                break;
            case not null when SystemTextJsonConverter.TryGetText(value, out var text):
                (text is null ? JValue.CreateNull() : DifyJson.Parse(text.AsMemory())).WriteTo(writer);
                break;
            case IEnumerable<KeyValuePair<string, JToken>> members:
                WriteObject(writer, members);
                break;
            case IEnumerable<KeyValuePair<string, object?>> members:
                WriteObject(writer, members);
                break;
            case IDictionary members:
                WriteObject(writer, Members(members));
                break;
            case IEnumerable items:
                writer.WriteStartArray();
                foreach (var item in items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                throw Unknown(value);
        }
    }

    private static void WriteObject<T>(JsonWriter writer, IEnumerable<KeyValuePair<string, T>> members)
    {
        writer.WriteStartObject();
        foreach (var member in members)
        {
            writer.WritePropertyName(member.Key);
            Write(writer, member.Value);
        }

        writer.WriteEndObject();
    }

    private static IEnumerable<KeyValuePair<string, object?>> Members(IDictionary members)
    {
        foreach (DictionaryEntry member in members)
        {
            yield return new KeyValuePair<string, object?>(member.Key as string ?? throw Unknown(member.Key), member.Value);
        }
    }

    private static JsonSerializationException Unknown(object value) => new($"A {value.GetType().Name} takes reflection to be written.");
}
