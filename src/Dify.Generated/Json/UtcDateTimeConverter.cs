using System;
using System.Globalization;
using Newtonsoft.Json;

namespace Dify.Generated;

/// <summary>A date as text; without an offset it is UTC, because Dify writes its naive UTC times that way.</summary>
internal static class UtcDateTimeConverter
{
    /// <summary>The time that the reader stands on; null if there is none.</summary>
    internal static DateTimeOffset? Read(JsonReader reader)
        => reader.TokenType switch
        {
            JsonToken.String when ((string)reader.Value!).Length > 0 => Parse((string)reader.Value!, reader),
            JsonToken.Null or JsonToken.String => null,
            JsonToken.Integer or JsonToken.Float => UnixSecondsConverter.FromSeconds(reader),
            _ => throw JsonFailure.At(reader, "a date as text"),
        };

    internal static void Write(JsonWriter writer, DateTimeOffset time) => writer.WriteValue(time.ToString("o", CultureInfo.InvariantCulture));

    internal static DateTimeOffset Parse(string text, JsonReader reader)
        => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw JsonFailure.At(reader, "a date as text");
}
