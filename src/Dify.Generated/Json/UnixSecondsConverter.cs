using System;
using System.Globalization;
using Newtonsoft.Json;

namespace Dify.Generated;

/// <summary>Unix seconds on the wire, a point in time in C#; a fraction of a second is kept, and a text that holds a number or a date is read too.</summary>
internal static class UnixSecondsConverter
{
    private const long UnixEpochTicks = 621355968000000000L;

    /// <summary>The time that the reader stands on; null if there is none.</summary>
    internal static DateTimeOffset? Read(JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonToken.Null:
                return null;
            case JsonToken.Integer or JsonToken.Float:
                return FromSeconds(reader);
            case JsonToken.String:
                var text = (string)reader.Value!;
                if (text.Length == 0)
                {
                    return null;
                }

                // Servers of 2024 and before wrote these members as a date.
                return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
                    ? FromSeconds(seconds, reader)
                    : UtcDateTimeConverter.Parse(text, reader);
            default:
                throw JsonFailure.At(reader, Expected);
        }
    }

    internal static void Write(JsonWriter writer, DateTimeOffset time)
    {
        if (time.UtcTicks % TimeSpan.TicksPerSecond == 0)
        {
            writer.WriteValue(time.ToUnixTimeSeconds());
        }
        else
        {
            writer.WriteValue((time.UtcTicks - UnixEpochTicks) / (decimal)TimeSpan.TicksPerSecond);
        }
    }

    /// <summary>The time that the number means which the reader stands on.</summary>
    internal static DateTimeOffset FromSeconds(JsonReader reader)
        => FromSeconds(JsonNumber.ToDecimal(reader) ?? throw JsonFailure.At(reader, Expected), reader);

    private const string Expected = "a number of unix seconds within the years 1 to 9999";

    private static DateTimeOffset FromSeconds(decimal seconds, JsonReader reader)
    {
        const decimal TicksPerSecond = TimeSpan.TicksPerSecond;
        if (seconds < (0 - UnixEpochTicks) / TicksPerSecond || seconds > (DateTime.MaxValue.Ticks - UnixEpochTicks) / TicksPerSecond)
        {
            throw JsonFailure.At(reader, Expected);
        }

        return new DateTimeOffset(UnixEpochTicks + (long)(seconds * TicksPerSecond), TimeSpan.Zero);
    }
}
