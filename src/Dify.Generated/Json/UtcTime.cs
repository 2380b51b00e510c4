using System;
using System.Globalization;
using Newtonsoft.Json;

namespace Dify.Generated;

/// <summary>A date as text; without an offset it is UTC, because Dify writes its naive UTC times that way.</summary>
internal static class UtcTime
{
    internal static void Write(JsonWriter writer, DateTimeOffset time)
        => writer.WriteValue(time.ToString("o", CultureInfo.InvariantCulture));

    /// <summary>The time that a text means; null if it means none.</summary>
    internal static DateTimeOffset? Parse(string text)
        => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
