using System;
using System.Globalization;
using Newtonsoft.Json;

namespace Dify.Generated;

/// <summary>A date as text; without an offset it is UTC, because Dify writes its naive UTC times that way.</summary>
internal sealed class UtcDateTimeConverter : JsonConverter
{
    public override bool CanConvert(Type objectType) => objectType == typeof(DateTimeOffset) || objectType == typeof(DateTimeOffset?);

    public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer)
        => !UnixSecondsConverter.TryRead(reader, out var time) ? throw JsonFailure.At(reader, "a date as text")
            : time ?? (objectType == typeof(DateTimeOffset) ? default(DateTimeOffset) : null);

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer) => Write(writer, (DateTimeOffset)value!);

    internal static void Write(JsonWriter writer, DateTimeOffset time) => writer.WriteValue(time.ToString("o", CultureInfo.InvariantCulture));

    /// <summary>The time that a text means; null if it means none.</summary>
    internal static DateTimeOffset? Parse(string text)
        => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
