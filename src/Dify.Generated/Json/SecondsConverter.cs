using System;
using Newtonsoft.Json;

namespace Dify.Generated;

/// <summary>A time that is written as a number of seconds.</summary>
internal sealed class SecondsConverter : JsonConverter
{
    public override bool CanConvert(Type objectType) => objectType == typeof(TimeSpan) || objectType == typeof(TimeSpan?);

    public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer)
        => reader.TokenType switch
        {
            JsonToken.Null => null,
            JsonToken.Integer or JsonToken.Float when JsonNumber.ToDecimal(reader) is { } seconds
                && Math.Abs((double)seconds) < TimeSpan.MaxValue.TotalSeconds / 2
                => TimeSpan.FromSeconds((double)seconds),
            _ => throw JsonFailure.At(reader, "a number of seconds"),
        };

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer)
        => writer.WriteValue(((TimeSpan)value!).TotalSeconds);
}
