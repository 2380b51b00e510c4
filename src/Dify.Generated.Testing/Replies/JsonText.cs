using System;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.IO;
using System.Numerics;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Dify.Generated.Testing;

/// <summary>
/// JSON in the notations of a real server: compact raw UTF-8 in live streams, and ASCII with a space after each comma and colon everywhere
/// else.
/// </summary>
internal static class JsonText
{
    private const string OfTests =
        "Objects come from tests, which run on the runtime; `dify mock` and `dify demo`, compiled ahead of time, hand over trees.";

    private static readonly JsonLoadSettings KeepLines = new()
    {
        LineInfoHandling = LineInfoHandling.Load,
        DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error,
    };

    private static readonly JsonLoadSettings LastWins = new() { DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Replace };

    /// <summary>Compact raw UTF-8, not a number as null: the notation of live streams.</summary>
    public static string Compact(JToken token) => Write(token, spaced: false, asciiOnly: false);

    /// <summary>Spaced ASCII, not a number as the bare word: the notation of plain answers.</summary>
    public static string Spaced(JToken token) => Write(token, spaced: true, asciiOnly: true);

    /// <summary>Spaced raw UTF-8: the notation of human input forms.</summary>
    public static string SpacedUtf8(JToken token) => Write(token, spaced: true, asciiOnly: false);

    /// <summary>Reads JSON without guessing dates.</summary>
    /// <exception cref="JsonException">The text is not one JSON value.</exception>
    public static JToken Parse(string json)
    {
        using var reader = new JsonTextReader(new StringReader(json)) { DateParseHandling = DateParseHandling.None, MaxDepth = 256 };
        JToken token = JToken.Load(reader, KeepLines);
        while (reader.Read())
        {
            if (reader.TokenType != JsonToken.Comment)
            {
                throw new JsonReaderException(
                    "There is more text after the JSON value.", reader.Path, reader.LineNumber, reader.LinePosition, null);
            }
        }

        return token;
    }

    /// <summary>
    /// Reads the body of a request as a real server does: strict JSON, of members with the same name the last one. The words NaN and
    /// Infinity, which that server would take as well, are refused.
    /// </summary>
    /// <exception cref="JsonException">The text is not one JSON value.</exception>
    public static JToken ParseBody(string json)
    {
        try
        {
            using System.Text.Json.JsonDocument strict = System.Text.Json.JsonDocument.Parse(json);
        }
        catch (System.Text.Json.JsonException exception)
        {
            throw new JsonReaderException(exception.Message, exception);
        }

        using var reader = new JsonTextReader(new StringReader(json)) { DateParseHandling = DateParseHandling.None, MaxDepth = 256 };
        return JToken.Load(reader, LastWins);
    }

    /// <summary>A JSON value from whatever a test hands over: a JSON tree, a plain value, or any object that Newtonsoft.Json can
    /// write.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = OfTests)]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = OfTests)]
    public static JToken From(object? value) => value switch
    {
        null => JValue.CreateNull(),
        JToken token => token.DeepClone(),
        string or bool or int or long or double or decimal => new JValue(value),
        _ => JToken.FromObject(value, JsonSerializer.Create(new JsonSerializerSettings { DateParseHandling = DateParseHandling.None })),
    };

    /// <summary>As <see cref="From"/>, for a place that must hold an object.</summary>
    public static JObject ObjectFrom(object? value, string name) => value is null
        ? []
        : From(value) as JObject ?? throw new ArgumentException(
            $"{name} must be written as a JSON object; pass an anonymous object, a dictionary or a JObject.", name);

    private static string Write(JToken token, bool spaced, bool asciiOnly)
    {
        var text = new StringBuilder();
        WriteToken(text, token, spaced, asciiOnly);
        return text.ToString();
    }

    private static void WriteToken(StringBuilder text, JToken token, bool spaced, bool asciiOnly)
    {
        switch (token)
        {
            case JObject members:
                text.Append('{');
                bool firstMember = true;
                foreach (JProperty member in members.Properties())
                {
                    text.Append(firstMember ? "" : spaced ? ", " : ",");
                    firstMember = false;
                    WriteString(text, member.Name, asciiOnly);
                    text.Append(spaced ? ": " : ":");
                    WriteToken(text, member.Value, spaced, asciiOnly);
                }

                text.Append('}');
                break;
            case JArray items:
                text.Append('[');
                bool firstItem = true;
                foreach (JToken item in items)
                {
                    text.Append(firstItem ? "" : spaced ? ", " : ",");
                    firstItem = false;
                    WriteToken(text, item, spaced, asciiOnly);
                }

                text.Append(']');
                break;
            default:
                WriteValue(text, ((JValue)token).Value, spaced, asciiOnly);
                break;
        }
    }

    private static void WriteValue(StringBuilder text, object? value, bool spaced, bool asciiOnly)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case bool flag:
                text.Append(flag ? "true" : "false");
                break;
            case double or float:
                WriteNumber(text, Convert.ToDouble(value, CultureInfo.InvariantCulture), bareWords: spaced);
                break;
            case sbyte or byte or short or ushort or int or uint or long or ulong or decimal or BigInteger:
                text.Append(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
            case DateTime or DateTimeOffset:
                WriteString(text, JsonConvert.ToString(value).Trim('"'), asciiOnly);
                break;
            default:
                WriteString(text, Convert.ToString(value, CultureInfo.InvariantCulture) ?? "", asciiOnly);
                break;
        }
    }

    private static void WriteNumber(StringBuilder text, double number, bool bareWords)
    {
        if (double.IsFinite(number))
        {
            string digits = number.ToString("R", CultureInfo.InvariantCulture);
            text.Append(digits);
            if (digits.AsSpan().IndexOfAny(".eE") < 0)
            {
                text.Append(".0");
            }
        }
        else
        {
            text.Append(!bareWords ? "null" : double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
        }
    }

    private static void WriteString(StringBuilder text, string value, bool asciiOnly)
    {
        text.Append('"');
        foreach (char character in value)
        {
            switch (character)
            {
                case '"':
                    text.Append("\\\"");
                    break;
                case '\\':
                    text.Append("\\\\");
                    break;
                case '\n':
                    text.Append("\\n");
                    break;
                case '\r':
                    text.Append("\\r");
                    break;
                case '\t':
                    text.Append("\\t");
                    break;
                case '\b':
                    text.Append("\\b");
                    break;
                case '\f':
                    text.Append("\\f");
                    break;
                default:
                    if (character < ' ' || (asciiOnly && character > '~'))
                    {
                        text.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));
                    }
                    else
                    {
                        text.Append(character);
                    }

                    break;
            }
        }

        text.Append('"');
    }
}
