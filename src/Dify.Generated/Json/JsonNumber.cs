using System;
using System.Globalization;
using System.Numerics;
using Newtonsoft.Json;

namespace Dify.Generated;

/// <summary>Turns the number that a reader stands on, whichever type it was read as, into the one that is asked for.</summary>
internal static class JsonNumber
{
    /// <summary>Reads the whole number that the reader stands on, however it is written: <c>2</c>, <c>2.0</c>, or either as a
    /// text.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="number">The number; null for an empty text.</param>
    /// <returns>Whether it is one of 64 bits.</returns>
    public static bool TryReadInt64(ExactJsonReader reader, out long? number)
    {
        if (reader.TokenType == JsonToken.Integer && ExactNumber.TryInt64(reader.Written, out var plain))
        {
            number = plain;
            return true;
        }

        var isRead = DecimalNumber.TryRead(reader, out var amount);
        var isWhole = amount is >= long.MinValue and <= long.MaxValue && decimal.Truncate(amount.Value) == amount;
        number = isWhole ? (long)amount!.Value : null;
        return isRead && (isWhole || amount is null);
    }

    /// <summary>Reads the number that the reader stands on, or the text that holds one.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="number">The number; null for an empty text.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryReadDouble(ExactJsonReader reader, out double? number)
    {
        double value = 0;
        number = null;
        if (reader is { TokenType: JsonToken.String, Value: "" })
        {
            return true;
        }

        var isNumber = reader.TokenType switch
        {
            JsonToken.Integer or JsonToken.Float => ExactNumber.TryDouble(reader.Written, out value),
            JsonToken.String => ExactNumber.TryDouble(((string)reader.Value!).AsSpan(), out value),
            _ => false,
        };
        number = isNumber ? value : null;
        return isNumber;
    }

    /// <summary>The number as a decimal; null if it is beyond the range of one, or no number at all.</summary>
    public static decimal? ToDecimal(JsonReader reader)
    {
        try
        {
            return reader.Value is BigInteger large ? (decimal)large : Convert.ToDecimal(reader.Value, CultureInfo.InvariantCulture);
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
