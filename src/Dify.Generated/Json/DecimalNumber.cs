using System;
using System.Globalization;
using Newtonsoft.Json;

namespace Dify.Generated;

/// <summary>An amount that Dify writes as a number or as a decimal in a text.</summary>
internal static class DecimalNumber
{
    /// <summary>Reads the amount that the reader stands on.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="amount">The amount; null if there is none.</param>
    /// <returns>Whether it is an amount, or none.</returns>
    internal static bool TryRead(JsonReader reader, out decimal? amount)
    {
        amount = reader.TokenType switch
        {
            JsonToken.Integer or JsonToken.Float => JsonNumber.ToDecimal(reader),
            JsonToken.String when decimal.TryParse(
                (string)reader.Value!, NumberStyles.Float, CultureInfo.InvariantCulture, out var written) => written,
            _ => null,
        };
        return amount is not null || reader.TokenType == JsonToken.Null || reader is { TokenType: JsonToken.String, Value: "" };
    }
}
