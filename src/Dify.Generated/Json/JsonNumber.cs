using System;
using System.Globalization;
using System.Numerics;
using Newtonsoft.Json;

namespace Dify.Generated;

/// <summary>Turns the number that a reader stands on, whichever type it was read as, into the one that is asked for.</summary>
internal static class JsonNumber
{
    /// <summary>The number that the reader stands on as a whole one; null for an empty text.</summary>
    /// <exception cref="JsonException">It is no number, or beyond the range of a 64-bit one.</exception>
    public static long? ReadInt64(JsonReader reader)
    {
        const string Expected = "a whole number of 64 bits";
        switch (reader.TokenType)
        {
            case JsonToken.Integer when reader.Value is long number:
                return number;
            case JsonToken.Integer or JsonToken.Float:
                var amount = ToDecimal(reader);
                return amount is >= long.MinValue and <= long.MaxValue ? (long)Math.Round(amount.Value) : throw JsonFailure.At(reader, Expected);
            case JsonToken.String:
                var text = (string)reader.Value!;
                return text.Length == 0 ? null
                    : long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var written) ? written
                    : throw JsonFailure.At(reader, Expected);
            default:
                throw JsonFailure.At(reader, Expected);
        }
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
