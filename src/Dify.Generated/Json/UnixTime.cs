using System;
using System.Globalization;
using Newtonsoft.Json;

namespace Dify.Generated;

/// <summary>Unix seconds on the wire, a point in time in C#; a fraction of a second is kept, and a text that holds a number or a date is
/// read too.</summary>
internal static class UnixTime
{
    private const long UnixEpochTicks = 621355968000000000L;

    /// <summary>Reads the time that the reader stands on.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="time">The time; null if there is none.</param>
    /// <returns>Whether it is a time, or none.</returns>
    internal static bool TryRead(JsonReader reader, out DateTimeOffset? time)
    {
        if (DecimalNumber.TryRead(reader, out var number))
        {
            time = number is { } count ? FromNumber(count) : null;
            return number is null || time is not null;
        }

        // Servers of 2024 and before wrote these members as a date.
        time = reader.TokenType == JsonToken.String ? UtcTime.Parse((string)reader.Value!) : null;
        return time is not null;
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

    /// <summary>The time that a number means: seconds, or what other programs count in, which no calendar could hold as seconds.</summary>
    /// <returns>The time; null if the number is none.</returns>
    private static DateTimeOffset? FromNumber(decimal seconds)
    {
        const decimal TicksPerSecond = TimeSpan.TicksPerSecond;
        const decimal LastSecond = 253402300800m;

        // Milliseconds, microseconds, nanoseconds.
        for (var i = 0; i < 3 && seconds >= LastSecond; i++)
        {
            seconds /= 1000;
        }

        return seconds < -UnixEpochTicks / TicksPerSecond || seconds > (DateTime.MaxValue.Ticks - UnixEpochTicks) / TicksPerSecond ? null
            : new DateTimeOffset(UnixEpochTicks + (long)(seconds * TicksPerSecond), TimeSpan.Zero);
    }
}
