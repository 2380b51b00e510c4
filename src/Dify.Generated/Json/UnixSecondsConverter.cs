using System;
using System.Globalization;
using Newtonsoft.Json;

namespace Dify.Generated;

/// <summary>Unix seconds on the wire, a point in time in C#; a fraction of a second is kept, and a text that holds a number or a date is read too.</summary>
internal sealed class UnixSecondsConverter : JsonConverter
{
    private const double SecondsOfTheYear10000 = 253402300800d;

    public override bool CanConvert(Type objectType) => objectType == typeof(DateTimeOffset) || objectType == typeof(DateTimeOffset?);

    public override object? ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer)
    {
        switch (reader.TokenType)
        {
            case JsonToken.Null:
                return Missing(objectType);
            case JsonToken.Integer or JsonToken.Float:
                return FromSeconds(Convert.ToDouble(reader.Value, CultureInfo.InvariantCulture), reader);
            case JsonToken.String:
                var text = (string)reader.Value!;
                if (text.Length == 0)
                {
                    return Missing(objectType);
                }

                // Servers of 2024 and before wrote these members as a date.
                return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
                    ? FromSeconds(seconds, reader)
                    : UtcDateTimeConverter.Parse(text, reader);
            default:
                throw JsonFailure.At(reader, "a number of unix seconds");
        }
    }

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer)
    {
        var time = (DateTimeOffset)value!;
        if (time.Ticks % TimeSpan.TicksPerSecond == 0)
        {
            writer.WriteValue(time.ToUnixTimeSeconds());
        }
        else
        {
            writer.WriteValue((time.UtcTicks - UnixEpochTicks) / (decimal)TimeSpan.TicksPerSecond);
        }
    }

    private const long UnixEpochTicks = 621355968000000000L;

    private static object? Missing(Type objectType) => objectType == typeof(DateTimeOffset) ? default(DateTimeOffset) : null;

    private static DateTimeOffset FromSeconds(double seconds, JsonReader reader)
    {
        if (double.IsNaN(seconds) || seconds >= SecondsOfTheYear10000 || seconds < -62135596800d)
        {
            throw JsonFailure.At(reader, "a number of unix seconds within the years 1 to 9999");
        }

        return new DateTimeOffset(UnixEpochTicks + (long)Math.Round((decimal)seconds * TimeSpan.TicksPerSecond), TimeSpan.Zero);
    }
}
